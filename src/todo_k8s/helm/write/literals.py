"""Constants in templates: as Go reads them, as YAML reads them, and as plain text."""

from __future__ import annotations

import json

from todo_k8s.helm.plain.numbers import as_written
from todo_k8s.helm.plain.yaml_text import scalar_text


def constant(value: str | float | bool | None) -> str:
    """Return a constant as a template literal; JSON's escapes are Go's too."""
    return "nil" if value is None else json.dumps(value, ensure_ascii=False)


def yaml_constant(value: str | float | bool | None) -> str:
    """Return a constant as a YAML scalar: plain where every YAML reader agrees, else quoted."""
    if isinstance(value, str) and "{{" in value:
        return f"{{{{ {constant(value)} | quote }}}}"
    return scalar_text(as_written(value) if isinstance(value, float) else value)


def literal_text(text: str) -> str:
    """Return plain text so that the template engine prints it unchanged."""
    return text.replace("{{", '{{ "{{" }}')
