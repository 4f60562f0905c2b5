"""Values files: values.yaml written from a model, and any values file read as Helm reads it.

Strings are written in double quotes, as JSON has them, so that every YAML reader agrees on their
type. Reading goes by Go's rules, which differ from PyYAML's on ``y``, ``1e3``, ``0o14`` and dates.
"""

from __future__ import annotations

import json
import math
import re
import struct
import textwrap
from pathlib import Path
from typing import Any

import yaml

from todo_k8s.errors import ValuesError
from todo_k8s.helm.gotext import is_plain
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.shapes import is_list, is_map
from todo_k8s.helm.symbolic import plain_type

_WIDTH = 100


def values_text(model: type[ChartValues], title: str) -> str:
    """Return the text of values.yaml: every field with its description above and its default."""
    lines = [
        "# yaml-language-server: $schema=values.schema.json",
        f"# {title}",
        "",
        *_model_lines(model, model().to_mapping(), 0),
    ]
    return "\n".join(lines).replace("\n\n\n", "\n\n").rstrip() + "\n"


def _model_lines(model: type[ChartValues], defaults: dict[str, Any], indent: int) -> list[str]:
    lines: list[str] = []
    for name, field in model.model_fields.items():
        key = field.alias or name
        lines += _comment(field.description or "", indent)
        kind = plain_type(field.annotation)
        if isinstance(kind, type) and issubclass(kind, ChartValues):
            lines += [f"{' ' * indent}{key}:", *_model_lines(kind, defaults[key], indent + 2)]
        else:
            lines += _value_lines(key, defaults[key], indent)
        if indent == 0:
            lines.append("")
    return lines


def _comment(description: str, indent: int) -> list[str]:
    text = " ".join(description.split())
    wrapped = textwrap.wrap(f"-- {text}", _WIDTH - indent - 2, break_on_hyphens=False)
    return [f"{' ' * indent}# {line}" for line in wrapped]


def _value_lines(key: str, value: Any, indent: int) -> list[str]:
    head = f"{' ' * indent}{key if is_plain(key) else json.dumps(key, ensure_ascii=False)}:"
    if is_map(value) and value:
        return [
            head,
            *(line for name in value for line in _value_lines(name, value[name], indent + 2)),
        ]
    if is_list(value) and value:
        items = (json.dumps(item, ensure_ascii=False) for item in value)
        return [head, *(f"{' ' * (indent + 2)}- {item}" for item in items)]
    return [f"{head} {json.dumps(value, ensure_ascii=False)}"]


class HelmLoader(yaml.SafeLoader):
    """Resolves plain scalars as Helm's YAML reader (sigs.k8s.io/yaml) does."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT002  # as in the base
        """Return a map, its keys as text whatever they look like."""
        self.flatten_mapping(node)
        return {self._key(key): self._made(item, deep) for key, item in node.value}

    def _made(self, node: yaml.Node, deep: bool) -> Any:
        return self.construct_object(node, deep)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]  # no types

    def _key(self, node: yaml.Node) -> str:
        key = self._made(node, deep=True)
        if isinstance(key, str):
            return key
        if isinstance(key, bool):
            return "true" if key else "false"
        if isinstance(key, float):
            return _short_float(key)
        if isinstance(key, int) and key < 2**63:
            return str(key)
        raise yaml.constructor.ConstructorError(None, None, "is no key", node.start_mark)


def _short_float(number: float) -> str:
    """Return a number in the fewest digits that tell its float32, as Go writes one."""
    packed = struct.pack("f", number)
    (single,) = struct.unpack("f", packed)
    if math.isinf(single):
        return "-.inf" if single < 0 else ".inf"
    digits = next(n for n in range(9) if struct.pack("f", float(f"{single:.{n}e}")) == packed)
    text = f"{single:.{digits}e}"
    exponent = int(text.partition("e")[2])
    return f"{float(text):.{max(0, digits - exponent)}f}" if -5 < exponent < 6 else text


HelmLoader.yaml_implicit_resolvers = {}
HelmLoader.bool_values = {**yaml.SafeLoader.bool_values, "y": True, "n": False}

_BOOL = re.compile(
    "^(?:true|True|TRUE|false|False|FALSE|y|Y|yes|Yes|YES|on|On|ON|n|N|no|No|NO|off|Off|OFF)$"
)
_INT = re.compile(r"^[-+]?(?:0b[01_]+|0x[0-9a-fA-F_]+|0o?[0-7_]+|0|[1-9][0-9_]*)$")
_FLOAT = re.compile(
    r"^(?:\.[0-9]+(?:[eE][-+]?[0-9]+)?"
    r"|(?:[-+]\.[0-9][0-9_]*|[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9_]+)?)$"
)
_NULL = re.compile("^(?:~|null|Null|NULL|)$")
_MERGE = re.compile("^<<$")

for _tag, _pattern in (
    ("bool", _BOOL),
    ("int", _INT),
    ("float", _FLOAT),
    ("null", _NULL),
    ("merge", _MERGE),
):
    HelmLoader.add_implicit_resolver(  # pyright: ignore[reportUnknownMemberType]  # no types
        f"tag:yaml.org,2002:{_tag}", _pattern, None
    )


_BASES = {"0b": 2, "0x": 16, "0o": 8}


def _construct_int(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> float | str:
    """Return a whole number; one of more than 64 bits becomes a float64, or stays a string."""
    text = loader.construct_scalar(node)
    plain = text.replace("_", "")
    sign, digits = (-1 if plain.startswith("-") else 1), plain.lstrip("+-")
    base = _BASES.get(digits[:2])
    octal = len(digits) > 1 and digits.startswith("0")
    try:
        number = int(digits[2:], base) if base else int(digits, 8 if octal else 10)
    except ValueError:  # no digits, or thousands of them
        return text
    if number < 2**64:
        return sign * number
    return text if base else _construct_float(loader, node)


def _construct_float(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> float | str:
    """Return a number; what only looks like one, or fits no float64, stays a string."""
    text = loader.construct_scalar(node)
    try:
        number = float(text.replace("_", ""))
    except ValueError:
        return text
    return text if math.isinf(number) else number


def _construct_text(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> str:
    """Return ``<<`` where it is no key."""
    return loader.construct_scalar(node)


HelmLoader.add_constructor("tag:yaml.org,2002:int", _construct_int)
HelmLoader.add_constructor("tag:yaml.org,2002:float", _construct_float)
HelmLoader.add_constructor("tag:yaml.org,2002:merge", _construct_text)


def read_values(text: str, name: str = "values") -> dict[str, Any]:
    """Return the mapping a values file holds, each scalar of the type that Helm gives it.

    Raises:
        ValuesError: If the text is not YAML, or not a map.
    """
    try:
        # a SafeLoader with other resolvers
        data = yaml.load(text, Loader=HelmLoader)  # noqa: S506
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 1})" if mark else ""
        fault = f"{name}: is not YAML{where}; check the indentation and quotes"
    else:
        if data is None:
            return {}
        if is_map(data):
            return data
        fault = f"{name}: must be a map at the top"
    raise ValuesError(fault)  # out here, as the context of an error quotes the file


def read_values_file(path: Path) -> dict[str, Any]:
    """Return the mapping in a values file; see `read_values`."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        text = None
    if text is None:  # out here, as the context of an error holds the file
        raise ValuesError(f"{path.name}: is not UTF-8; save it as that")
    return read_values(text, path.name)


def merge_mappings(*mappings: dict[str, Any]) -> dict[str, Any]:
    """Lay the mappings of several ``-f`` files over one another, the last one on top.

    A ``null`` is kept, as it may take away a default of the chart.
    """
    merged: dict[str, Any] = {}
    for mapping in mappings:
        for key, value in mapping.items():
            old = merged.get(key)
            merged[key] = merge_mappings(old, value) if is_map(old) and is_map(value) else value
    return merged
