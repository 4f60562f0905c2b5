"""Undoes what an Ingress says of rewritten paths, each controller in its own language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from todo_k8s.helm.plain.shapes import is_list
from todo_k8s.importing.sources.manifests import Manifest
from todo_k8s.manifests.objects import annotations_of, at

TARGET = "nginx.ingress.kubernetes.io/rewrite-target"
_REGEX = "nginx.ingress.kubernetes.io/use-regex"
REWRITING = (TARGET, _REGEX)
"""The annotations that say of all paths of an Ingress that they are rewritten."""
_MIDDLEWARES = "traefik.ingress.kubernetes.io/router.middlewares"

_PREFIX = r"(?P<path>[-\w.~/\\]*?)"
_FORMS = (
    (rf"{_PREFIX}/?\((/\|\$)?\)\(\.\*\)", r"(?P<new>[-\w.~/]*?)(\$1|/)\$2"),
    (rf"{_PREFIX}/\??\(\.[*+]\)", r"(?P<new>[-\w.~/]*?)/\$1"),
)
"""Paths of ingress-nginx that are regular expressions, and what replaces them: the form that its
documentation has, and one that is common besides."""


class Rewrite(NamedTuple):
    """A prefix of paths, and what is passed on in its place; empty for the same."""

    path: str
    new: str


class Rewrites(NamedTuple):
    """What an Ingress rewrites.

    Args:
        by_path: The paths of the Ingress that are rewritten.
        annotations: Its annotations without those that say this.
        controller: Whose language it is; empty if nothing is rewritten.
        used: The Middlewares of Traefik that say nothing else.
    """

    by_path: dict[str, Rewrite]
    annotations: dict[str, Any]
    controller: str
    used: list[Manifest]


def rewrites_of(
    ingress: Manifest, paths: Sequence[str], middlewares: Sequence[Manifest]
) -> Rewrites:
    """Return what an Ingress rewrites; nothing, if that has no form in the chart.

    Args:
        ingress: The Ingress.
        paths: Its paths.
        middlewares: The Middlewares of Traefik that there are.
    """
    annotations = dict(annotations_of(ingress.content))
    if TARGET in annotations:
        target = f"{annotations[TARGET]}"
        found = {path: _by_nginx(path, target) for path in paths}
        by_path = {path: one for path, one in found.items() if one is not None}
        if len(by_path) < len(found):
            return Rewrites({}, annotations, "", [])
        rest = {key: item for key, item in annotations.items() if key not in {TARGET, _REGEX}}
        return Rewrites(by_path, rest, "nginx", [])
    return _by_middlewares(annotations, paths, middlewares)


def _by_middlewares(
    annotations: dict[str, Any], paths: Sequence[str], middlewares: Sequence[Manifest]
) -> Rewrites:
    by_path: dict[str, Rewrite] = {}
    names = [name.strip() for name in f"{annotations.get(_MIDDLEWARES) or ''}".split(",")]
    used: list[Manifest] = []
    for each in middlewares:
        called = [name for name in names if _is_of(name, each)]
        found = {path: _by_traefik(path, at(each.content, "spec")) for path in paths}
        rewritten = {path: one for path, one in found.items() if one is not None}
        if called and rewritten:
            by_path |= rewritten
            used.append(each)
            names = [name for name in names if name not in called]
    rest = {key: item for key, item in annotations.items() if key != _MIDDLEWARES}
    rest |= {_MIDDLEWARES: ",".join(names)} if any(names) else {}
    return Rewrites(by_path, rest, "traefik" if used else "", used)


def _is_of(name: str, middleware: Manifest) -> bool:
    """Tell whether a name in the annotation, which starts with the namespace, is a Middleware's."""
    return f"-{name}".endswith(f"-{middleware.object.name}@kubernetescrd")


def _by_nginx(path: str, target: str) -> Rewrite | None:
    for form, replacement in _FORMS:
        matched, replaced = re.fullmatch(form, path), re.fullmatch(replacement, target)
        if matched and replaced:
            prefix, new = matched["path"].replace("\\.", ".") or "/", replaced["new"] or "/"
            if prefix != "/" or new == "/":
                return Rewrite(prefix, "" if new == prefix else new)
    return None


def _by_traefik(path: str, spec: Mapping[str, Any]) -> Rewrite | None:
    prefixes = at(spec, "stripPrefix").get("prefixes")
    if is_list(prefixes) and path.rstrip("/") in [f"{one}".rstrip("/") for one in prefixes]:
        return Rewrite(path, "/") if path != "/" else None
    regex = at(spec, "replacePathRegex")
    found = _by_nginx(f"{regex.get('regex')}".removeprefix("^"), f"{regex.get('replacement')}")
    return found if found is not None and found.path == path.rstrip("/") else None
