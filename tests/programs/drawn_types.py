"""Random programs that compute with maps and lists of every type, with nulls and with objects."""

# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false
# (programs are written as by somebody who types nothing)

from __future__ import annotations

from itertools import chain
from typing import Any, Literal, Self

from hypothesis import strategies as st

from tests.programs.drawn_parts import (
    Drawn,
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
from todo_k8s.helm import functions
from todo_k8s.helm.content import (
    each,
    each_entry,
    named_map,
    only_if,
    raw,
    spread,
    unless_none,
    with_entries,
)
from todo_k8s.helm.functions import choose, default, is_none, named

Kind = Literal["str", "int", "float", "bool", "scalar"]
Draw = st.SearchStrategy[Drawn]

KINDS: tuple[Kind, ...] = ("str", "int", "float", "bool", "scalar")
LISTS = {
    "str": ["words", "hues", "waits"],
    "int": ["nums"],
    "float": ["ratios"],
    "bool": ["bools"],
    "scalar": ["ports"],
}
MAPS = {
    "str": ["labels", "hues_of", "env"],
    "int": ["sizes"],
    "float": ["shares"],
    "bool": ["flags"],
    "scalar": ["named_ports", "percents"],
}
NULLS = [
    "maybe",
    "maybe_ratio",
    "perhaps",
    "maybe_flag",
    "maybe_nums",
    "maybe_words",
    "maybe_labels",
    "maybe_hue",
    "maybe_port_name",
    "level",
    "maybe_wait",
]
NESTED = ["rows", "cubes", "groups", "tables", "sheets", "bundles", "maybe_rows", "objects"]
OBJECTS: list[Any] = [{"a": 1}, {"q": [[], {}]}, {}, raw({"q": [[], {}]}), raw({})]

_f: Any = functions
_each: Any = each
_spread: Any = spread
_unless_none: Any = unless_none
"""What they take no type checker knows of these."""

any_kind = st.sampled_from(KINDS)
any_null = st.sampled_from(NULLS).map(field)
any_object = st.sampled_from(OBJECTS).map(constant)


def evenly(*strategies: Draw) -> Draw:
    """Draw from one of several; `one_of` would prefer the one with most alternatives."""
    return st.sampled_from(strategies).flatmap(lambda chosen: chosen)


class TypedScope:
    """What can be drawn of typed maps and lists, where scalars can be drawn.

    Args:
        loops: The variables of the loops around it, by their kind.
    """

    def __init__(self, loops: dict[str, list[Drawn]] | None = None) -> None:
        self.loops = loops or {}

    def within(self, **more: list[Drawn]) -> Self:
        """Return the scope within a loop."""
        kinds = {*self.loops, *more}
        return type(self)(
            {kind: [*self.loops.get(kind, []), *more.get(kind, [])] for kind in kinds}
        )

    def content_within(self, depth: int, **more: list[Drawn]) -> Draw:
        """Draw content within a loop."""
        scope = self.within(**more)
        return later(lambda: scope.content(depth))

    def text(self, depth: int) -> Draw:
        """Draw a string."""
        raise NotImplementedError

    def number(self, depth: int) -> Draw:
        """Draw a whole number."""
        raise NotImplementedError

    def boolean(self, depth: int) -> Draw:
        """Draw a condition."""
        raise NotImplementedError

    def key(self) -> Draw:
        """Draw a key to look for."""
        raise NotImplementedError

    def content(self, depth: int) -> Draw:
        """Draw content."""
        raise NotImplementedError

    @once
    def value(self, kind: Kind) -> Draw:
        """Draw a scalar of a kind."""
        if kind == "float":
            return self.fraction(1)
        if kind == "scalar":
            return self.number_or_text()
        return {"str": self.text, "int": self.number, "bool": self.boolean}[kind](0)

    def fraction(self, depth: int) -> Draw:
        """Draw a number that may be a fraction."""
        leaves = [field("ratio"), *map(constant, [0.1, 0.5, 1.0, -3, 1e-7]), field("count")]
        leaf = st.sampled_from([*leaves, *self.loops.get("float", [])])
        if depth == 0:
            return leaf
        inner = self.fraction(depth - 1)
        compute = st.sampled_from([_f.add, _f.sub, _f.mul, _f.maximum, _f.minimum])
        return st.one_of(
            leaf,
            st.builds(call, compute, inner, inner),
            st.builds(lambda c, a, b: call(choose, c, a, b), self.boolean(0), inner, inner),
            inner.map(lambda a: call(default, field("maybe_ratio"), a)),
        )

    @once
    def number_or_text(self) -> Draw:
        """Draw what is a number with some values, and a text with others."""
        leaves = map(field, ["port", "turns", "percent"])
        leaf = st.sampled_from([*leaves, *self.loops.get("scalar", [])])
        other = st.one_of(self.text(0), self.number(0))
        return st.one_of(
            leaf,
            st.builds(lambda c, a, b: call(choose, c, a, b), self.boolean(0), leaf, other),
            other.map(lambda a: call(default, field("maybe_port_name"), a)),
        )

    def compared(self) -> Draw:
        """Draw what depends on the order of two numbers or quantities."""
        quantity = self.text(0).map(lambda text: call(_f.quantity, text))
        wait = st.one_of(st.sampled_from(["wait", "text"]).map(field), st.just(constant("1m30s")))
        measures = st.sampled_from([_f.seconds, _f.milliseconds])
        number = st.one_of(self.fraction(2), quantity, st.builds(call, measures, wait))
        compare = st.sampled_from([_f.less, _f.at_most, _f.more, _f.at_least, _f.equals])
        return st.builds(call, compare, number, number).map(
            lambda condition: call(only_if, condition, constant(1), constant(2))
        )

    def equal(self) -> Draw:
        """Draw what depends on whether a number or text is another one."""
        other = st.one_of(self.number_or_text(), self.text(0), self.number(0))
        equal = st.builds(lambda a, b: call(_f.equals, a, b), self.number_or_text(), other)
        return equal.map(lambda condition: call(only_if, condition, constant(1), constant(2)))

    # Maps and lists

    @once
    def list_of(self, kind: Kind) -> Draw:
        """Draw a list of scalars; now and then one that is refused."""
        field_of = st.sampled_from(LISTS[kind]).map(field)
        own = self.value(kind).map(_listed)
        null = st.just(field("maybe_words" if kind == "str" else "maybe_nums"))
        return st.one_of(
            field_of,
            st.builds(lambda c, a, b: call(choose, c, a, b), self.boolean(0), field_of, own),
            st.builds(lambda a, b: call(default, a, b), null, own),
            st.builds(lambda a, b: call(default, a, b), field_of, own),
            null,
        )

    @once
    def map_of(self, kind: Kind) -> Draw:
        """Draw a map of scalars; now and then one that is refused."""
        field_of = st.sampled_from(MAPS[kind]).map(field)
        own = st.builds(
            lambda k, a: call(lambda x: {k: x}, a, name=f"{k}: "), _keys, self.value(kind)
        )
        merged = st.builds(lambda a, b: call(_f.merge, a, b), field_of, own)
        inner = st.sampled_from(["maps", "sized"]).map(field)
        found = [
            field_of,
            merged,
            st.builds(lambda c, a, b: call(choose, c, a, b), self.boolean(0), field_of, own),
            st.builds(lambda m, k: call(_f.get_map, m, k), inner, self.key()),
        ]
        if not self.loops:
            conditional = st.builds(
                lambda c, a: call(only_if, c, a), self.boolean(0), self.value(kind)
            )
            entry = st.builds(
                lambda k, a: call(lambda x: {k: x}, a, name=f"{k}: "), _keys, conditional
            )
            key, item = numbered("key"), numbered("item")
            body = self.within(**{kind: [variable(item)]}).value(kind)
            loop = st.builds(
                lambda m, part: looped(m, (key, item), part, each_entry), field_of, body
            )
            found += [
                merged.map(lambda m: named_part(named, m)),
                st.one_of(own, entry, loop).map(lambda m: named_part(named_map, m)),
            ]
        return st.one_of(found)

    @once
    def any_map(self) -> Draw:
        """Draw a map of whatever kind, also of such as some functions refuse."""
        names = ["lists", "maps", "sized", "thing", "fields", "maybe_labels", "groups", "sheets"]
        odd = st.sampled_from(names).map(field)
        return st.one_of(any_kind.flatmap(self.map_of), any_kind.flatmap(self.map_of), odd)

    @once
    def object(self) -> Draw:
        """Draw an object in Kubernetes' own form, or what may be computed of one."""
        thing = st.sampled_from(["thing", "free"]).map(field)
        entries = st.builds(
            lambda a, t: call(lambda x, y: with_entries({"q/x": x}, y), a, t, name="with_entries"),
            st.builds(lambda c: call(only_if, c, constant([])), self.boolean(0)),
            st.sampled_from(["thing", "maybe_thing"]).map(field),
        )
        return st.one_of(
            st.sampled_from(["thing", "maybe_thing"]).map(field),
            entries,
            st.builds(lambda c, t, o: call(choose, c, t, o), self.boolean(0), thing, any_object),
            any_object.map(lambda o: call(default, field("maybe_thing"), o)),
            st.just(call(_f.merge, field("thing"), field("labels"))),
            *([] if self.loops else [thing.map(lambda t: named_part(named, t))]),
        )

    # Content

    @once
    def typed_scalar(self) -> Draw:
        """Draw what is taken out of maps, and what may be null."""
        getter = st.sampled_from([_f.get, _f.get_int, _f.get_map])
        taken = st.builds(call, getter, self.any_map(), self.key())
        of_null = st.builds(call, st.sampled_from([_f.size, _f.checksum]), any_null)
        fallback = any_kind.flatmap(self.value)
        null = any_null if self.loops else any_null.map(lambda n: named_part(named, n))
        return st.one_of(
            taken,
            taken,
            self.compared(),
            self.equal(),
            self.number_or_text().map(lambda part: call(_f.string, part)),
            self.number_or_text().map(lambda part: call("{}-".format, part, name="text of")),
            self.number_or_text().map(lambda part: call(_f.hundredths, part, constant(7))),
            self.fraction(2),
            self.fraction(2).map(lambda number: call(_f.string, number)),
            of_null,
            null,
            st.builds(lambda n, a: call(default, n, a), null, fallback),
            null.map(lambda n: call(only_if, call(is_none, n), constant(1), constant(2))),
            st.builds(lambda c, n, a: call(choose, c, n, a), self.boolean(0), null, fallback),
            any_kind.flatmap(self.list_of).map(lambda ws: call(_f.join, ws, constant(","))),
        )

    @once
    def typed_items(self, depth: int) -> Draw:
        """Draw items of a list: spreads and loops over calls."""
        listed = any_kind.flatmap(self.list_of)
        odd = st.sampled_from(["labels", "thing", "text"]).map(field)
        field_of_map = st.sampled_from([*chain(*MAPS.values()), "maybe_labels"]).map(field)
        objects = any_object.map(lambda o: call(default, field("things"), _listed(o)))
        return evenly(
            any_kind.flatmap(lambda kind: self._loop(kind, depth)),
            listed.map(lambda items: call(_spread, items)),
            objects.map(lambda items: call(_spread, items)),
            self._members(depth),
            self._unless_none(depth),
            self.nested(),
            self.nested().map(lambda items: call(_spread, items)),
            self._each_in_each(depth),
            self._hosts(depth),
            odd.map(lambda items: call(_spread, items)),
            field_of_map,
            odd.map(lambda items: looped(items, (numbered("item"),), constant(1), _each)),
            self.object(),
            self.any_map(),
        )

    @once
    def _loop(self, kind: Kind, depth: int) -> Draw:
        key, item = numbered("key"), numbered("item")
        of_items = self.content_within(depth - 1, **{kind: [variable(item)]})
        entries = self.within(str=[variable(key)])
        of_entries = entries.content_within(depth - 1, **{kind: [variable(item)]})
        bare = st.just(variable(item))
        return st.one_of(
            st.builds(
                lambda items, body: looped(items, (item,), body),
                self.list_of(kind),
                st.one_of(bare, of_items),
            ),
            st.builds(
                lambda items, body: looped(items, (key, item), body),
                self.map_of(kind),
                st.one_of(bare, of_entries),
            ),
        )

    @once
    def _members(self, depth: int) -> Draw:
        """Draw a loop over members of an enumeration, of which Python has more than Helm."""
        item, member = numbered("item"), numbered("member")
        texts = [variable(member, "value"), variable(member), field("loose")]
        body = self.content_within(depth - 1, str=texts)
        in_item = self.content_within(
            depth - 1, str=[*texts, variable(item, "hue.value"), variable(item, "loose")]
        )
        hues = st.sampled_from([field("hues"), call(default, field("hues"), field("hues"))])
        return st.one_of(
            st.builds(lambda items, part: looped(items, (member,), part), hues, body),
            in_item.map(lambda part: looped(variable(item, "hues"), (member,), part)).map(
                lambda loop: looped(field("painted"), (item,), _listed(loop))
            ),
        )

    @once
    def nested(self) -> Draw:
        """Draw a map or list in which some maps or lists may be empty."""
        rows = st.sampled_from(["rows", "cubes"]).map(field)
        odd = st.sampled_from([[], [[]], [["a"], []], [[[1]], []]]).map(constant)
        return st.one_of(
            st.sampled_from(NESTED).map(field),
            st.builds(lambda c, a, b: call(choose, c, a, b), self.boolean(0), rows, odd),
            odd.map(lambda a: call(default, field("maybe_rows"), a)),
        )

    @once
    def _each_in_each(self, depth: int) -> Draw:
        """Draw a loop in a loop, over lists in lists or over what is in maps in maps."""
        row, cell, key = numbered("row"), numbered("cell"), numbered("key")
        in_cells = self.content_within(depth - 1, str=[variable(cell)], words=[variable(row)])
        sizes = call(_f.size, variable(row))
        in_rows = in_cells.map(lambda body: looped(variable(row), (cell,), body))
        whole = st.sampled_from([variable(row), _listed(variable(row)), sizes])
        bodies = st.one_of(in_rows, in_rows.map(_listed), whole)
        entries = self.content_within(depth - 1, str=[variable(key), variable(cell)])
        of_maps = entries.map(lambda body: looped(variable(row), (key, cell), body))
        return st.one_of(
            bodies.map(lambda body: looped(field("rows"), (row,), body)),
            bodies.map(lambda body: looped(field("groups"), (key, row), body)),
            whole.map(lambda body: looped(self._rows_of_cubes(), (row,), body)),
            of_maps.map(lambda body: looped(field("sheets"), (numbered("key"), row), body)),
        )

    def _rows_of_cubes(self) -> Drawn:
        return call(choose, field("flag"), field("cubes"), constant([]))

    @once
    def _hosts(self, depth: int) -> Draw:
        """Draw a loop over items with a section that may be null, and with lists of lists."""
        host, part = numbered("host"), numbered("part")
        strings = [variable(host, "name"), variable(part, "host"), variable(part, "shard.label")]
        numbers = [variable(part, "size"), variable(part, "shard.weight")]
        body = self.content_within(depth - 1, str=strings, int=numbers)
        section = variable(host, "cache")
        bodies = st.one_of(
            body.map(lambda inner: looped(section, (part,), inner, _unless_none)),
            st.just(variable(host, "rows")),
            st.just(call(lambda c: only_if(is_none(c), 1, 2), section, name="is_none")),
        )
        hosts = field("hosts")
        return st.one_of(
            bodies.map(lambda inner: looped(hosts, (host,), inner)),
            bodies.map(lambda inner: looped(field("hosts_of"), (numbered("key"), host), inner)),
        )

    @once
    def _unless_none(self, depth: int) -> Draw:
        """Draw what is there unless a section, or a value, is null."""
        part, shard = numbered("part"), numbered("shard")
        strings = [variable(part, "host"), variable(part, "shard.label")]
        numbers = [variable(part, "size"), variable(part, "shard.weight")]
        of_section = self.content_within(depth - 1, str=strings, int=numbers)
        of_shards = self.content_within(
            depth - 1, str=strings[:1], int=[*numbers, variable(shard, "weight")]
        )
        hosts = variable(part, "hosts")
        of_hosts = self.content_within(depth - 1, str=[*strings, variable(shard)])
        bodies = st.one_of(
            of_section,
            st.sampled_from(["note", "env", "hosts"]).map(lambda name: variable(part, name)),
            of_shards.map(lambda body: looped(variable(part, "shards"), (shard,), body)).map(
                _listed
            ),
            of_hosts.map(lambda body: looped(hosts, (shard,), body)).map(_listed),
        )
        number = self.content_within(depth - 1, int=[variable(part)])
        text = self.content_within(depth - 1, str=[variable(part)])
        return st.one_of(
            bodies.map(lambda body: looped(field("cache"), (part,), body, _unless_none)),
            number.map(lambda body: looped(field("maybe"), (part,), body, _unless_none)),
            text.map(lambda body: looped(field("perhaps"), (part,), body, _unless_none)),
        )

    @once
    def typed_content(self) -> Draw:
        """Draw maps and lists as content."""
        key, item = numbered("key"), numbered("item")
        entries = self.any_map().map(lambda m: looped(m, (key, item), variable(item), each_entry))
        return st.one_of(
            any_kind.flatmap(self.list_of),
            self.any_map(),
            self.object(),
            entries,
            self.typed_scalar(),
            self._unless_none(1),
            self.nested(),
        )

    @once
    def typed_program(self) -> Draw:
        """Draw a whole program that does nothing else."""
        items = st.lists(self.typed_items(1), min_size=1, max_size=2)
        several = items.map(lambda parts: call(lambda *found: [*found], *parts, name="list"))
        return evenly(several, several, self.typed_content(), self.typed_scalar())


_keys = st.sampled_from(["a", "k", "yes", "1"])


def _listed(part: Drawn) -> Drawn:
    return call(lambda item: [item], part, name="list")
