"""Chart.yaml as text, which every YAML reader reads back as the same texts."""

from __future__ import annotations

from typing import Any

import yaml
from typing_extensions import override


def chart_yaml(fields: dict[str, Any]) -> str:
    """Return the text of Chart.yaml; fields without content are left out."""
    present = {key: value for key, value in fields.items() if value}
    return yaml.dump(present, Dumper=_Indented, sort_keys=False, allow_unicode=True, width=1000)


class _Indented(yaml.SafeDumper):
    """Indents list items below their key and quotes what could be read as a number."""

    @override
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)

    @override
    def ignore_aliases(self, data: Any) -> bool:
        """Write what is there twice out twice."""
        return True


def _represent_str(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    plain = text[:1].isalpha() and text.isprintable() and text not in "yYnN"
    style = "|" if "\n" in text else None if plain else '"'
    return dumper.represent_scalar(  # pyright: ignore[reportUnknownMemberType]  # no types
        "tag:yaml.org,2002:str", text, style=style
    )


_Indented.add_representer(str, _represent_str)
