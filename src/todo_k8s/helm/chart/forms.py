"""Forms of the texts in Chart.yaml, no wider than what Helm 3, Helm 4 and `helm lint` take.

Helm takes a chart with a version range that it cannot read, and then passes over the dependency
without a word. So each form is asked for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, cast


class Form(NamedTuple):
    """The whole form of a text, and what is said of a text that misses it."""

    pattern: str
    rule: str
    flags: re.RegexFlag = re.ASCII

    def fits(self, text: object) -> bool:
        """Tell whether something is a text of this form."""
        return isinstance(text, str) and re.fullmatch(self.pattern, text, self.flags) is not None


_NUMBER = r"(?:0|[1-9]\d{0,17})"
_PART = rf"(?:{_NUMBER}|\d*[A-Za-z-][0-9A-Za-z-]*)"
_BUILD = r"[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*"
_AFTER = rf"(?:-{_PART}(?:\.{_PART})*)?(?:\+{_BUILD})?"

_ANY = "[xX*]"
_PARTIAL = rf"v?(?:{_ANY}|{_NUMBER}(?:\.(?:{_ANY}|{_NUMBER}(?:\.(?:{_ANY}|{_NUMBER}))?))?){_AFTER}"
_OPERATOR = "(?:!=|>=|=>|<=|=<|~>|[=<>~^])?"
_COMPARISON = rf"{_OPERATOR} *{_PARTIAL}"
_ALL_OF = rf"{_COMPARISON}(?:(?: +| *, *){_COMPARISON})*"
_BETWEEN = rf"{_PARTIAL} +- +{_PARTIAL}"
_CHOICE = rf" *(?:{_BETWEEN}|{_ALL_OF}) *"

_IN_URL = r"[A-Za-z0-9._~:/?#@!$&'()*+,;=-]|%[0-9A-Fa-f]{2}"
_HOST = r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?"
_URL = rf"[a-z][a-z0-9+.-]*://{_HOST}(?:[/?#](?:{_IN_URL})*)?"
_KEYS = r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*"

NAME = Form(
    r"[a-z]([-a-z0-9]{0,61}[a-z0-9])?",
    "must be a DNS label: at most 63 of a-z, 0-9 and '-', from a letter to a letter or digit",
)
VERSION = Form(
    rf"(?!.{{129}}){_NUMBER}\.{_NUMBER}\.{_NUMBER}{_AFTER}",
    "must be a version of SemVer 2 such as 1.2.3 or 1.2.3-rc.1+7, of at most 128 characters",
)
KUBE_VERSION = Form(
    rf"(?!.{{129}})v?{_NUMBER}\.{_NUMBER}\.{_NUMBER}{_AFTER}",
    "must be a version of Kubernetes such as 1.33.0 or v1.31.2-gke.100",
)
APP_VERSION = Form("[ -~]*", "must be text of printable ASCII characters: Helm changes others")
RANGE = Form(
    rf"(?!.{{257}}){_CHOICE}(?:\|\|{_CHOICE})*",
    "must be a range of versions that Helm reads, such as ^1.2, ~1.2.3, >=1.30.0-0 or "
    "'>=1.2, <3 || 4.x'",
)
OPTIONAL_RANGE = Form(f"(?:{RANGE.pattern})?", RANGE.rule)
URL = Form(
    rf"{_URL}|data:(?:{_IN_URL})+",
    "must be a URL such as https://example.com/chart, without user and password",
)
OPTIONAL_URL = Form(f"(?:{URL.pattern})?", URL.rule)
EMAIL = Form(
    r"(?:[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})?",
    "must be an address such as team@example.com",
)
CHART = Form(
    "[A-Za-z0-9](?:[A-Za-z0-9_-]|[.](?![.])){0,127}", "must be the name of a chart: letters, "
    "digits, '-', '_' and '.'",
)  # fmt: skip
REPOSITORY = Form(
    rf"(?:{_URL}|file://(?:{_IN_URL})+|@[A-Za-z0-9._-]+|alias:[A-Za-z0-9._-]+)?",
    "must be a URL (https://…, oci://…, file://…) without user and password, @name of a "
    "repository that Helm knows, or empty for a chart that is in charts/",
)
ALIAS = Form("[A-Za-z0-9_-]{0,128}", "must be of letters, digits, '-' and '_'")
PATH = Form(_KEYS, "must be a path of keys such as backend.image")
CONDITION = Form(
    rf"(?: *{_KEYS} *(?:, *{_KEYS} *)*)?",
    "must be paths in the values, such as cache.enabled, with commas between them",
)
TAG = Form("[A-Za-z0-9_-]+", "must be of letters, digits, '-' and '_'")
_WORDS = "[^\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]*"
TEXT = Form(_WORDS, "must be text without control characters", re.NOFLAG)
SOME_TEXT = Form(rf"(?=.*\S){_WORDS}", "must be text, not empty", re.DOTALL)


def faults_of(owner: object, forms: dict[str, Form], where: str) -> Iterator[str]:
    """Yield a line for each field of an object that misses its form.

    Args:
        owner: The object.
        forms: What its fields must be like; those of a tuple, each of its items.
        where: What to call the object.
    """
    for name, form in forms.items():
        value: Any = vars(owner)[name]
        if not isinstance(value, tuple):
            yield from _lines([(f"{where}.{name}", value)], form)
        else:
            items = cast("tuple[object, ...]", value)
            yield from _lines(
                ((f"{where}.{name}[{i}]", item) for i, item in enumerate(items)), form
            )


def _lines(found: Iterable[tuple[str, object]], form: Form) -> Iterator[str]:
    return (f"{where}: {form.rule}" for where, value in found if not form.fits(value))
