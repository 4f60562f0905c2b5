r"""Regular expressions that mean the same everywhere: Helm's RE2, and Rust's engine in pydantic.

Rust's engine follows RE2, but not to the letter: ``\d`` knows other digits, ``[a[b]]`` and ``&&``
are sets, ``a**`` is allowed. So a pattern is read when it is declared. What RE2 lacks, or what
differs and has a simple form that does not, is refused with that form; the rest is translated.

References:
    https://pkg.go.dev/regexp/syntax
    https://docs.rs/regex/latest/regex/#syntax
"""

from __future__ import annotations

import functools

from pydantic_core import SchemaError, SchemaValidator, core_schema

from todo_k8s.errors import TemplateError
from todo_k8s.helm.fields.pattern_reader import PatternReader


@functools.cache
def compiled(pattern: str) -> SchemaValidator:
    """Return what tells whether a pattern in RE2's syntax occurs in a string.

    Raises:
        TemplateError: If it does not mean the same everywhere; the message says what to write.
    """
    try:
        return SchemaValidator(core_schema.str_schema(pattern=PatternReader(pattern).rust()))
    except SchemaError:
        raise TemplateError(f"the pattern {pattern!r}: too large or too deep; split it") from None


def occurs(pattern: str, text: str) -> bool:
    """Return whether a pattern in RE2's syntax occurs in a string."""
    return compiled(pattern).isinstance_python(text)
