"""Values models: defaults overlaid as Helm does it, and errors that name a field, never a value."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import BaseModel, Field, SecretStr, TypeAdapter, ValidationError

from todo_k8s import TodoChatbotValues
from todo_k8s.errors import TemplateError, ValuesError
from todo_k8s.helm.functions import is_set
from todo_k8s.helm.model import ChartValues, Check, Integer, KubernetesObject, rule
from todo_k8s.helm.model.missing import MISSING

CANARY = "canary-5f3a"
WHOLE = "must be a whole number, without quotes"
STRING = "must be a string; quote it, or use --set-string"
UNKNOWN = "unknown key; check the spelling, or remove it"


class Inner(ChartValues):
    """A part."""

    port_number: Integer = Field(default=80, ge=1, le=65535)
    maybe: str | None = "x"
    labels: dict[str, str] = {"a": "1", "b": "2"}
    names: list[str] = ["one"]

    @rule
    def port_is_even(self) -> Check:
        """Return whether the port is even, with the arithmetic."""
        return Check(self.port_number != 81, f"{self.port_number} is odd; take {80}", "portNumber")


class Values(ChartValues):
    """All kinds of field."""

    live: bool = False
    inner_part: Inner = Inner()
    secret: SecretStr = SecretStr("")
    secrets: dict[str, SecretStr] = {}
    thing: KubernetesObject = {}
    more: list[Inner] = []

    @rule
    def is_safe(self) -> list[Check]:
        """Return two outcomes, neither of which says what the secret is."""
        secret = self.secret.get_secret_value()
        return [
            Check(not self.live or is_set(secret), "must be set when live; set it", "secret"),
            Check(CANARY not in secret, "is a placeholder; set the real one", "secret"),
        ]


OVERLAID: dict[str, tuple[dict[str, Any], str, Any]] = {
    "nothing": ({}, "innerPart.portNumber", 80),
    "one field": ({"innerPart": {"portNumber": 8080}}, "innerPart.portNumber", 8080),
    "its neighbours stay": ({"innerPart": {"portNumber": 8080}}, "innerPart.names", ["one"]),
    "a whole number as float": ({"innerPart": {"portNumber": 82.0}}, "innerPart.portNumber", 82),
    "maps merge": (
        {"innerPart": {"labels": {"b": "3", "c": "4"}}},
        "innerPart.labels",
        {"a": "1", "b": "3", "c": "4"},
    ),
    "null takes an entry away": (
        {"innerPart": {"labels": {"a": None}}},
        "innerPart.labels",
        {"b": "2"},
    ),
    "lists replace": ({"innerPart": {"names": ["two"]}}, "innerPart.names", ["two"]),
    "an empty list replaces": ({"innerPart": {"names": []}}, "innerPart.names", []),
    "null where null may be": ({"innerPart": {"maybe": None}}, "innerPart.maybe", None),
    "an empty map changes nothing": ({"innerPart": {}}, "innerPart.portNumber", 80),
    "own form as it is": ({"thing": {"a": {}, "b": [1.0]}}, "thing", {"a": {}, "b": [1]}),
}


@pytest.mark.parametrize("case", OVERLAID)
def test_mapping_is_laid_over_the_defaults(case: str) -> None:
    """Maps merge, all else replaces, and null takes a default away: what Helm does."""
    mapping, path, wanted = OVERLAID[case]
    found: Any = Values.from_mapping(mapping).to_mapping()
    for key in path.split("."):
        found = found[key]
    assert found == wanted
    assert type(found) is type(wanted) or isinstance(found, dict)


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "an unknown key": (
        {"innerPart": {"x": 1}},
        f"innerPart.x: {UNKNOWN}",
    ),
    "a Python name": (
        {"inner_part": {}},
        "inner_part: unknown key; did you mean innerPart?",
    ),
    "a string for a number": (
        {"innerPart": {"portNumber": "80"}},
        f"innerPart.portNumber: {WHOLE}",
    ),
    "a fraction": (
        {"innerPart": {"portNumber": 80.5}},
        f"innerPart.portNumber: {WHOLE}",
    ),
    "a boolean for a number": (
        {"innerPart": {"portNumber": True}},
        f"innerPart.portNumber: {WHOLE}",
    ),
    "a number for a boolean": ({"live": 1}, "live: must be true or false, without quotes"),
    "a number for a string": (
        {"innerPart": {"labels": {"a": 1}}},
        f"innerPart.labels.a: {STRING}",
    ),
    "a number too high": (
        {"innerPart": {"portNumber": 65536}},
        "innerPart.portNumber: must be at most 65535",
    ),
    "a list for a map": ({"innerPart": []}, "innerPart: must be a map"),
    "a map for a list": ({"innerPart": {"names": {}}}, "innerPart.names: must be a list"),
    "null for a map": ({"innerPart": None}, f"innerPart: {MISSING}"),
    "null for a number": (
        {"innerPart": {"portNumber": None}},
        f"innerPart.portNumber: {MISSING}",
    ),
    "null without a default": (
        {"innerPart": {"labels": {"z": None}}},
        f"innerPart.labels.z: {STRING}",
    ),
    "null in own form": (
        {"thing": {"a": [{"b": None}]}},
        "thing.a[0].b: must not be null; leave it out",
    ),
    "a number in own form beyond 2^53": (
        {"thing": {"a": 2**53}},
        "thing.a: must not be a number beyond 2^53; write a string",
    ),
    "an item": (
        {"more": [{}, {"portNumber": 0}]},
        "more[1].portNumber: must be at least 1",
    ),
    "a rule": ({"innerPart": {"portNumber": 81}}, "innerPart.portNumber: 81 is odd; take 80"),
    "a rule of an item": ({"more": [{"portNumber": 81}]}, "more[0].portNumber: 81 is odd; take 80"),
    "a rule at the top": ({"live": True}, "secret: must be set when live; set it"),
    "a secret that is no string": (
        {"secrets": {"KEY": 7}},
        f"secrets.KEY: {STRING}",
    ),
    "not a map at all": ({"live": {"a": CANARY}}, "live: must be true or false, without quotes"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refuses_values_by_the_path_as_written(case: str) -> None:
    """The one line of an error names the field as a values file has it, and what to do."""
    mapping, wanted = REFUSED[case]
    with pytest.raises(ValuesError) as caught:
        Values.from_mapping(mapping)
    assert str(caught.value) == wanted


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        (
            {"backend": {"affinity": {"{broken}": None}}},
            "backend.affinity.{broken}: must not be null",
        ),
        (
            {"backend": {"env": {"{{ x }}": ""}}},
            "backend.env.{{ x }}: must be the name of a variable: letters",
        ),
    ],
    ids=["path of a type", "path of a rule"],
)
def test_braces_stand_in_errors_as_they_are(mapping: dict[str, Any], message: str) -> None:
    """Neither doubled nor filled in, however deep the model is that a fault is in."""
    with pytest.raises(ValuesError) as refused:
        TodoChatbotValues.from_mapping(mapping)
    assert str(refused.value).startswith(message)
    with pytest.raises(ValidationError) as invalid:
        TodoChatbotValues.model_validate(mapping)
    assert "{{{" not in str(invalid.value)
    assert "[(" not in str(invalid.value)


def test_refusal_has_a_line_for_each_fault() -> None:
    """All faults are told at once, one a line, and each is in `faults`."""
    with pytest.raises(ValuesError) as caught:
        Values.from_mapping({"live": 1, "x": 2, "innerPart": {"portNumber": 0}})
    assert len(caught.value.faults) == 3
    assert str(caught.value).splitlines() == list(caught.value.faults)


EVERY_RULE = {
    "innerPart": {"portNumber": 81},
    "more": [{}, {"portNumber": 81}],
    "live": True,
    "secret": "",
}
EVERY_BROKEN_RULE = (
    "innerPart.portNumber: 81 is odd; take 80",
    "more[1].portNumber: 81 is odd; take 80",
    "secret: must be set when live; set it",
)


def test_every_broken_rule_of_the_tree_is_named_at_once() -> None:
    """A rule of an inner model hides none of those around it, as in Helm, which has a list."""
    with pytest.raises(ValuesError) as caught:
        Values.from_mapping(EVERY_RULE)
    assert caught.value.faults == EVERY_BROKEN_RULE
    with pytest.raises(ValidationError) as invalid:
        Values.model_validate(EVERY_RULE)
    assert [details["loc"] for details in invalid.value.errors()] == [
        ("innerPart",),
        ("more", 1),
        (),
    ]


def test_types_and_bounds_come_before_rules() -> None:
    """As Helm asks the schema first; a rule of values of the wrong type would mean nothing."""
    with pytest.raises(ValuesError) as caught:
        Values.from_mapping({**EVERY_RULE, "more": 1})
    assert caught.value.faults == ("more: must be a list",)


def test_unknown_keys_hide_no_rule() -> None:
    """What is right beside them holds its rules, in the same go; nothing given is changed."""
    given = {**EVERY_RULE, "x": 1}
    with pytest.raises(ValuesError) as caught:
        Values.from_mapping(given)
    with pytest.raises(ValuesError) as rules:
        Values.from_mapping(EVERY_RULE)
    assert caught.value.faults == (f"x: {UNKNOWN}", *rules.value.faults)
    assert given["x"] == 1


def test_rules_of_a_model_hold_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A model on its own is checked when it is made, and not again within another one."""
    checked: list[int] = []

    def checks(self: Inner) -> list[Check]:
        checked.append(self.port_number)
        return []

    monkeypatch.setattr(Inner, "checks", checks)
    part = Inner(port_number=82)
    assert checked == [82]
    Values(inner_part=part, more=[part, Inner(port_number=84)])
    assert checked == [82, 84]
    Values.model_validate({"innerPart": {"portNumber": 86}, "more": [part, {"portNumber": 88}]})
    assert checked == [82, 84, 86, 88]


def test_model_that_a_validation_makes_holds_its_rules() -> None:
    """Be it a default that is made anew for each model, or a part of another type's validation."""

    class Made(ChartValues):
        """A model whose part breaks a rule."""

        part: Inner = Field(default_factory=lambda: Inner(port_number=81))

    with pytest.raises(ValidationError, match="81 is odd"):
        Made()
    with pytest.raises(ValidationError, match="81 is odd"):
        TypeAdapter(list[Inner]).validate_python([{}, {"portNumber": 81}])


@pytest.mark.parametrize(
    "mapping",
    [
        {"secret": CANARY},
        {"secrets": {"KEY": {"a": CANARY}}},
        {"secrets": {"KEY": CANARY}, "live": True},
        {"innerPart": {"portNumber": CANARY}},
        {"innerPart": {"labels": {"a": [CANARY]}}},
        {"thing": {"a": [CANARY, None]}},
        {"secrets": [CANARY]},
    ],
    ids=["rule", "type", "beside", "number", "label", "own form", "list"],
)
def test_no_error_shows_a_value(mapping: dict[str, Any]) -> None:
    """Neither text, nor repr, nor pickle, nor the chain of causes of an error holds a value."""
    with pytest.raises(ValuesError) as caught:
        Values.from_mapping(mapping)
    error = caught.value
    assert error.__cause__ is None
    assert error.__context__ is None
    copy = pickle.loads(pickle.dumps(error))
    assert copy.faults == error.faults
    for text in (str(error), repr(error), str(copy), repr(error.__dict__)):
        assert CANARY not in text
    assert CANARY.encode() not in pickle.dumps(error)


def test_secret_is_never_in_the_text_of_a_model() -> None:
    """A model with secrets prints stars; only `to_mapping` reveals them."""
    values = Values(secret=SecretStr("s3"), secrets={"KEY": SecretStr("s3")})
    for text in (repr(values), str(values), f"{values}", values.model_dump_json()):
        assert "s3" not in text
    assert values.to_mapping()["secrets"] == {"KEY": "s3"}


IN_PYTHON: dict[str, Callable[[], ChartValues]] = {
    "rule": lambda: Values(secret=SecretStr(CANARY)),
    "type": lambda: Values.model_validate({"secrets": {"KEY": [CANARY]}}),
    "number": lambda: Inner.model_validate({"portNumber": CANARY}),
    "unknown": lambda: Inner.model_validate({"x": CANARY}),
}


@pytest.mark.parametrize("case", IN_PYTHON)
def test_refuses_in_python_without_showing_a_value(case: str) -> None:
    """Built in Python, a model raises pydantic's error, which shows no value either."""
    with pytest.raises(ValidationError) as caught:
        IN_PYTHON[case]()
    assert CANARY not in f"{caught.value!s}{caught.value!r}"


def test_values_are_frozen() -> None:
    """What was checked cannot change after."""
    with pytest.raises(ValidationError, match="frozen"):
        Values().live = True  # what is tested


def test_rules_are_found_in_order_and_inherited() -> None:
    """A subclass has the rules of its bases, and may replace one by its name."""

    class Child(Inner):
        """A part with another rule."""

        @rule
        def port_is_even(self) -> Check:
            """Return that all is well."""
            return Check(holds=True, message="")

        @rule
        def second(self) -> Check:
            """Return that nothing is."""
            return Check(holds=False, message="never holds", field="")

    assert [method.__name__ for method in Child.rules()] == ["port_is_even", "second"]
    with pytest.raises(ValuesError, match=r"\Anever holds\Z"):
        Child.from_mapping({"portNumber": 81})


def test_field_of_a_check_is_named_not_given() -> None:
    """Its value would be printed for its name, perhaps a secret's."""
    with pytest.raises(
        TemplateError, match="the field of a Check is its name in the model"
    ) as said:
        Check(holds=True, message="", field=SecretStr(CANARY))  # type: ignore[arg-type]
    assert CANARY not in str(said.value)


BAD_ROOTS: list[Any] = [None, [], 1, "a", True]


@pytest.mark.parametrize("values", BAD_ROOTS, ids=repr)
def test_values_that_are_no_map_are_refused(values: Any) -> None:
    """By a plain line, whatever they are."""
    with pytest.raises(ValuesError, match=r"^values: must be a map$"):
        TodoChatbotValues.from_mapping(values)


MEMBERS = {name for name in dir(ChartValues) if not hasattr(BaseModel, name) and name[0] != "_"}


@pytest.mark.filterwarnings("ignore:Field name:UserWarning")  # pydantic says so too
@pytest.mark.parametrize("name", sorted(MEMBERS))
def test_no_field_is_called_like_a_member_of_all_models(name: str) -> None:
    """It would hide what reading, rules and rendering need."""
    body: dict[str, Any] = {"__annotations__": {name: int}, name: 1, "__module__": __name__}
    with pytest.raises(TemplateError, match=name):
        type("Hiding", (ChartValues,), body)
