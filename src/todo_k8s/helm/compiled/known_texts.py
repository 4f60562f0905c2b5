"""What is known of a value before it is there: which texts it may be, and what is in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import BaseModel

from todo_k8s.helm.compiled.reads import ANY as ANY_ENTRY
from todo_k8s.helm.compiled.reads import Read
from todo_k8s.helm.fields.annotations import field_kind, kind_of
from todo_k8s.helm.fields.kind_texts import texts_of_kind
from todo_k8s.helm.fields.kinds import FieldKind
from todo_k8s.helm.fields.texts import ANY, Texts, all_of, each_once, one_of


class Known:
    """What is known of a value; here nothing."""

    @property
    def texts(self) -> Texts:
        """The texts that it may be."""
        return ANY

    @property
    def keys(self) -> Texts:
        """The keys that it may have."""
        return ANY

    @property
    def items(self) -> Known:
        """What is known of its entries or items."""
        return UNKNOWN

    def below(self, step: str) -> Known:
        """Return what is known of a field of it, or of an entry."""
        del step
        return self.items


UNKNOWN = Known()


@dataclass(frozen=True)
class OfKind(Known):
    """What a field's kind says.

    Args:
        kind: The kind.
        place: Where the values have it.
    """

    kind: FieldKind
    place: Read = ()

    @property
    def texts(self) -> Texts:
        """The texts that it may be."""
        return texts_of_kind(self.kind)

    @property
    def keys(self) -> Texts:
        """The keys that it may have."""
        return texts_of_kind(kind_of(self.kind.keys, "keys"))

    @property
    def items(self) -> Known:
        """What is known of its entries or items."""
        items = self.kind.items
        return UNKNOWN if items is None else OfKind(items, (*self.place, ANY_ENTRY))

    def below(self, step: str) -> Known:
        """Return what is known of a field of it, or of an entry."""
        model = self.kind.model
        return self.items if model is None else OfModel(model, self.place).below(step)


@dataclass(frozen=True)
class Bounded(Known):
    """What is known of a value of which rules or conditions tell more."""

    known: Known
    told: tuple[Texts, ...]

    @property
    def texts(self) -> Texts:
        """The texts that it may be."""
        return all_of((self.known.texts, *self.told))


@dataclass(frozen=True)
class OfModel(Known):
    """What a model says.

    Args:
        model: The model.
        place: Where the values have it.
    """

    model: type[BaseModel]
    place: Read = ()

    def below(self, step: str) -> Known:
        """Return what is known of a field."""
        for name, info in self.model.model_fields.items():
            if (info.alias or name) == step:
                return OfKind(field_kind(self.model, name), (*self.place, step))
        return UNKNOWN


@dataclass(frozen=True)
class Made(Known):
    """What is known of what is computed."""

    is_text: Texts = ANY
    with_keys: Texts = ANY
    holding: Known = UNKNOWN

    @property
    def texts(self) -> Texts:
        """The texts that it may be."""
        return self.is_text

    @property
    def keys(self) -> Texts:
        """The keys that it may have."""
        return self.with_keys

    @property
    def items(self) -> Known:
        """What is known of its entries or items."""
        return self.holding


@dataclass(frozen=True)
class Several(Known):
    """What is known of one of several values."""

    options: tuple[Known, ...]

    @property
    def texts(self) -> Texts:
        """The texts that it may be."""
        return one_of(option.texts for option in self.options)

    @property
    def keys(self) -> Texts:
        """The keys that it may have."""
        return one_of(option.keys for option in self.options)

    @property
    def items(self) -> Known:
        """What is known of its entries or items."""
        return several(option.items for option in self.options)

    def below(self, step: str) -> Known:
        """Return what is known of a field of it, or of an entry."""
        return several(option.below(step) for option in self.options)


def several(options: Iterable[Known]) -> Known:
    """Return what is known of one of several values, each told once."""
    made = each_once(options, lambda known: known.options if isinstance(known, Several) else None)
    if any(known is UNKNOWN for known in made):
        return UNKNOWN
    return made[0] if len(made) == 1 else Several(made)


def fields_beyond_ascii(known: Known) -> list[Read] | None:
    """Return where the fields are that let a text have characters beyond ASCII; None if unknown."""
    if known.texts.is_ascii:
        return []
    match known:
        case Bounded(known=inner):
            return fields_beyond_ascii(inner)
        case Several(options=options):
            found = [fields_beyond_ascii(option) for option in options]
            known_ones = [each for each in found if each is not None]
            whole = len(known_ones) == len(found)
            return [place for each in known_ones for place in each] if whole else None
        case OfKind(place=(_, *_) as place):
            return [place]
        case _:
            return None
