"""Durations and Kubernetes quantities, as numbers."""

from __future__ import annotations

import math
import re
from fractions import Fraction

from todo_k8s.helm.functions.declaration import Amount, Duration, Quantity, function

_ONE_UNIT = "^0*([0-9]{1,9})(ms|s|m|h)$"
_MILLISECONDS = {"ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000}
_FACTORS = " ".join(f'"{unit}" {factor}' for unit, factor in _MILLISECONDS.items())


@function(
    f'mul (regexReplaceAll "{_ONE_UNIT}" {{0}} "${{1}}") '
    f'(get (dict {_FACTORS}) (regexReplaceAll "{_ONE_UNIT}" {{0}} "${{2}}"))',
    *((f"{n}{unit}",) for n in ("0", "090", "9" * 9, "1" * 12) for unit in (*_MILLISECONDS, "d")),
    *((text,) for text in ("s", "ms", "5", "5 s", "5s\n", "5S", "-5s", "x5 s", "1m30s")),
)
def milliseconds_of_one_unit(duration: Duration) -> int:
    """Return how long a duration such as ``30s`` is, whose number may be too large for Go's form.

    It is one number, of at most nine digits after its zeros, and one unit; what is none has 0.
    """
    found = re.fullmatch(_ONE_UNIT[1:-1], duration)
    return int(found[1]) * _MILLISECONDS[found[2]] if found else 0


_DURATION = "^([0-9]{1,5}(ms|s|m|h)){1,4}$"
_DURATIONS = (
    *((f"{n}{unit}",) for n in ("0", "090", "99999", "100000") for unit in (*_MILLISECONDS, "d")),
    *((text,) for text in ("1h30m", "1m1ms", "1s1h", "1h1h", "99999h" * 4, "1h" * 5, "1500ms")),
    *((text,) for text in ("s", "ms", "5", "5 s", "5s\n", "5S", "-5s", "x5 s", "1.5h", "1us", "")),
)


@function('include "{helper}" (dict "duration" {0}) | int64', *_DURATIONS)
def milliseconds(duration: Duration) -> int:
    """Return how long a duration such as ``500ms`` or ``1h30m`` is; 0 for what is none.

    A duration has one to four parts, each a number of at most five digits and ``h``, ``m``, ``s``
    or ``ms``, as Go, Kubernetes and the Gateway API read it.

    References:
        https://gateway-api.sigs.k8s.io/geps/gep-2257/
    """
    if not re.fullmatch(_DURATION[1:-1], duration):
        return 0
    parts = re.findall("([0-9]+)(ms|s|m|h)", duration)
    return sum(int(number) * _MILLISECONDS[unit] for number, unit in parts)


@function('include "{helper}" (dict "duration" {0}) | int64', *_DURATIONS)
def seconds(duration: Duration) -> int:
    """Return how many whole seconds a duration such as ``1h30m`` has, see `milliseconds`."""
    return milliseconds(duration) // 1000


WORTHS = {
    "": "1",
    "m": "0.001",
    **{unit: f"1e{3 * power}" for power, unit in enumerate("kMGTPE", 1)},
    **{f"{unit}i": str(1024**power) for power, unit in enumerate("KMGTPE", 1)},
}
"""What the units of quantities are worth, as Helm reads it."""

_WORTH = 'include "{helper}" (dict "text" {0}) | float64'


def _worth(quantity: str) -> float:
    """Return what a quantity is worth, rounded as Helm rounds it; 0 for what is none."""
    unit = quantity.lstrip("0123456789.")
    number = quantity.removesuffix(unit)
    try:
        return float(Fraction(repr(float(number))) * Fraction(repr(float(WORTHS.get(unit, 0)))))
    except ValueError:  # no number, or one that is too long
        return 0.0
    except OverflowError:
        return math.inf


@function(
    _WORTH,
    *((f"1.5{unit}",) for unit in WORTHS),
    *((text,) for text in ("", "Gi", "1 Gi", "-1", "1e3", "1.2.3", "1" * 300, "5.", "1u")),
)
def quantity(text: Quantity) -> Amount:
    """Return what a Kubernetes quantity is worth, to compare it: ``quantity("500m") < 1``.

    See `quantity_at_most` for what a quantity is.
    """
    return _worth(text)


@function(
    f"le ({_WORTH}) ({_WORTH.replace('{0}', '{1}')})",
    *((f"1{unit}", quantity) for unit in WORTHS for quantity in ("1.5Gi", "1M", "100m")),
    *(("1536Mi", "1.5Gi"), ("500m", "0.5"), ("1152921504606846976", "1Ei")),
    *((text, "1m") for text in ("m", "Gi", "1KI", "1 Gi", "-1", "1e3", ".", "1.2.3", "inf")),
    *(("1m", text) for text in ("NaN", "1" * 400, "0x1F", "1_0", ".5", "5.", "1u", "\u0663")),
)
def quantity_at_most(left: Quantity, right: Quantity) -> bool:
    """Return whether one Kubernetes quantity is at most another, as numbers: ``512Mi``, ``2Gi``.

    A quantity is a number, perhaps with a point, and one of the units ``m``, ``k``, ``M``, ``G``,
    ``T``, ``P``, ``E``, ``Ki``, ``Mi``, ``Gi``, ``Ti``, ``Pi`` and ``Ei``, or none. What is no
    quantity counts as 0. Numbers are compared to 53 bits.

    References:
        https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
    """
    return _worth(left) <= _worth(right)
