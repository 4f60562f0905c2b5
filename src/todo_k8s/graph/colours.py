"""The colours of a picture, for light and for dark pages."""

from __future__ import annotations

from typing import Literal

Theme = Literal["auto", "light", "dark"]

_LIGHT = {
    "page": "#ffffff",
    "card": "#f8fafc",
    "border": "#cbd5e1",
    "text": "#0f172a",
    "soft": "#475569",
    "outside": "#64748b",
    "route": "#7c3aed",
    "service": "#0369a1",
    "workload": "#1d4ed8",
    "job": "#0f766e",
    "secret": "#b45309",
    "config": "#4d7c0f",
    "claim": "#9d174d",
    "external": "#64748b",
    "allowed": "#2563eb",
    "blocked": "#dc2626",
}
_DARK = {
    "page": "#0d1117",
    "card": "#161b22",
    "border": "#3d444d",
    "text": "#f0f6fc",
    "soft": "#9da7b3",
    "outside": "#9da7b3",
    "route": "#b392f0",
    "service": "#58c4f6",
    "workload": "#79a8ff",
    "job": "#4fd1c5",
    "secret": "#f0b357",
    "config": "#a3d05a",
    "claim": "#f28cb8",
    "external": "#9da7b3",
    "allowed": "#6ea8fe",
    "blocked": "#ff7b72",
}


def style_of(theme: Theme) -> str:
    """Return the colours, as variables that a dark page has others for, and what has which."""
    rules = [
        f".todo-k8s{{{_variables(_DARK if theme == 'dark' else _LIGHT)}}}",
        ".page{fill:var(--page)}",
        ".card{fill:var(--card);stroke:var(--border)}",
        ".t{fill:var(--text)}.s{fill:var(--soft)}.b{font-weight:600}",
        ".k{letter-spacing:.04em;font-weight:600}",
        ".halo{fill:var(--page)}.rule{stroke:var(--border)}",
        ".line{fill:none;stroke-width:1.6}",
        *(f".f-{name}{{fill:var(--{name})}}" for name in _LIGHT if name not in _PLAIN),
        ".l-route{stroke:var(--outside)}.l-selects{stroke:var(--service)}",
        ".l-allowed{stroke:var(--allowed)}.l-reads{stroke:var(--soft)}",
        ".l-blocked{stroke:var(--blocked);stroke-dasharray:5 4}",
        ".m-route{fill:var(--outside)}.m-selects{fill:var(--service)}",
        ".m-allowed{fill:var(--allowed)}.m-blocked{fill:var(--blocked)}.m-reads{fill:var(--soft)}",
    ]
    if theme == "auto":
        rules.append(f"@media (prefers-color-scheme:dark){{.todo-k8s{{{_variables(_DARK)}}}}}")
    return "".join(rules)


_PLAIN = {"page", "card", "border", "text", "soft", "allowed", "blocked"}


def _variables(colours: dict[str, str]) -> str:
    return "".join(f"--{name}:{colour};" for name, colour in colours.items())
