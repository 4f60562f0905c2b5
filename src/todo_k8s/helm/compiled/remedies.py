"""What to do about an error that is not ours, raised while a chart is built."""

from __future__ import annotations

_KNOWN = {
    "There is already a Construct with name": "give each construct of a scope an id of its own",
    "Dependency cycle detected": "remove one of these dependencies",
    "__jsii_ref__": "call super().__init__() first",
    "'NoneType'": "a value that may be null needs default() or is_none()",
    "already exists": "declare it once; refuse values that make two of it the same",
}
"""Words of cdk8s, and what to do."""


def told(error: Exception, message: str, otherwise: str) -> str:
    """Return an error and its remedy.

    Args:
        error: The error.
        message: Its message, as it may be shown.
        otherwise: The remedy of an error that is not known here.
    """
    known = (remedy for words, remedy in _KNOWN.items() if words in message)
    return f"{type(error).__name__}: {message.rstrip(' .')}; {next(known, otherwise)}"
