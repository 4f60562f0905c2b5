"""What to do about an error that is not ours, raised while a chart is built."""

from __future__ import annotations

import re

_KNOWN = {
    "There is already a Construct with name": "give each construct of a scope an id of its own",
    "Dependency cycle detected": "remove one of these dependencies",
    "__jsii_ref__": "call super().__init__() first",
    "Don't know how to convert object": "call super().__init__() first, and give cdk8s plain data",
    "'NoneType'": "a value that may be null needs default() or is_none(), a section unless_none()",
    "object has no attribute 'value'": "a text that is computed has none; leave .value out",
    "to unpack (expected": "for_each() gives a scope, a key or index, and the value",
    "already exists": "declare it once; refuse values that make two of it the same",
}
"""Words of cdk8s, and what to do."""

_OBJECT = re.compile(r"<\S+ object at 0x[0-9a-f]+>")


def told(error: BaseException, message: str, otherwise: str) -> str:
    """Return an error and its remedy.

    Args:
        error: The error.
        message: Its message, as it may be shown.
        otherwise: The remedy of an error that is not known here.
    """
    message = _OBJECT.sub("an object", message)
    known = (remedy for words, remedy in _KNOWN.items() if words in message)
    return f"{type(error).__name__}: {message.rstrip(' .')}; {next(known, otherwise)}"
