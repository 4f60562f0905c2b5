"""The two sides that ``todo-k8s diff`` compares: of values, a release, archives or manifests."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from todo_k8s.cli.arguments import is_chart
from todo_k8s.cli.charts import GivenChart, given_chart
from todo_k8s.cli.findings import Finding, finding
from todo_k8s.cli.inputs import given_layers, given_release, manifests_in_path, manifests_of
from todo_k8s.errors import ValuesError

Manifests = list[dict[str, Any]]


def given_sides(options: argparse.Namespace) -> tuple[Manifests, Manifests, str]:
    """Return the manifests of both sides, and the namespace of those that name none.

    Raises:
        ValuesError: If values of a side are refused.
        HelmError: If Helm does not render an archive, or knows no such release.
    """
    forms: dict[str, Callable[[argparse.Namespace], tuple[Manifests, Manifests, str]]] = {
        "release": _of_release,
        "chart": _of_archives,
        "manifests": _of_manifests,
    }
    asked = [form for form in forms if getattr(options, form)]
    given = len(options.given) - bool(options.given and is_chart(options.given[0]))
    if len(asked) > 1:
        options.wrong(f"--{asked[0]} and --{asked[1]} cannot be used together")
    if asked and (given or options.older):
        options.wrong(f"--{asked[0]} says what the old side is; give the new values by -f")
    if options.live and not options.release:
        options.wrong("--live is about the objects of a release; add --release NAME")
    if "-" in options.values and asked != ["release"] and not options.older:
        options.wrong("standard input can be read only once; give -f a file, or use --from")
    return forms[asked[0]](options) if asked else _of_values(options)


def _of_values(options: argparse.Namespace) -> tuple[Manifests, Manifests, str]:
    name, files = _chart_and_files(options)
    if len(files) > 2 or bool(files) is bool(options.older):
        options.wrong("give OLD and NEW, two values files; or --from OLD and -f NEW")
    given = given_chart(name)
    if options.older:
        old, new = options.older, options.values
    else:
        *before, after = files
        old, new = [*options.values, *before], [*options.values, after]
    return (
        _side("old", given, options, old, with_flags=not options.older),
        _side("new", given, options, new),
        _release_options(options, given).namespace,
    )


def _chart_and_files(options: argparse.Namespace) -> tuple[str | None, list[str]]:
    given: list[str] = options.given
    return (given[0], given[1:]) if given and is_chart(given[0]) else (None, given)


def _release_options(options: argparse.Namespace, given: GivenChart) -> Any:
    return given_release(given, argparse.Namespace(**{**vars(options), "release": options.name}))


def _side(
    side: str,
    given: GivenChart,
    options: argparse.Namespace,
    files: list[str],
    *,
    with_flags: bool = True,
) -> Manifests:
    """Return the manifests for values files, with the flags laid over them.

    Raises:
        ValuesError: If they are refused; each line says which side, and where the value is given.
    """
    changed = {"values": files, "release": options.name}
    if not with_flags:
        changed |= {name: [] for name in ("set", "set_string", "set_json", "set_file")}
    own = argparse.Namespace(**{**vars(options), **changed})
    layers = given_layers(own)
    try:
        return manifests_of(given, own, layers)
    except ValuesError as error:
        found = [finding("error", line, layers, given.compiled.model) for line in error.faults]
    raise ValuesError(*(f"{side} values: {each.text}{_place(each)}" for each in found))


def _place(found: Finding) -> str:
    return f" ({found.origin})" if found.origin is not None else ""


def _of_release(options: argparse.Namespace) -> tuple[Manifests, Manifests, str]:
    from todo_k8s.cli.helm import released, released_values  # runs Helm
    from todo_k8s.cli.inputs import given_capabilities, given_existing
    from todo_k8s.helm.chart.existing import Existing
    from todo_k8s.helm.compiled.evaluation import evaluated
    from todo_k8s.helm.plain.shapes import overlaid

    given = given_chart(_chart_and_files(options)[0])
    release = given_release(given, options)
    old = released(release)
    live = _live(old, release.namespace) if options.live else old
    values = given_layers(options).values
    if options.reuse_values:
        values = overlaid(released_values(release), values)
    existing = given_existing(options) if options.existing else Existing(live)
    model = given.compiled.model.from_mapping(values)
    new = evaluated(given.compiled, model, release, given_capabilities(options), existing)
    if options.live:
        from todo_k8s.diff.live import as_deployed

        old = as_deployed(old, live, new, release.namespace)
    return old, new, release.namespace


def _live(released: Manifests, namespace: str) -> Manifests:
    from todo_k8s.cli.kubectl import live_objects  # runs kubectl

    return live_objects(released, namespace)


def _of_archives(options: argparse.Namespace) -> tuple[Manifests, Manifests, str]:
    from todo_k8s.cli.helm import templated  # runs Helm
    from todo_k8s.helm.chart.release import Release

    release = Release(options.name or "release", options.namespace or "default")
    old, new = (templated(archive, release, options) for archive in options.chart)
    return old, new, release.namespace


def _of_manifests(options: argparse.Namespace) -> tuple[Manifests, Manifests, str]:
    old, new = map(manifests_in_path, options.manifests)
    return old, new, options.namespace or ""
