"""The flags and questions of `init`, and which flag gives what the values lack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from todo_k8s.importing.initial import MODES, PRESETS, PROVIDERS

QUESTIONS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("host", "Host name that users open; empty for a LoadBalancer without one", "", ()),
    ("ingress_class", "IngressClass; empty for the cluster's default", "", ()),
    ("tls_secret", "Secret with the host's certificate; empty for none", "", ()),
    ("frontend_image", "Image of the frontend", "todo-frontend:1.0", ()),
    ("frontend_preset", "What the frontend's image is", "nextjs", PRESETS),
    ("backend_image", "Image of the backend", "todo-backend:1.0", ()),
    ("preset", "What the backend's image is", "uvicorn", PRESETS),
    ("ai_provider", "Whose AI API the backend asks", "gemini", PROVIDERS),
    ("secrets", "Where credentials come from", "existing", MODES),
    ("secret_name", "Name of the Secret, or of the store", "", ()),
)
CHOICES: Mapping[str, tuple[str, ...]] = {
    "secrets": MODES,
    "preset": PRESETS,
    "frontend_preset": PRESETS,
    "ai_provider": PROVIDERS,
}
HELP = {
    "host": "the host name that users open",
    "frontend_image": "the image of the frontend",
    "backend_image": "the image of the backend",
    "frontend_preset": "what the frontend's image is",
    "preset": "what the backend's image is",
    "secrets": "where the credentials come from",
    "secret_name": "the existing Secret, or the store of --secrets external",
    "ingress_class": "the IngressClass",
    "tls_secret": "the Secret with the certificate of the host",
    "gateway": "a Gateway in place of an Ingress: NAME or NAMESPACE/NAME",
    "ai_provider": "whose AI API is asked",
}
_NEEDED: dict[str, tuple[str, str]] = {
    "ingress.hosts": (
        "host",
        (
            "an Ingress needs the host name that users open; add --host NAME, or "
            "--set ingress.hosts='{*}' for every host"
        ),
    ),
    "secrets.externalSecret.storeName": (
        "secret_name",
        "the mode external needs the store that has the credentials; add --secret-name NAME",
    ),
    "secrets.values": (
        "secrets_file",
        (
            "the mode values needs the credentials; write them as secrets.values into a values "
            "file of their own, which is read and not copied, and add --secrets-file FILE"
        ),
    ),
}
"""The flag that gives what a fault asks for, by where the fault is."""

_GIVES: dict[str, str] = {
    "auth.url": "host",
    "backend.image": "backend_image",
    "frontend.image": "frontend_image",
    "gateway.hostnames": "host",
    "gateway.parentRefs": "gateway",
    "ingress.className": "ingress_class",
    "ingress.hosts": "host",
    "ingress.tlsSecretName": "tls_secret",
    "secrets.existingSecret": "secret_name",
    "secrets.externalSecret.storeName": "secret_name",
}
"""The flag that a value comes from."""

_IMAGE = (
    "must be an image's name in lower case, such as ghcr.io/acme/web:1.2: its tag, its digest or "
    "both may follow, and no credentials are before it"
)
_FORMS = {
    "backend.image.repository": _IMAGE,
    "frontend.image.repository": _IMAGE,
    "gateway.parentRefs": (
        "must be NAME or NAMESPACE/NAME, of lower-case letters, digits and dashes"
    ),
}
"""What is said of a flag that is taken apart, in place of what is said of a part of it."""

_WITHOUT_EFFECT: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    ("ingress_class", "gateway", (), "there is no Ingress beside a Gateway"),
    ("tls_secret", "gateway", (), "the listener of the Gateway names its certificate"),
    ("secret_name", "secrets", ("values",), "the chart names the Secret that it makes"),
    ("secrets_file", "secrets", ("existing", "external"), "the chart makes no Secret"),
)
"""Flags that another flag leaves without effect, for these values of it or any, and why."""


def idle_flags(given: Mapping[str, Any]) -> list[str]:
    """Return a line for each flag that would have no effect beside another one.

    Args:
        given: What the flags are, by their names; empty if one is not given.
    """
    return [
        f"{_flag(flag)}: has no effect with {_flag(other)}{f' {given[other]}' if choices else ''}, "
        f"as {reason}; leave out one of the two"
        for flag, other, choices, reason in _WITHOUT_EFFECT
        if given[flag] and given[other] and (not choices or given[other] in choices)
    ]


def missing_flags(faults: Iterable[str], given: Mapping[str, Any]) -> list[str]:
    """Return a line for each flag that is missing, then the other faults; none if none is missing.

    Args:
        faults: What is wrong with the values, a line each.
        given: What the flags and answers are, by the name of the flag; empty if it is not given.
    """
    wanted: dict[str, str] = {}
    others: list[str] = []
    for line in faults:
        flag, text = _needed(line.partition(": ")[0])
        if flag and not given[flag]:
            wanted[flag] = f"{_flag(flag)}: {text}"
        else:
            others.append(line)
    return [*wanted.values(), *others] if wanted else []


def wrong_flags(faults: Iterable[str], given: Mapping[str, Any]) -> list[str]:
    """Return a line for each flag that is refused, then the other faults; none if none is.

    Args:
        faults: What is wrong with the values, a line each.
        given: What the flags and answers are, by the name of the flag; empty if it is not given.
    """
    wrong: dict[str, str] = {}
    others: list[str] = []
    for line in faults:
        path, _, text = line.partition(": ")
        flag = next((flag for start, flag in _GIVES.items() if _is_in(path, start)), "")
        if not flag or not given[flag]:
            others.append(line)
        elif path != "auth.url" or flag not in wrong:  # a host gives a URL too
            wrong[flag] = f"{_flag(flag)}: {_form(path) or text}"
    return [*wrong.values(), *others] if wrong else []


def of_answer(line: str) -> str:
    """Return what is said of an answer, in place of a line that is said of a part of it."""
    path = line.partition(": ")[0]
    return f"{path}: {form}" if (form := _form(path)) else line


def _is_in(path: str, start: str) -> bool:
    return path == start or path.startswith((f"{start}.", f"{start}["))


def _form(path: str) -> str:
    """Return what a flag must be from which a part is refused; nothing if the part says it."""
    return next((form for start, form in _FORMS.items() if _is_in(path, start)), "")


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _needed(path: str) -> tuple[str, str]:
    """Return the flag that gives what is missing at a path, and what is said of it."""
    for start, found in _NEEDED.items():
        if _is_in(path, start):
            return found
    return "", ""
