"""Filters of an HTTPRoute, in Kubernetes' own form: what the Gateway API refuses of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from todo_k8s.helm.content import each
from todo_k8s.helm.functions import (
    all_of,
    any_of,
    choose,
    contains,
    equals,
    get_text,
    is_set,
    matches,
    not_,
    size,
    to_json,
)
from todo_k8s.helm.model import Check, KubernetesObject

_Filters = Sequence[KubernetesObject]

_BEFORE_TYPE = {
    "CORS": "cors",
    "ExtensionRef": "extensionRef",
    "ExternalAuth": "externalAuth",
    "RequestHeaderModifier": "requestHeaderModifier",
    "RequestMirror": "requestMirror",
    "RequestRedirect": "requestRedirect",
    "ResponseHeaderModifier": "responseHeaderModifier",
}
"""The field that says what a filter of a type does. ``urlRewrite`` comes after ``type``."""

_TYPES = "^(" + "|".join([*_BEFORE_TYPE, "URLRewrite"]) + ")$"
_BODIES = [rf'"{field}":\{{.*\}},"type":"{kind}"' for kind, field in _BEFORE_TYPE.items()]
_WHOLE = r"^\{(" + "|".join([*_BODIES, r'"type":"URLRewrite","urlRewrite":\{.*\}']) + r")\}$"
"""The JSON of a filter: its keys come in order."""

_ONCE = ("RequestHeaderModifier", "ResponseHeaderModifier", "RequestRedirect", "URLRewrite")
"""The types of which a rule has at most one; that of a path's ``rewrite`` is the last."""

_MOST = 16


def redirects(filters: _Filters) -> bool:
    """Return whether requests are answered with a redirect, so that no service gets them."""
    return _holds(filters, "RequestRedirect")


def _holds(filters: _Filters, type: str) -> bool:
    return contains(to_json(filters), _typed(type))


def _typed(type: str) -> str:
    """Return what the JSON of a filter has, and no text in it, where quotes are escaped."""
    return f'"type":"{type}"'


def are_filters(filters: _Filters, field: str) -> Any:
    """Return the checks that each item is an ``HTTPRouteFilter``: a type, and the field of it.

    Args:
        filters: The filters.
        field: Where they are.

    References:
        https://gateway-api.sigs.k8s.io/reference/spec/#httproutefilter
    """

    def check(index: int, item: KubernetesObject) -> list[Check]:
        kind = get_text(item, "type")
        known = matches(kind, _TYPES)
        whole = all_of(matches(to_json(item), _WHOLE), equals(size(item), 2))
        return [
            Check(
                known,
                "must be a type of the Gateway API: RequestHeaderModifier, ResponseHeaderModifier, "
                "RequestMirror, RequestRedirect, URLRewrite, ExtensionRef, CORS or ExternalAuth",
                f"{field}[{index}].type",
            ),
            Check(
                any_of(not_(known), whole),
                "must have only type and the field of that type, such as requestHeaderModifier of "
                "RequestHeaderModifier; set it, and remove others",
                f"{field}[{index}]",
            ),
        ]

    return each(filters, check)


def once_each(filters: _Filters, field: str) -> list[Check]:
    """Return the checks that a list has no two filters of a type, and none that exclude another.

    Args:
        filters: The filters.
        field: Where they are.

    References:
        https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule
    """
    checks = [
        Check(
            not_(_twice(filters, kind)),
            f"must not have {kind} twice; write both into one, or remove one",
            field,
        )
        for kind in _ONCE
    ]
    both = all_of(redirects(filters), _holds(filters, "URLRewrite"))
    return [
        *checks,
        Check(not_(both), "must not have both RequestRedirect and URLRewrite; remove one", field),
    ]


def _twice(filters: _Filters, type: str) -> bool:
    return matches(to_json(filters), f"{_typed(type)}.*{_typed(type)}")


def fit_together(own: _Filters, common: _Filters, rewrite: str, field: str) -> list[Check]:
    """Return the checks that the filters of a path may stand in one rule with those of all paths.

    Args:
        own: The filters of the path.
        common: The filters of all paths.
        rewrite: What the path is rewritten to, or empty; it makes a URLRewrite.
        field: Where the path's filters are.
    """
    checks = [
        Check(
            not_(all_of(_holds(own, kind), _holds(common, kind))),
            f"must not have {kind}, as gateway.filters has it for all paths; write both into one, "
            "or remove one",
            field,
        )
        for kind in _ONCE
    ]
    rewrites = any_of(_holds(own, "URLRewrite"), _holds(common, "URLRewrite"))
    rewritten = is_set(rewrite)
    return [
        *checks,
        Check(
            not_(all_of(rewritten, rewrites)),
            "must not have URLRewrite beside rewrite, nor may gateway.filters; remove one",
            field,
        ),
        Check(
            not_(
                any_of(
                    all_of(redirects(own), any_of(rewritten, _holds(common, "URLRewrite"))),
                    all_of(redirects(common), any_of(rewritten, _holds(own, "URLRewrite"))),
                )
            ),
            "must not have RequestRedirect and URLRewrite, counting rewrite and gateway.filters; "
            "remove one",
            field,
        ),
        Check(
            size(own) + size(common) + choose(rewritten, 1, 0) <= _MOST,
            f"must be at most {_MOST} with gateway.filters and rewrite; remove some",
            field,
        ),
    ]
