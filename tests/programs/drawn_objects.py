"""Random objects: loops around constructs, conditions around them, and objects in these."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import cdk8s
from constructs import Construct
from hypothesis import strategies as st

from tests.programs.drawn import Scope
from tests.programs.drawn_parts import Drawn, Env, call, field, numbered, variable
from tests.programs.programs import config_map
from todo_k8s.constructs import GeneratedSecret
from todo_k8s.helm import for_each, when
from todo_k8s.helm.functions import is_set

Variables = dict[str, list[Drawn]]
SECTIONS = "sections"
"""What sections of items that may be null are called among the variables."""
NAMES = "names"
"""Where the ids and keys of the loops around an object are kept, which its name must hold."""


@dataclass(frozen=True)
class Objects:
    """Objects of a program.

    Args:
        text: What they say, for people.
        add: Adds them to a scope, of the values and of the variables of the loops around them.
    """

    text: str
    add: Callable[[Construct, str, Any, Env], object]

    def __repr__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Collection:
    """What a loop goes over, and the variables that there are in it.

    Args:
        part: The map or list.
        key: What its key or place is called.
        item: What its value is called.
        variables: What of these can be drawn.
    """

    part: Drawn
    key: str
    item: str
    variables: Variables


def name_of(id: str, env: Env) -> str:
    """Return a name that no other object has, in any round of the loops around it."""
    return "~".join([*(f"{each}" for each in env.get(NAMES, ())), id])


def manifest(content: Drawn) -> Objects:
    """Return a manifest."""

    def add(scope: Construct, id: str, values: Any, env: Env) -> object:
        spec = {"x": content.build(values, env), "always": 1}
        return config_map(scope, id, spec, name=name_of(id, env))

    return Objects(f"manifest({content!r})", add)


def api_object(text: Drawn) -> Objects:
    """Return an object of cdk8s, with an annotation."""

    def add(scope: Construct, id: str, values: Any, env: Env) -> object:
        metadata = cdk8s.ApiObjectMetadata(
            name=name_of(id, env), annotations={"x": text.build(values, env)}
        )
        return cdk8s.ApiObject(
            scope, id, api_version="example.com/v1", kind="Other", metadata=metadata
        )

    return Objects(f"api_object({text!r})", add)


def generated(keep: Drawn) -> Objects:
    """Return a Secret with a text that is generated once."""

    def add(scope: Construct, id: str, values: Any, env: Env) -> object:
        options: dict[str, Any] = {"keep": keep.build(values, env), "name": name_of(id, env)}
        return GeneratedSecret(scope, id, keys={"a": 16, "b": 20}, **options)

    return Objects(f"generated({keep!r})", add)


def under(condition: Drawn, inner: Sequence[Objects]) -> Objects:
    """Return objects under a condition."""

    def add(scope: Construct, id: str, values: Any, env: Env) -> None:
        if (there := when(scope, f"{id}-if", condition.build(values, env))) is not None:
            add_all(inner, there, id, values, env)

    return Objects(f"when({condition!r}, {[*inner]})", add)


def repeated(over: Collection, inner: Sequence[Objects]) -> Objects:
    """Return objects for each entry."""

    def add(scope: Construct, id: str, values: Any, env: Env) -> None:
        collection: Mapping[str, Any] = over.part.build(values, env)  # or a list
        for entry, key, item in for_each(scope, id, collection):
            names = [*env.get(NAMES, ()), id, key]
            within = {**env, over.key: key, over.item: item, NAMES: names}
            add_all(inner, entry, "o", values, within)

    return Objects(f"for_each({over.part!r}, {over.key}, {over.item}: {[*inner]})", add)


def add_all(objects: Sequence[Objects], scope: Construct, id: str, values: Any, env: Env) -> None:
    """Add objects to a scope, each with an id of its own."""
    for number, one in enumerate(objects):
        one.add(scope, f"{id}-{number}", values, env)


def collections(scope: Scope) -> list[Collection]:
    """Return what a loop can go over."""
    key, item = numbered("key"), numbered("item")
    of_model: Variables = {
        "str": [variable(item, "name")],
        "int": [variable(item, "size")],
        "bool": [variable(item, "flag")],
        "words": [variable(item, "tags")],
    }
    keyed: Variables = {**of_model, "str": [variable(item, "name"), variable(key)]}
    text: Variables = {"str": [variable(item)]}
    of_host: Variables = {"str": [variable(item, "name")], SECTIONS: [variable(item, "cache")]}
    row: Variables = {"words": [variable(item)]}
    return [
        Collection(field("fields"), key, item, keyed),
        Collection(field("items"), key, item, of_model),
        Collection(field("labels"), key, item, {"str": [variable(key), variable(item)]}),
        Collection(field("sizes"), key, item, {"str": [variable(key)], "int": [variable(item)]}),
        *(Collection(part, key, item, text) for part in scope.loops.get("words", [])),
        Collection(field("words"), key, item, text),
        Collection(field("rows"), key, item, row),
        Collection(field("groups"), key, item, {**row, "str": [variable(key)]}),
        Collection(field("hosts"), key, item, of_host),
        Collection(field("hosts_of"), key, item, of_host),
    ]


def objects(scope: Scope, depth: int) -> st.SearchStrategy[Objects]:
    """Draw objects at a place."""
    leaves = st.one_of(
        scope.content(1).map(manifest),
        scope.text(2).map(api_object),
        scope.boolean(1).map(generated),
    )
    if depth == 0:
        return leaves
    some = st.lists(objects(scope, depth - 1), min_size=1, max_size=2)
    looped = st.sampled_from(collections(scope)).flatmap(lambda over: loops(scope, over, depth))
    under_conditions = st.builds(under, scope.boolean(2), some)
    sections = [below(scope, section, depth) for section in scope.loops.get(SECTIONS, [])]
    drawn = [leaves, under_conditions, looped, *sections]
    return st.sampled_from(drawn).flatmap(lambda drawn: drawn)


def below(scope: Scope, section: Drawn, depth: int) -> st.SearchStrategy[Objects]:
    """Draw objects that are there where a section of an item is."""
    strings, numbers = [part_of(section, "host")], [part_of(section, "size")]
    inner = objects(scope.within(str=strings, int=numbers), depth - 1)
    there = call(is_set, section)
    return st.lists(inner, min_size=1, max_size=2).map(lambda drawn: under(there, drawn))


def part_of(section: Drawn, name: str) -> Drawn:
    """Return a field of a section."""
    return Drawn(f"{section}.{name}", lambda v, env: getattr(section.build(v, env), name))


def loops(scope: Scope, over: Collection, depth: int) -> st.SearchStrategy[Objects]:
    """Draw a loop over a collection."""
    inner = objects(scope.within(**over.variables), depth - 1)
    return st.lists(inner, min_size=1, max_size=2).map(lambda drawn: repeated(over, drawn))


@cache
def looped_objects() -> st.SearchStrategy[Objects]:
    """Draw a program of a loop around objects."""
    scope = Scope()
    return st.sampled_from(collections(scope)).flatmap(lambda over: loops(scope, over, 3))
