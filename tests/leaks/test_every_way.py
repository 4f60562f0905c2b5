"""No way to give a value to a model shows it, whatever is wrong: every field, every public member.

The ways are found, not listed: the public members of each values model, called with a canary in
each of its fields, and the public functions of the library.
"""

from __future__ import annotations

import copy
import inspect
import json
import pickle
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Annotated, Any, get_args

import cdk8s
import pytest
from pydantic import BaseModel, Field, Secret, SecretBytes, SecretStr, TypeAdapter
from typing_extensions import TypeAliasType

import todo_k8s
from tests.corners.fields import fields as all_fields
from tests.leaks.canaries import CANARY, NUMBER, shown
from tests.leaks.exposures import leaks_of
from todo_k8s import AppSecrets, TodoChatbotValues, constructs, helm, values
from todo_k8s.errors import TemplateError, TodoK8sError, ValuesError
from todo_k8s.helm import Manifest, content, functions
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.symbolic.stand_in import plain_type

WRONG: dict[str, Any] = {
    "text": CANARY,
    "long text": CANARY * 300,
    "control characters": f"\x7f{CANARY}\u2028{CANARY}\ufffe",
    "URL": f"https://user:{CANARY}@host/{CANARY} {CANARY}",
    "secret": SecretStr(CANARY),
    "bytes": CANARY.encode(),
    "number": NUMBER,
    "fraction": NUMBER + 0.5,
    "list": [CANARY],
    "list of lists": [[CANARY]],
    "map": {"a": CANARY},
    "map of maps": {"a": {"b": CANARY}, "c": [CANARY]},
    "set": {CANARY},
    "object": type("Odd", (), {"value": CANARY})(),
}
"""What a field may be given."""


ONE_OF_SEVERAL: dict[str, dict[str, Any]] = {
    "CronJobValues": {"image": values.JobImageValues(repository="x")},
    "EnvSourceValues": {"field_ref": {"fieldPath": "status.podIP"}},
    "IngressTlsValues": {"hosts": ["example.com"]},
    "SecretFilesValues": {"keys": ["x"]},
    "ServerValues": {
        "port": 1,
        "pod_selector": {"matchLabels": {"a": "b"}},
        "reachable_from": ["backend"],
    },
}
"""What models need of which `whole` cannot tell by the name."""


def models(model: type[BaseModel]) -> Iterator[type[ChartValues]]:
    """Yield a values model and all the models in it, those of items of maps and lists too."""
    assert issubclass(model, ChartValues)
    yield model
    for field in model.model_fields.values():
        for kind in kinds(field.annotation):
            yield from models(kind)


def kinds(annotation: Any) -> Iterator[type[ChartValues]]:
    """Yield the models that an annotation is made of."""
    kind = plain_type(annotation)
    if isinstance(kind, type) and issubclass(kind, ChartValues):
        yield kind
    for inner in get_args(kind):
        yield from kinds(inner)


MODELS = {model.__name__: model for model in models(TodoChatbotValues)}
FIELDS = [(name, field) for name, model in MODELS.items() for field in model.model_fields]
Way = Callable[[type[ChartValues], str, Any], object]


def whole(model: type[ChartValues]) -> ChartValues:
    """Return values of a model that are right."""
    whole_parts = {"image": values.ImageValues(repository="x"), "existing_secret": "x"}
    needed = {name: value for name, value in whole_parts.items() if name in model.model_fields}
    named = {"name": "x", "host": "x", "repository": "x", "key": "x", "path": "/x"}
    named["schedule"] = "@daily"
    wanted = {n: v for n, v in {**named, **needed}.items() if model.model_fields.get(n)}
    required = {
        n: v
        for n, v in wanted.items()
        if n == "existing_secret" or model.model_fields[n].is_required()
    }
    required |= ONE_OF_SEVERAL.get(model.__name__, {})
    return model(**required)


def _json(value: Any) -> str:
    return json.dumps(value, default=repr)


def _misplaced(model: type[ChartValues], field: str, value: Any) -> object:
    """Put a value where no rule sees it come, and show and write the values."""
    made = whole(model)
    object.__setattr__(made, "__dict__", {**vars(made), field: value})
    return made.model_dump(), made.model_dump_json(), made.model_dump(warnings="error")


BY_HAND: dict[str, Way] = {
    "call": lambda m, f, v: m(**{f: v}),
    "call, among the right": lambda m, f, v: m(**{**vars(whole(m)), f: v}),
    "from_mapping": lambda m, f, v: m.from_mapping({m.model_fields[f].alias or f: v}),
    "model_validate": lambda m, f, v: m.model_validate({f: v}),
    "model_validate, not strict": lambda m, f, v: m.model_validate({f: v}, strict=False),
    "model_validate of attributes": lambda m, f, v: m.model_validate(
        type("A", (), {f: v})(), from_attributes=True
    ),
    "model_validate of it alone": lambda m, _f, v: m.model_validate(v),
    "model_validate_json": lambda m, f, v: m.model_validate_json(_json({f: v})),
    "JSON that breaks off": lambda m, f, v: m.model_validate_json(_json({f: v})[:-1]),
    "JSON in bytes that breaks off": lambda m, f, v: m.model_validate_json(
        _json({f: v})[:-1].encode()
    ),
    "model_validate_strings": lambda m, f, v: m.model_validate_strings({f: v}),
    "an adapter": lambda m, f, v: TypeAdapter(m).validate_python({f: v}),
    "an adapter, JSON": lambda m, f, v: TypeAdapter(m).validate_json(_json({f: v})),
    "an adapter, JSON that breaks off": lambda m, f, v: TypeAdapter(m).validate_json(
        _json({f: v})[:-1]
    ),
    "an adapter, strings": lambda m, f, v: TypeAdapter(m).validate_strings({f: v}),
    "a list of them": lambda m, f, v: TypeAdapter(list[m]).validate_python([{f: v}]),  # type: ignore[valid-type]  # given here
    "setattr": lambda m, f, v: setattr(whole(m), f, v),
    "setattr of what is no field": lambda m, _f, v: setattr(whole(m), "other", v),
    "setattr of what is private": lambda m, _f, v: setattr(whole(m), "_other", v),
    "delattr": lambda m, f, v: delattr(m(**{f: v}), f),
    "validator": lambda m, f, v: m.__pydantic_validator__.validate_assignment(whole(m), f, v),
    "model_copy": lambda m, f, v: whole(m).model_copy(update={f: v}),
    "model_copy, deep": lambda m, f, v: whole(m).model_copy(update={f: v}, deep=True),
    "model_construct": lambda m, f, v: m.model_construct(**{f: v}),
    "copy.replace": lambda m, f, v: getattr(whole(m), "__replace__")(**{f: v}),  # noqa: B009  # new in pydantic 2.13
    "dump of what no rule has seen": _misplaced,
    "compare and hash": lambda m, f, v: (whole(m) == m(**{f: v}), hash(m(**{f: v}))),
    "in another model": lambda _m, f, v: TodoChatbotValues.model_validate({"ai": {f: v}, f: v}),
    "an unknown field": lambda m, f, v: m.model_validate({f"{f}x": v}),
    "pickled": lambda m, f, v: pickle.loads(pickle.dumps(m(**{f: v}))),  # its own
    "copied": lambda m, f, v: copy.deepcopy(m(**{f: v})),
}
"""How a value can come to a field."""


@pytest.mark.parametrize("way", BY_HAND)
def test_no_way_to_a_field_shows_what_is_given(way: str) -> None:
    """Neither an error, a warning nor a pickle of the error has it; each field, wrong each way."""
    act = BY_HAND[way]
    for number, (name, field) in enumerate(FIELDS):
        for shape, value in list(WRONG.items())[number % 4 :: 4]:  # over all fields, each
            leaks = leaks_of(partial(act, MODELS[name], field, value))
            assert not leaks, f"{name}.{field}, {shape}"


NAMES = {"parse_file": "a file", "model_json_schema": "a mode"}
"""Members whose errors name what they are called with, and what that is."""


def members(model: type[ChartValues]) -> list[str]:
    """Return the public members of a model that can be called, pydantic's deprecated ones too."""
    names = {*dir(model), *dir(BaseModel)} - {*model.model_fields, *NAMES}
    return sorted(n for n in names if not n.startswith("_") and callable(getattr(model, n, None)))


@pytest.mark.parametrize("name", MODELS)
def test_no_public_member_shows_what_it_is_called_with(name: str) -> None:
    """Each member of each model, of the class and of values, called in each way."""
    model = MODELS[name]
    field = next(iter(model.model_fields))
    for number, member in enumerate(members(model)):
        for owner in (model, whole(model)):
            for shape, value in list(WRONG.items())[number % 4 :: 4]:
                act = getattr(owner, member)
                for call in (
                    partial(act, value),
                    partial(act, {field: value}),
                    partial(act, **{field: value}),
                    partial(act, update={field: value}),
                    partial(act, _json({field: value})[:-1]),
                ):
                    assert not leaks_of(call), f"{member} of {owner!r}: {shape}"


def public_functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield the public functions and classes of the library's public modules."""
    for module in (todo_k8s, helm, constructs, values, functions, content):
        for name in getattr(module, "__all__", vars(module)):
            member = getattr(module, name)
            is_own = getattr(member, "__module__", "") == module.__name__
            if (
                callable(member)
                and not name.startswith("_")
                and (is_own or hasattr(module, "__all__"))
            ):
                yield f"{module.__name__}.{name}", member


FUNCTIONS = dict(public_functions())


@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_public_function_shows_what_it_is_called_with(name: str) -> None:
    """Each argument in turn, and all of them, wrong in each way."""
    act = FUNCTIONS[name]
    try:
        parameters = [*inspect.signature(act).parameters.values()]
    except ValueError:
        parameters = []
    named = [p.name for p in parameters if p.kind is p.KEYWORD_ONLY]
    count = len([p for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD]) or 2
    for shape, value in WRONG.items():
        options = dict.fromkeys(named, value)
        for positional in ([value] * count, ["x", *[value] * (count - 1)], [value]):
            leaks = leaks_of(partial(act, *positional, **options))
            leaks += leaks_of(partial(act, *positional))
            assert not leaks, shape


def test_the_walk_is_long() -> None:
    """There are fields, members and functions to try; and secrets of maps show stars."""
    assert len(FIELDS) > 100
    assert len(dict(all_fields(TodoChatbotValues))) > 200
    assert len(FUNCTIONS) > 50
    assert {"model_validate", "model_copy", "from_mapping", "parse_raw"} <= set(
        members(TodoChatbotValues)
    )
    given: Mapping[str, Any] = {"mode": "values", "values": {"TOKEN": SecretStr(CANARY * 4)}}
    secrets = values.SecretsValues(**given)
    assert not shown(repr(secrets) + str(secrets) + secrets.model_dump_json())


def test_a_patch_that_fails_shows_nothing_of_the_secret() -> None:
    """Neither the object nor what the patch would have put into it."""
    failed = 0
    for patch in (
        cdk8s.JsonPatch.test("/data/TOKEN", CANARY),
        cdk8s.JsonPatch.remove("/data/OTHER"),
        cdk8s.JsonPatch.replace("/none/of/it", CANARY),
        cdk8s.JsonPatch.move("/no", "/where"),
        cdk8s.JsonPatch.copy("/no", "/where"),
    ):
        chart = cdk8s.Testing.chart()
        AppSecrets.from_values(chart, "secrets", values={"TOKEN": SecretStr(CANARY * 4)})
        (secret,) = (each for each in chart.node.find_all() if isinstance(each, Manifest))

        def patched(patch: cdk8s.JsonPatch = patch, secret: Manifest = secret) -> object:
            secret.add_json_patch(patch)
            return secret.to_json()

        assert not leaks_of(patched)
        try:
            patched()
        except TodoK8sError:
            failed += 1
    assert failed > 1


class Token(SecretStr):
    """A secret by another name."""


SECRET_DEFAULTS: dict[str, tuple[Any, Any]] = {
    "token": (SecretStr, SecretStr(CANARY)),
    "text": (SecretStr, CANARY),
    "optional": (SecretStr | None, SecretStr(CANARY)),
    "map.A": (dict[str, SecretStr], {"A": SecretStr(CANARY)}),
    "map_of_text.A": (dict[str, SecretStr], {"A": CANARY}),
    "list[0]": (list[SecretStr], [SecretStr(CANARY)]),
    "deep.A[1]": (
        dict[str, Annotated[list[SecretStr], Field(min_length=1)]],
        {"A": [SecretStr(""), SecretStr(CANARY)]},
    ),
    "made.A": (dict[str, SecretStr], Field(default_factory=lambda: {"A": SecretStr(CANARY)})),
    "alias.A": (dict[str, TypeAliasType("Alias", SecretStr)], {"A": CANARY}),  # type: ignore[misc]  # in its place
    "example[0]": (SecretStr, Field(default=SecretStr(""), examples=[CANARY])),
    "section.values.TOKEN": (
        values.SecretsValues,
        values.SecretsValues(mode="values", values={"TOKEN": SecretStr(CANARY * 4)}),
    ),
}
"""Defaults that are secrets, by where they lie."""

OTHER_SECRETS: dict[str, tuple[Any, Any]] = {
    "subclass": (Token, CANARY),
    "of_bytes": (SecretBytes, SecretBytes(CANARY.encode())),
    "generic": (Secret[str], CANARY),
}
"""Types of secrets that values do not have."""


@pytest.mark.parametrize("name", OTHER_SECRETS)
def test_other_types_of_secrets_are_refused(name: str) -> None:
    """Without a word of the default."""
    annotation, default = OTHER_SECRETS[name]
    body = {"__annotations__": {name: annotation}, name: default, "__module__": __name__}

    def define() -> object:
        return type("Shop", (ChartValues,), dict(body))

    with pytest.raises(TemplateError, match=rf"^Shop\.{name}: .* has no template form"):
        define()
    assert not leaks_of(define)


@pytest.mark.parametrize("where", SECRET_DEFAULTS)
def test_a_default_that_is_a_secret_is_refused(where: str) -> None:
    """At class definition, by name and with the remedy: it would be in values.yaml."""
    name = where.partition(".")[0].partition("[")[0]
    annotation, default = SECRET_DEFAULTS[where]
    body = {"__annotations__": {name: annotation}, name: default, "__module__": __name__}

    def define() -> object:
        return type("Shop", (ChartValues,), dict(body))

    with pytest.raises(ValuesError, match=rf"^Shop\.{re.escape(where)}: .*give it at install"):
        define()
    assert not leaks_of(define)


def test_a_default_without_a_secret_is_none() -> None:
    """Empty secrets, and fields that must be given."""

    class Shop(ChartValues):
        """Values."""

        must: SecretStr
        empty: SecretStr = SecretStr("")
        absent: SecretStr | None = None
        more: dict[str, SecretStr] = {}
        secrets: values.SecretsValues = values.SecretsValues(existing_secret="there")

    assert Shop(must=SecretStr("x")).empty.get_secret_value() == ""
