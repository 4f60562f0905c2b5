"""Kubernetes quantities as numbers, and as a reader would write them.

References:
    https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
"""

from __future__ import annotations

from todo_k8s.helm.functions.quantities import quantity

_BINARY = ("", "Ki", "Mi", "Gi", "Ti", "Pi")


def worth(text: str) -> float:
    """Return what a quantity is worth: ``0.5`` of ``500m``; 0 of what is none."""
    return float(str(quantity(text)))


def shown_cpu(cores: float) -> str:
    """Return an amount of CPU: ``250m CPU``, ``2 CPU``."""
    milli = round(cores * 1000)
    return f"{milli // 1000} CPU" if milli % 1000 == 0 else f"{milli}m CPU"


def shown_memory(size: float) -> str:
    """Return an amount of memory in the largest unit with a whole number, or nearly: ``1.5Gi``."""
    step = 0
    while size >= 1024 and step + 1 < len(_BINARY):
        size, step = size / 1024, step + 1
    text = f"{size:.1f}".removesuffix(".0")
    return f"{text}{_BINARY[step]}"
