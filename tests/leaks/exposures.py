"""Everything that an error, a warning or a value gives away of what it was made from."""

from __future__ import annotations

import pickle
import traceback
import warnings
from collections.abc import Callable, Iterator
from typing import Any

from pydantic import ValidationError

from tests.leaks.canaries import shown


def exposures(error: BaseException) -> Iterator[str]:
    """Yield every text that an error gives away, and those of the errors behind it."""
    for each in behind(error):
        yield from (str(each), repr(each), repr(each.args), repr(vars(each)))
        yield from traceback.format_exception_only(each)  # the rest is lines of code
        yield from getattr(each, "__notes__", ())
        yield from _pickled(each)
        if isinstance(each, ValidationError):
            yield from (repr(each.errors()), each.json())


def behind(error: BaseException) -> list[BaseException]:
    """Return an error and those that it came from, hidden ones too."""
    found: list[BaseException] = []
    rest: list[BaseException | None] = [error]
    while rest:
        each = rest.pop()
        if each is not None and all(each is not other for other in found):
            found.append(each)
            rest += [each.__cause__, each.__context__]
    return found


def _pickled(error: BaseException) -> Iterator[str]:
    try:
        yield pickle.dumps(error).decode("latin-1")
    except (pickle.PicklingError, TypeError, AttributeError):  # some of jsii's
        return


def leaks_of(act: Callable[[], Any]) -> list[str]:
    """Do something, and return the texts of errors and warnings in which a canary shows."""
    texts: list[str] = []
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        try:
            act()
        except Exception as error:  # noqa: BLE001  # whatever it is
            texts += exposures(error)
        texts += [str(warning.message) for warning in warned]
    return [text for text in texts if shown(text)]
