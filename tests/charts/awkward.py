"""Unicode, and keys that YAML, JSON, Go and JavaScript read in their own ways."""

from __future__ import annotations

from typing import Any

from todo_k8s.helm import ChartMetadata, ChartValues, HelmChart, Manifest
from todo_k8s.helm.content import each, each_entry, only_if, with_entries
from todo_k8s.helm.functions import get, has_key, to_json


class Words(ChartValues):
    """Words of other alphabets."""

    large: str = "groesser als „nichts“"
    """How large."""

    colour: str = "赤 🟥"
    """Which colour."""


class AwkwardValues(ChartValues):
    """What can be said."""

    words: Words = Words()
    """Words."""

    texts: dict[str, str] = {
        "yes": "no",
        "1e3": "0x10",
        "a.b/c": "{{ .Values }}",
        "~": "null",
        "constructor": "__proto__",
        'quo"te': "back\\slash",
        "line\nend": " a: b # c ",
        "ключ": "значение",
    }
    """Texts by awkward keys."""

    numbers: dict[str, int] = {"010": 10, "-": -1}
    """Numbers by awkward keys."""


class Awkward(HelmChart[AwkwardValues]):
    """Whatever a text can be."""

    metadata = ChartMetadata(
        name="awkward",
        version="1.0.0-rc.1",
        app_version="1.0 beta",
        description="Texts: “quotes”, #comments and {{ braces }}",
    )

    def build(self) -> None:
        """Make the objects."""
        values = self.values
        texts = values.texts
        data = {
            "пример": f"{values.words.large} ◆ {values.words.colour}",
            "on": get(texts, "yes"),
            "{{ x }}": only_if(has_key(texts, "1e3"), "there", "gone"),
            "json": to_json(texts),
        }
        spec = {
            "texts": with_entries({"own: key": "# no comment"}, texts),
            "pairs": [each(texts, lambda key, text: f"{key}={text}")],
            "numbers": each_entry(values.numbers, lambda _key, number: number + 1),
            "as": [each(values.numbers, lambda key, number: {f"{key}": f"{number}"})],
        }
        for kind, content in (("ConfigMap", {"data": data}), ("Texts", {"spec": spec})):
            version = "v1" if kind == "ConfigMap" else "example.com/v1"
            metadata = {"name": f"{self.release.name}-{kind.lower()}"}
            head = {"apiVersion": version, "kind": kind, "metadata": metadata}
            Manifest(self, kind.lower(), {**head, **content})


CHART = Awkward
CASES: list[dict[str, Any]] = [
    {},
    {"texts": {"yes": None, "é": "\u00a0", "": "empty key"}, "words": {"colour": "\U0001f9e0"}},
    {"numbers": {"null": 0, "010": None}, "words": {"large": "- a\n- b\n"}},
]
REFUSED = {"numbers.a": {"numbers": {"a": "1"}}}
