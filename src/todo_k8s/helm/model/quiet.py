"""No error of pydantic keeps a value: what stands between values models and pydantic.

Pydantic puts the input into each error (``errors()``, ``json()``, a pickle of it), the whole text
if that is no JSON. It is taken out here, at the one door that every way of validation goes through.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, get_args, get_origin

from pydantic import (
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    Secret,
    SecretBytes,
    SecretStr,
    ValidationError,
)
from pydantic.errors import PydanticUserError
from pydantic.fields import FieldInfo
from pydantic_core import core_schema

from todo_k8s.errors import TemplateError, ValuesError
from todo_k8s.helm.fields.faults import without_inputs
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.symbolic.as_expressions import is_symbolic


def quietly(act: Callable[..., Any], *args: Any, **options: Any) -> Any:
    """Return what `act` returns; an error of pydantic comes without the values it is about.

    A mistake of the chart's author, which pydantic takes for a fault of the values, comes as it is.
    """
    try:
        return act(*args, **options)
    except ValidationError as error:
        shown = _mistake_in(error) or without_inputs(error)
    raise shown  # out here, so that the error it stands for is not its context


def _mistake_in(error: ValidationError) -> TemplateError | None:
    """Return what a rule does that it cannot do."""
    causes = (each.get("ctx", {}).get("error") for each in error.errors(include_input=False))
    return next((cause for cause in causes if isinstance(cause, TemplateError)), None)


class QuietValidator:
    """The validator of a model, by whatever name it is asked.

    ``BaseModel.__init__``, ``model_validate*`` and ``TypeAdapter`` all go through it.
    """

    def __init__(self, validator: Any) -> None:
        self._validator = validator

    def __getattr__(self, name: str) -> Any:
        member = getattr(self._validator, name)
        if not callable(member):
            return member
        return partial(quietly, member)


def _has_tokens(value: object) -> bool:
    """Tell whether anything in a model or in a map of fields is known only at install."""
    if isinstance(value, BaseModel):
        return _has_tokens(vars(value))
    if is_map(value):
        return any(map(_has_tokens, value.values()))
    return is_symbolic(value)


def refuse_secret_defaults(model: type[BaseModel]) -> None:
    """Refuse a model with a default that is a secret: it would be in values.yaml, for all to read.

    Raises:
        ValuesError: One line a field.
    """
    fields = model.model_fields.items()
    faults = [
        f"{model.__name__}.{name}{where}: is a secret, and a default is written to values.yaml; "
        "leave it empty, and let the operator give it at install"
        for name, field in fields
        for where in _secrets_of(field)
    ]
    if faults:
        raise ValuesError(*faults)


def _secrets_of(field: FieldInfo) -> Iterator[str]:
    """Yield where in what is published of a field a secret lies."""
    secret = _is_secret(field.annotation)
    yield from _secrets_in(_default_of(field), secret)
    yield from _secrets_in(field.examples or [], secret)


def _default_of(field: FieldInfo) -> Any:
    with suppress(Exception):  # a factory that needs other fields; they have their own defaults
        return field.get_default(call_default_factory=True, validated_data={})
    return None


def _is_secret(annotation: Any) -> bool:
    """Tell whether values of a type are secrets, or hold some: a default need not be converted."""
    if (meant := getattr(annotation, "__value__", None)) is not None:  # a type alias
        return _is_secret(meant)
    if isinstance(annotation, type) and issubclass(annotation, Secret | SecretStr | SecretBytes):
        return True
    inner = (get_origin(annotation), *get_args(annotation))
    return any(map(_is_secret, filter(None, inner))) if inner[0] is not None else False


def _holds_secret(value: object) -> bool:
    return isinstance(value, Secret | SecretStr | SecretBytes)


def _secrets_in(value: Any, secret: bool, where: str = "") -> Iterator[str]:
    """Yield where secrets that are not empty lie within a default."""
    if _holds_secret(value):
        value, secret = value.get_secret_value(), True
    if secret and isinstance(value, str | bytes):
        yield from [where] if value else []
    elif isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            yield from _secrets_in(
                getattr(value, name), _is_secret(field.annotation), f"{where}.{name}"
            )
    elif is_map(value):
        for key, item in value.items():
            yield from _secrets_in(item, secret, f"{where}.{key}")
    elif is_list(value):
        for index, item in enumerate(value):
            yield from _secrets_in(item, secret, f"{where}[{index}]")


def _validated_quietly(data: Any, validate: core_schema.ValidatorFunctionWrapHandler) -> Any:
    return quietly(validate, data)


if TYPE_CHECKING:
    _Model = BaseModel
else:

    class _Metaclass(type(BaseModel)):
        """Makes models; what pydantic refuses in a class is refused as all else is."""

        def __new__(cls, name: str, *args: Any, **options: Any) -> Any:
            try:
                return super().__new__(cls, name, *args, **options)
            except PydanticUserError as error:
                raise TemplateError(f"{name}: {error.message.rstrip('.')}") from None

    class _Model(BaseModel, metaclass=_Metaclass):
        """A model that `_Metaclass` makes."""


class QuietModel(_Model):
    """A frozen model whose values are all checked, and shown by none of its errors and warnings."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, hide_input_in_errors=True)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Go around all validators of a model, for models in what is none, such as a list."""
        return core_schema.no_info_wrap_validator_function(_validated_quietly, handler(source))

    @classmethod
    def check_completed(cls) -> None:
        """Check the model, as soon as its types are known."""
        refuse_secret_defaults(cls)

    if not TYPE_CHECKING:  # the signatures stay pydantic's

        @classmethod
        def __pydantic_init_subclass__(cls, **options: Any) -> None:
            super().__pydantic_init_subclass__(**options)
            _complete(cls)

        @classmethod
        def model_rebuild(cls, **options: Any) -> bool | None:
            """Complete a model whose types were not known yet."""
            depth = options.get("_parent_namespace_depth", 2)
            rebuilt = super().model_rebuild(**options | {"_parent_namespace_depth": depth + 1})
            _complete(cls)
            return rebuilt

        def __setattr__(self, name: str, value: Any) -> None:
            quietly(super().__setattr__, name, value)

        def __delattr__(self, name: str) -> None:
            quietly(super().__delattr__, name)

        def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Any:
            """Return a copy; with an `update` it is checked as any values are, but for tokens."""
            if not update or _has_tokens(self) or _has_tokens(update):
                return super().model_copy(update=update, deep=deep)
            return type(self).model_validate({**vars(super().model_copy(deep=deep)), **update})

        copy = model_copy

        @classmethod
        def model_construct(cls, *_: Any, **__: Any) -> NoReturn:
            """Refuse: nothing would check the values, nor hide the secrets among them."""
            remedy = "call the class, or from_mapping()"
            raise TypeError(f"{cls.__name__}.model_construct() checks no values; {remedy}")

        @classmethod
        def parse_raw(cls, *args: Any, **options: Any) -> Any:
            """Read JSON, in the way of pydantic 1."""
            return quietly(super().parse_raw, *args, **options)

        @classmethod
        def parse_file(cls, path: Any, **_: Any) -> Any:
            """Read a file of JSON, in the way of pydantic 1."""
            return cls.model_validate_json(Path(path).read_bytes())

        def model_dump(self, **options: Any) -> Any:
            """Return the fields as a map; pydantic's warnings would show values."""
            return super().model_dump(**options | {"warnings": False})

        def model_dump_json(self, **options: Any) -> str:
            """Return the fields as JSON, with stars in place of secrets."""
            return super().model_dump_json(**options | {"warnings": False})


def _complete(model: type[QuietModel]) -> None:
    """Put the quiet validator into a model whose types are known."""
    if model.__pydantic_complete__ and not isinstance(model.__pydantic_validator__, QuietValidator):
        model.__pydantic_validator__ = QuietValidator(model.__pydantic_validator__)  # type: ignore[assignment]  # pyright: ignore[reportAttributeAccessIssue]  # acts as one
        model.check_completed()
