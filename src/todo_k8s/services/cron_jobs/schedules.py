"""When a job runs, as in cron."""

from typing import Annotated

from todo_k8s.helm.fields.types import Format


def _any_of(names: str) -> str:
    """Return the pattern of names in any case."""
    cased = ("".join(f"[{one.upper()}{one}]" for one in name) for name in names.split())
    return f"({'|'.join(cased)})"


_MONTHS = _any_of("jan feb mar apr may jun jul aug sep oct nov dec")
_DAYS = _any_of("mon tue wed thu fri sat")
_SUNDAY, _END_OF_WEEK = _any_of("sun"), _any_of("fri sat")
_FIELDS = (
    "0?[0-9](-(0?|[1-5])[0-9])?|[1-5][0-9](-[1-5][0-9])?",
    "0?[0-9](-(0?[0-9]|1[0-9]|2[0-3]))?|1[0-9](-(1[0-9]|2[0-3]))?|2[0-3](-2[0-3])?",
    "0?[1-9](-(0?[1-9]|[12][0-9]|3[01]))?|[12][0-9](-([12][0-9]|3[01]))?|3[01](-3[01])?",
    f"0?[1-9](-(0?[1-9]|1[0-2]))?|1[0-2](-1[0-2])?|{_MONTHS}(-{_MONTHS})?",
    f"0?[0-6](-0?[0-6])?|({_DAYS}|{_SUNDAY})(-{_DAYS})?",
)
"""Minute, hour, day, month and weekday as the controller reads them: it knows no weekday 7."""
_CRON = " +".join(
    rf"{part}(,{part})*"
    for part in (rf"([*?]|{field})(/0*[1-9][0-9]{{0,2}})?" for field in _FIELDS)
)
_BACKWARD = f"0?(2[0-3]|1[0-9])-0?[0-9]|{_END_OF_WEEK}-{_SUNDAY}"


Schedule = Annotated[
    str,
    Format(
        rf"^(@(yearly|annually|monthly|weekly|daily|midnight|hourly)|{_CRON})$",
        "must be five fields as in cron, such as 0 3 * * *: minute, hour, day, month and weekday "
        "(0 to 6), or a word such as @daily",
        near=(
            (
                "^ *(CRON_)?TZ=.*$",
                "has a time zone, which Kubernetes refuses here; move it to timeZone",
            ),
            (
                "^([0-9A-Za-z*,/?-]+ +){4}([0-6,-]*[,-])?7([,-][0-6,-]*)?$",
                "has the weekday 7, which Kubernetes does not know; Sunday is 0",
            ),
            (
                rf"^([0-9A-Za-z*,/?-]+ +){{1,4}}([0-9A-Za-z,-]*,)?({_BACKWARD})([ ,/].*)?$",
                "has a range that ends before it starts; write two, such as 22-23,0-6",
            ),
        ),
    ),
]
"""When a job runs: ``minute hour day month weekday``, or ``@daily`` and the like.

References:
    https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
"""

TimeZone = Annotated[
    str,
    Format(
        r"^([A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2})?$",
        "must be the name of a time zone, such as Europe/Berlin",
    ),
]
"""The name of a time zone, or empty."""
