"""What Chart.yaml says of a chart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from todo_k8s.errors import ValuesError

_CORE = r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)"
_PART = r"(0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)"
_FORMS = {
    "name": (
        re.compile(r"[a-z]([-a-z0-9]{0,61}[a-z0-9])?"),
        "must be a DNS label: at most 63 of a-z, 0-9 and '-', from a letter to a letter or digit",
    ),
    "version": (
        re.compile(
            rf"(?=.{{1,128}}\Z){_CORE}(-{_PART}(\.{_PART})*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?",
            re.ASCII,
        ),
        "must be a version of SemVer 2 such as 1.2.3 or 1.2.3-rc.1+7, of at most 128 characters",
    ),
    "app_version": (
        re.compile("[ -~]*"),
        "must be text of printable ASCII characters: Helm changes others",
    ),
}
"""Whole forms of fields, and what is said of what misses them."""


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
        name: The chart's name, a DNS label.
        version: The chart's version, by SemVer 2.
        app_version: The application's version in any form, or empty: the label
            ``app.kubernetes.io/version`` and the default tag of images.
        readme: What the chart's README.md says between its description and its values.
        license_text: The text of LICENSE.

    Raises:
        ValuesError: If Helm or Kubernetes refuses a field, or Helm would change it; one line for
            each.

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

    def __post_init__(self) -> None:
        faults = [
            f"metadata.{name}: {rule}"
            for name, (form, rule) in _FORMS.items()
            if not isinstance(text := vars(self)[name], str) or not form.fullmatch(text)
        ]
        annotations: dict[Any, Any] = vars(self)["annotations"]
        if not all(isinstance(text, str) for pair in annotations.items() for text in pair):
            faults.append("metadata.annotations: must be text for text; quote what is none")
        if faults:
            raise ValuesError(*faults)

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
    plain = text[:1].isalpha() and text.isprintable() and text not in "yYnN"
    style = "|" if "\n" in text else None if plain else '"'
    return dumper.represent_scalar(  # pyright: ignore[reportUnknownMemberType]  # no types
        "tag:yaml.org,2002:str", text, style=style
    )


_Indented.add_representer(str, _represent_str)
