"""What Chart.yaml says of a chart."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml


@dataclass(frozen=True)
class Maintainer:
    """A person or team to ask."""

    name: str
    url: str = ""
    email: str = ""


@dataclass(frozen=True)
class ChartMetadata:
    """The fields of Chart.yaml, and the texts that go with a chart.

    Args:
        readme: What the chart's README.md says between its description and its values.
        license_text: The text of LICENSE.

    References:
        https://helm.sh/docs/topics/charts/#the-chartyaml-file
    """

    name: str
    version: str
    app_version: str
    description: str
    kube_version: str = ""
    home: str = ""
    icon: str = ""
    sources: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    maintainers: tuple[Maintainer, ...] = ()
    annotations: dict[str, str] = field(default_factory=dict[str, str])
    readme: str = ""
    license_text: str = ""

    def to_yaml(self) -> str:
        """Return the text of Chart.yaml; fields without content are left out."""
        maintainers = [
            {key: value for key, value in vars(person).items() if value}
            for person in self.maintainers
        ]
        fields: dict[str, Any] = {
            "apiVersion": "v2",
            "name": self.name,
            "description": self.description,
            "type": "application",
            "version": self.version,
            "appVersion": self.app_version,
            "kubeVersion": self.kube_version,
            "home": self.home,
            "icon": self.icon,
            "sources": list(self.sources),
            "keywords": list(self.keywords),
            "maintainers": maintainers,
            "annotations": dict(self.annotations),
        }
        present = {key: value for key, value in fields.items() if value}
        return yaml.dump(present, Dumper=_Indented, sort_keys=False, allow_unicode=True, width=1000)


class _Indented(yaml.SafeDumper):
    """Indents list items below their key and quotes what could be read as a number."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT002
        super().increase_indent(flow, indentless=False)


def _represent_str(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    plain = text[:1].isalpha() and text.isprintable()
    style = "|" if "\n" in text else None if plain else '"'
    return dumper.represent_scalar(  # pyright: ignore[reportUnknownMemberType]  # no types
        "tag:yaml.org,2002:str", text, style=style
    )


_Indented.add_representer(str, _represent_str)
