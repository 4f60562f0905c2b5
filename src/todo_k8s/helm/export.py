"""A typed chart as a Helm chart folder.

`chart_files` makes every file in memory; `export_chart` writes them, all or nothing.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

import cdk8s
from constructs import IConstruct

from todo_k8s.errors import ExportError, TemplateError
from todo_k8s.helm.chart import SYMBOLIC_RELEASE, Conditional, HelmChart, Manifest, values_class
from todo_k8s.helm.content import decode
from todo_k8s.helm.expressions import Each
from todo_k8s.helm.missing import needed
from todo_k8s.helm.model import ChartValues, Check
from todo_k8s.helm.ownership import FIXED, LIST, is_template, list_of, replaceable
from todo_k8s.helm.readme import readme_text
from todo_k8s.helm.replacing import Replacement
from todo_k8s.helm.schema import schema_text
from todo_k8s.helm.symbolic import symbolic
from todo_k8s.helm.template import TemplateWriter
from todo_k8s.helm.values_file import values_text

GUARDS = "templates/rules/guards.yaml"
"""Helm runs what lies deepest first; see `TemplateWriter.guards`."""

HELMIGNORE = f"""\
{LIST}
.DS_Store
.git/
.gitignore
*.swp
*.bak
*.tmp
*.orig
*~
.idea/
.vscode/
"""


def chart_files(chart: type[HelmChart], values: type[ChartValues] | None = None) -> dict[str, str]:
    """Return the files of the Helm chart of a typed chart: path within the chart → text.

    A chart without notes or license text has no such file.

    Args:
        chart: The chart's class.
        values: Its values model; by default the one its ``__init__`` names.
    """
    model = values or values_class(chart)
    metadata = chart.metadata
    built = chart(cdk8s.App(), metadata.name, values=symbolic(model), release=SYMBOLIC_RELEASE)
    writer = TemplateWriter(metadata.name)
    templates = _templates(built, writer)
    required = (("", check) for check in built.requirements)
    rules = writer.rules([*_checks(built.values, ""), *required])
    notes = built.notes()
    files = {
        "Chart.yaml": metadata.to_yaml(),
        "values.yaml": values_text(
            model, f"Values of the chart {metadata.name}, with their defaults."
        ),
        "values.schema.json": schema_text(model),
        "README.md": readme_text(metadata, model),
        ".helmignore": HELMIGNORE,
        "LICENSE": metadata.license_text,
        "templates/NOTES.txt": writer.text(notes) if notes else "",
        "templates/_helpers.tpl": writer.helpers(),
        "templates/rules.yaml": rules,
        GUARDS: writer.guards(needed(model)),
        **templates,
    }
    return {name: text for name, text in files.items() if text}


def _templates(built: HelmChart, writer: TemplateWriter) -> dict[str, str]:
    files: dict[str, str] = {}
    built_depth = len(built.node.scopes) - 1
    for item in built.node.find_all():
        if not isinstance(item, cdk8s.ApiObject):
            continue
        scopes = item.node.scopes[built_depth:]
        conditions = [scope.condition for scope in scopes if isinstance(scope, Conditional)]
        name = f"templates/{_file_name(scopes[1:])}.yaml"
        if not is_template(name):
            raise TemplateError(
                f"{item.node.path}: its template has the name of these ids, which must be letters, "
                "digits, '.', '_' and '-', and start with a letter or digit; give it another id"
            )
        if name in files or name in FIXED:
            raise TemplateError(f"two objects would be written to {name}; give one another id")
        given = item.manifest() if isinstance(item, Manifest) else item.to_json()
        files[name] = writer.document(decode(given), conditions, _origin(scopes))
    return files


def _file_name(scopes: Iterable[IConstruct]) -> str:
    """Join the ids on an object's path: ``backend/deployment`` gives ``backend-deployment``."""
    ids: list[str] = []
    for scope in scopes:
        if isinstance(scope, Conditional) or scope.node.id in (*ids[-1:], "Resource", "Default"):
            continue
        ids.append(scope.node.id)
    return "-".join(ids).lower()


def _origin(scopes: list[IConstruct]) -> str:
    """Name the construct whose code gives the object."""
    foreign = (Conditional, cdk8s.ApiObject)
    owner = next(type(scope) for scope in reversed(scopes) if not isinstance(scope, foreign))
    return f"Generated from {owner.__module__}.{owner.__qualname__}; change that, not this file."


def _checks(values: ChartValues, path: str) -> Iterator[tuple[str, Check | Each]]:
    """Yield the checks of a symbolic values tree, inner models first, with their paths."""
    for name, field in type(values).model_fields.items():
        child = getattr(values, name)
        if isinstance(child, ChartValues):
            yield from _checks(child, f"{path}.{field.alias or name}".strip("."))
    for check in values.checks():
        yield path, check


def export_chart(
    chart: type[HelmChart],
    values: type[ChartValues] | None = None,
    *,
    to: str | os.PathLike[str],
    overwrite: bool = False,
) -> Path:
    """Write the Helm chart of a typed chart into a folder.

    In a folder that an earlier export wrote, the generated files are replaced, and those that the
    chart no longer has are removed. All else stays as it is: ``crds/``, ``ci/``, ``.git``, …
    Generated files are those that ``.generated.sha256`` in the folder lists.

    The folder is written beside `to` and exchanged with it in one step: whatever fails, and when
    the program is interrupted or terminated, `to` is the old folder or the new one, whole.

    Args:
        chart: The chart's class.
        values: Its values model; by default the one its ``__init__`` names.
        to: The chart's folder, or a link to it. If it exists it must be empty, or a folder that
            this chart was exported to.
        overwrite: Replace generated files that were changed since, and other files where the chart
            has one of the same name.

    Returns:
        The folder.

    Raises:
        ExportError: If the folder cannot be written, is that of another chart, or if something
            would be lost in it; each such file is named.
        TemplateError: If the chart's content has no template form.
    """
    files = chart_files(chart, values)
    files[LIST] = list_of(files)
    folder = Path(to)
    if os.path.lexists(folder) and not folder.is_dir():
        what = "a link to no folder" if folder.is_symlink() else "a file"
        raise ExportError(f"{folder}: is {what}; name a folder")
    if dangling := next((p for p in folder.parents if p.is_symlink() and not p.exists()), None):
        raise ExportError(f"{dangling}: is a link to no folder; name a folder")
    if _runs_in(folder, files):
        raise ExportError(
            f"{folder}: is where this program runs, and would be replaced below it; run it from "
            "another folder"
        )
    try:
        ours: frozenset[str] = frozenset()
        if folder.exists() and any(folder.iterdir()):
            ours = replaceable(folder, chart.metadata.name, files, overwrite=overwrite)
        Replacement(Path(os.path.realpath(folder)), files, ours).run()
    except ExportError:
        raise
    except OSError as error:
        raise export_error(folder, error) from error
    return folder


def _runs_in(folder: Path, files: Iterable[str]) -> bool:
    """Tell whether this program runs in a folder of a chart that holds some of its files."""
    inner = {folder / parent for path in files for parent in PurePosixPath(path).parents}
    return any(each.is_dir() and each.samefile(Path()) for each in inner)


def export_error(path: Path, error: OSError) -> ExportError:
    """Return the error that says what could not be written."""
    if isinstance(error, shutil.Error):  # of several files that could not be kept
        first, _, reason = error.args[0][0]
        return ExportError(f"{first}: cannot be kept: {reason}")
    where = f" ({error.filename})" if error.filename else ""
    return ExportError(f"{path}: cannot be written: {error.strerror}{where}")


def read_folder(folder: Path) -> dict[str, str]:
    """Return the files of a chart folder, as `chart_files` gives them."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != LIST)
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}
