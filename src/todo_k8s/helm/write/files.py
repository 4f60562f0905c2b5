"""All files of a chart as texts, from its compiled tree and its values model."""

from __future__ import annotations

from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.folder.ownership import LIST
from todo_k8s.helm.model.known_keys import known_keys
from todo_k8s.helm.model.missing import needed
from todo_k8s.helm.symbolic.nodes import within
from todo_k8s.helm.write.limits import check_limits
from todo_k8s.helm.write.readme import readme_text
from todo_k8s.helm.write.schema import schema_text
from todo_k8s.helm.write.template import TemplateWriter
from todo_k8s.helm.write.values_file import values_text

GUARDS = "templates/rules/guards.yaml"
"""Helm runs what lies deepest first; see `TemplateWriter.guards`."""

KEYS = "templates/rules/_keys.tpl"
SHARED_RULES = "templates/rules/_shared.tpl"

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


def written(chart: CompiledChart) -> dict[str, str]:
    """Return the files of a compiled chart."""
    metadata, model = chart.metadata, chart.model
    writer = TemplateWriter(metadata.name)
    templates: dict[str, str] = {}
    for file, found in chart.objects.items():
        with within(f"{found.path}: "):
            templates[file] = writer.document(found.content, found.conditions, found.origin)
    files = {
        "Chart.yaml": metadata.to_yaml(),
        "values.yaml": values_text(
            model, f"Values of the chart {metadata.name}, with their defaults."
        ),
        "values.schema.json": schema_text(model),
        "README.md": readme_text(metadata, model),
        ".helmignore": HELMIGNORE,
        "LICENSE": metadata.license_text,
        "templates/rules.yaml": writer.rules.text(
            [*chart.faults, *chart.requirements], known_keys(model)
        ),
        "templates/NOTES.txt": writer.text(chart.notes) if chart.notes else "",
        "templates/_helpers.tpl": writer.helpers(),
        KEYS: writer.rules.keys(),
        SHARED_RULES: writer.rules.shared(),
        GUARDS: writer.guards(needed(model)),
        **templates,
        **metadata.further_files(),
    }
    for name, text in files.items():
        origin = chart.objects[name].path if name in chart.objects else chart.metadata.name
        with within(origin):
            check_limits(name, text)
    return {name: text for name, text in files.items() if text}
