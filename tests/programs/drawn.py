"""Random programs: what construct code may write, drawn as a tree and then built."""

# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false
# (programs are written as by somebody who types nothing)

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from hypothesis import strategies as st

from tests.programs.drawn_parts import (
    Drawn,
    asked,
    call,
    constant,
    field,
    later,
    looped,
    named_part,
    numbered,
    once,
    variable,
)
from tests.programs.drawn_types import TypedScope, evenly
from todo_k8s.helm.content import (
    EMPTY_MAP,
    each_entry,
    named_list,
    named_map,
    only_if,
    spread,
    switch,
    with_entries,
)
from todo_k8s.helm.functions import (
    add,
    all_of,
    any_of,
    at_least,
    checksum,
    choose,
    concat,
    contains,
    default,
    equals,
    first,
    get,
    get_int,
    has_key,
    is_none,
    is_set,
    join,
    last,
    less,
    lower,
    matches,
    maximum,
    merge,
    minimum,
    mul,
    named,
    not_,
    replace,
    replace_pattern,
    size,
    split,
    string,
    sub,
    to_json,
    to_yaml,
    trim,
    trim_prefix,
    trim_suffix,
    upper,
)

CONSTANT_TEXTS = [
    "a",
    "b",
    "",
    "yes",
    "1e3",
    "a: b # c",
    "{{ x }}",
    "é",
    '"',
    "x\ny\n",
    "-",
    "text",
]
QUESTIONS = [
    ("has", "gateway.networking.k8s.io/v1"),
    ("has", "example.com/v1/Thing"),
    ("kube_version_at_least", "1.31"),
]
_replaceable = st.sampled_from(["[^a-z]+", "t$", "^.", "a|e", r"\.", "[0-9]{2}"]).map(constant)


def _few(number: int) -> int:
    """Return a number that is bounded, whatever it is of."""
    return maximum(minimum(number, 1000), -1000)


CONSTANT_KEYS = ["a", "k", "yes", "1", "a b", "{{ x }}"]


class Scope(TypedScope):
    """What can be drawn at a place: the fields, and the variables of the loops around it."""

    # Expressions

    @once
    def text(self, depth: int) -> st.SearchStrategy[Drawn]:
        """Draw a string."""
        fields = ["text", "other", "kind", "part.host", "hue", "hue.value"]
        leaves = [*map(field, fields), *map(constant, CONSTANT_TEXTS), *self.loops.get("str", [])]
        if depth == 0:
            return st.sampled_from(leaves)
        text, number = self.text(depth - 1), self.number(depth - 1)
        short = st.sampled_from(["a", "-", "t", "é", "xx"]).map(constant)
        return st.one_of(
            st.sampled_from(leaves),
            st.builds(lambda a, b: call(lambda x, y: f"{x}-{y}", a, b, name="f"), text, text),
            st.builds(lambda a, b: call(lambda x, y: f"{x}{y}m", a, b, name="f"), text, number),
            st.builds(lambda a, b: call(concat, a, b), text, text),
            st.builds(lambda a, b, c: call(replace, a, b, c), text, short, short),
            st.builds(lambda a, b, c: call(replace_pattern, a, b, c), text, _replaceable, short),
            st.builds(lambda a, b: call(trim_suffix, a, b), text, short),
            st.builds(lambda a, b: call(trim_prefix, a, b), text, short),
            st.builds(lambda a: call(trim, a), text),
            st.builds(lambda a, b: call(join, call(split, a, b), constant("|")), text, short),
            st.sampled_from([call(each, field("kind")) for each in (lower, upper)]),
            st.builds(lambda c, a, b: call(choose, c, a, b), self.boolean(depth - 1), text, text),
            st.builds(lambda a, b: call(default, a, b), text, text),
            st.builds(lambda a: call(default, field("perhaps"), a), text),
            st.builds(lambda a: call(string, a), number),
            st.builds(lambda m, k: call(get, m, k), self.mapping(depth - 1), self.key()),
            st.builds(lambda w, s: call(join, w, s), self.words(), short),
            st.builds(call, st.sampled_from([first, last]), self.words(), text),
            st.builds(
                call,
                st.sampled_from([checksum, to_json, to_yaml]),
                self.mapping(depth - 1),
            ),
            *([] if self.loops else [text.map(lambda a: self._named(named, a))]),
        )

    @once
    def number(self, depth: int) -> st.SearchStrategy[Drawn]:
        """Draw a whole number."""
        bounded = [*map(field, ["part.port", "count"]), *map(constant, [0, 1, -3, 80, 1_000_000])]
        leaves = [*bounded, field("number"), *self.loops.get("int", [])]
        if depth == 0:
            return st.sampled_from(leaves)
        number = self.number(depth - 1)
        of_few = st.sampled_from(bounded)
        functions = st.sampled_from([add, sub, mul])
        return st.one_of(
            st.sampled_from(leaves),
            st.builds(lambda a, b: call(lambda x, y: x + y, a, b, name="+"), number, number),
            st.builds(lambda a, b: call(lambda x, y: x - y, a, b, name="-"), number, number),
            st.builds(
                lambda a, b: call(lambda x, y: x * y, a, b, name="*"),
                of_few | number.map(lambda a: call(_few, a)),
                of_few | number,
            ),
            st.builds(call, functions, number, number),
            st.builds(lambda a, b: call(maximum, a, b), number, number),
            st.builds(lambda a, b: call(minimum, a, b), number, number),
            st.builds(
                lambda c, a, b: call(choose, c, a, b), self.boolean(depth - 1), number, number
            ),
            st.builds(lambda a: call(default, field("maybe_port"), a), number),
            st.builds(lambda m: call(size, m), self.mapping(depth - 1)),
            st.builds(lambda k: call(get_int, field("sizes"), k), self.key()),
            *([] if self.loops else [number.map(lambda a: self._named(named, a))]),
        )

    @once
    def boolean(self, depth: int) -> st.SearchStrategy[Drawn]:
        """Draw a condition that depends on the values."""
        leaves = [*map(field, ["flag", "turn"]), *self.loops.get("bool", [])]
        nulls = [call(is_none, field("maybe")), call(is_none, field("perhaps"))]
        nulls += [asked(*question) for question in QUESTIONS]
        if depth == 0:
            return st.sampled_from([*leaves, *nulls])
        boolean, text, number = (make(depth - 1) for make in (self.boolean, self.text, self.number))
        patterns = st.sampled_from(["^t", "[0-9]+", "a|b", r"\Aa", "é"]).map(constant)
        return st.one_of(
            st.sampled_from([*leaves, *nulls]),
            boolean.map(lambda a: call(not_, a)),
            st.builds(lambda a, b: call(all_of, a, b), boolean, boolean),
            st.builds(lambda a, b: call(any_of, a, b), boolean, boolean),
            st.builds(lambda a, b: call(equals, a, b), text, text),
            st.builds(lambda a, b: call(equals, a, b), number, number),
            st.builds(lambda a, b: call(less, a, b), number, number),
            st.builds(lambda a, b: call(at_least, a, b), number, number),
            st.builds(lambda a: call(is_set, a), st.one_of(text, number, self.mapping(0))),
            st.builds(lambda m, k: call(has_key, m, k), self.mapping(0), self.key()),
            st.builds(lambda a, b: call(contains, a, b), text, text),
            st.builds(lambda a, b: call(matches, a, b), text, patterns),
            *([] if self.loops else [boolean.map(lambda a: self._named(named, a))]),
        )

    @once
    def mapping(self, depth: int) -> st.SearchStrategy[Drawn]:
        """Draw a map of strings."""
        leaves = st.just(field("labels"))
        if depth == 0:
            return leaves
        own = st.builds(
            lambda k, a: call(lambda value: {k: value}, a, name=f"{{{k!r}: …}}"),
            st.sampled_from(CONSTANT_KEYS),
            self.text(depth - 1),
        )
        merged = st.builds(lambda a, b: call(merge, a, b), own, leaves)
        return st.one_of(leaves, merged, merged if self.loops else merged.map(self._map))

    def _map(self, part: Drawn) -> Drawn:
        return self._named(named_map, part)

    def _named(self, name: Callable[..., Any], part: Drawn) -> Drawn:
        return named_part(name, part)

    @once
    def words(self) -> st.SearchStrategy[Drawn]:
        """Draw a list of strings."""
        known = [field("words"), *self.loops.get("words", [])]
        if self.loops:
            return st.sampled_from(known)
        return st.one_of(st.sampled_from(known), self.named_words())

    def named_words(self) -> st.SearchStrategy[Drawn]:
        """Draw a list of strings that a loop gives, with a name of its own or without."""
        word = numbered("word")
        inner = self.within(str=[variable(word)])
        some = later(
            lambda: st.builds(lambda c, a: call(only_if, c, a), inner.boolean(1), inner.text(1))
        )
        body = later(lambda: inner.text(1))
        given = st.one_of(some, body).map(lambda part: looped(field("words"), (word,), part))
        named = given.map(
            lambda items: self._named(named_list, call(lambda each: [each], items, name="list"))
        )
        return st.one_of(named, given)

    @once
    def key(self) -> st.SearchStrategy[Drawn]:
        """Draw a key to look for."""
        return st.sampled_from([*map(constant, CONSTANT_KEYS), field("kind")])

    # Content

    @once
    def content(self, depth: int) -> st.SearchStrategy[Drawn]:
        """Draw content."""
        scalar = st.one_of(
            self.text(2),
            self.number(2),
            self.boolean(2).map(lambda a: call(choose, a, constant("y"), constant("n"))),
            st.sampled_from([field("flag"), field("maybe"), field("perhaps")]),
            st.sampled_from([1.5, True, EMPTY_MAP, None]).map(constant),
            self.typed_scalar(),
        )
        if depth == 0:
            return scalar
        inner = self.content(depth - 1)
        return st.one_of(
            scalar,
            st.sampled_from([field("labels"), field("words"), field("thing"), field("sizes")]),
            self.map_content(inner),
            self.list_content(inner, depth),
            st.builds(lambda c, a: call(only_if, c, a), self.boolean(2), inner),
            st.builds(lambda c, a, b: call(only_if, c, a, b), self.boolean(2), inner, inner),
            st.builds(
                lambda s, a, b: call(
                    lambda v, x, y: switch(v, {"a": x, "b": y}), s, a, b, name="switch"
                ),
                self.text(1),
                inner,
                inner,
            ),
            self.entry_loop(),
            self.typed_content(),
            st.builds(
                lambda key, a, more: call(
                    lambda v, m: with_entries({key: v}, m), a, more, name="with_entries"
                ),
                st.sampled_from(["own", "own", "own", "/a/"]),  # labels may have the last one
                self.text(1),
                self.more_entries(),
            ),
        )

    def more_entries(self) -> st.SearchStrategy[Drawn]:
        """Draw what may stand beside the entries of a map."""
        labels = field("labels")
        return st.one_of(
            st.just(labels),
            st.builds(lambda c: call(only_if, c, labels), self.boolean(1)),
            st.builds(
                lambda a: call(lambda v, m: merge(m, {"x": v}), a, labels, name="merge"),
                self.text(1),
            ),
        )

    def map_content(self, inner: st.SearchStrategy[Drawn]) -> st.SearchStrategy[Drawn]:
        """Draw a map."""
        entries = st.dictionaries(st.sampled_from(CONSTANT_KEYS), inner, max_size=3)
        return entries.map(
            lambda drawn: Drawn(
                repr(drawn), lambda v, env: {key: part.build(v, env) for key, part in drawn.items()}
            )
        )

    def list_content(self, inner: st.SearchStrategy[Drawn], depth: int) -> st.SearchStrategy[Drawn]:
        """Draw a list, of items, loops and the items of other lists."""
        spreads = st.sampled_from([call(spread, field("words")), call(spread, field("things"))])
        items = st.lists(
            st.one_of(inner, spreads, self.loop(depth), self.typed_items(depth)), max_size=4
        )
        return items.map(
            lambda drawn: Drawn(repr(drawn), lambda v, env: [part.build(v, env) for part in drawn])
        )

    @once
    def loop(self, depth: int) -> st.SearchStrategy[Drawn]:
        """Draw a loop over a list, a map, or a list of models."""
        word, key, item = map(numbered, ("word", "key", "item"))
        in_words = self.content_within(depth - 1, str=[variable(word)])
        in_map = self.content_within(depth - 1, str=[variable(key), variable(word)])
        in_items = self.content_within(
            depth - 1,
            str=[variable(item, "name")],
            int=[variable(item, "size")],
            bool=[variable(item, "flag")],
            words=[variable(item, "tags")],
        )
        return st.one_of(
            st.builds(lambda ws, body: looped(ws, (word,), body), self.words(), in_words),
            in_map.map(lambda body: looped(field("labels"), (key, word), body)),
            in_items.map(lambda body: looped(field("items"), (item,), body)),
            in_items.map(lambda body: looped(field("fields"), (key, item), body)),
        )

    @once
    def entry_loop(self) -> st.SearchStrategy[Drawn]:
        """Draw a loop that makes a map."""
        key, word = map(numbered, ("key", "word"))
        body = self.content_within(0, str=[variable(key), variable(word)])
        return body.map(lambda part: looped(field("labels"), (key, word), part, each_entry))


@cache
def programs() -> st.SearchStrategy[Drawn]:
    """Draw a program: the content of one object."""
    scope = Scope()
    return evenly(scope.content(3), scope.typed_program())
