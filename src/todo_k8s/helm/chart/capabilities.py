"""What a chart may ask of the cluster that it is installed on."""

from __future__ import annotations

import re
from collections.abc import Collection
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, NoReturn, cast

from todo_k8s.errors import ExpressionError, ValuesError
from todo_k8s.helm.chart.forms import KUBE_VERSION
from todo_k8s.helm.functions.cluster import kube_at_least
from todo_k8s.helm.functions.maps import includes
from todo_k8s.helm.symbolic.expressions import Ref
from todo_k8s.helm.symbolic.text_tokens import StrToken
from todo_k8s.helm.symbolic.tokens import ListToken
from todo_k8s.helm.symbolic.types import Type

_GIVEN = re.compile(r"(?:[a-z0-9.-]{1,253}/)?v[a-z0-9]{1,62}(?:/[A-Za-z0-9]{1,63})?", re.ASCII)
_ASKED = re.compile(r"([a-z0-9.-]{1,253})/v[a-z0-9]{1,62}(?:/[A-Za-z0-9]{1,63})?", re.ASCII)
_MINOR = re.compile(r"(?:0|[1-9][0-9]{0,4})\.(?:0|[1-9][0-9]{0,4})", re.ASCII)
_BUILT_IN = re.compile(
    "(?:admissionregistration|apiextensions|authentication|authorization|certificates|coordination|"
    "discovery|events|flowcontrol[.]apiserver|internal[.]apiserver|networking|node|"
    "rbac[.]authorization|resource|scheduling|storage|storagemigration)[.]k8s[.]io|[^.]+"
)
"""The groups that every `helm template` says are there, in versions that depend on Helm."""


@dataclass(frozen=True)
class Capabilities:
    """What Helm knows of a cluster: ``.Capabilities``.

    Without a cluster each Helm assumes a version of Kubernetes: Helm 3.17 1.32.0, and Helm 4.2 the
    default here. Give both sides the same where a chart asks: ``helm template --kube-version
    --api-versions``. `helm install` asks the cluster.

    Args:
        kube_version: The version of Kubernetes, such as ``1.33.0`` or ``v1.31.2-gke.100``.
        api_versions: The APIs that are served besides those of Kubernetes itself, each as
            ``group/version`` or ``group/version/Kind``.

    Raises:
        ValuesError: If Helm cannot read the version, or an API is written in another way.
    """

    kube_version: str = "1.36.0"
    api_versions: Collection[str] = frozenset()

    def __post_init__(self) -> None:
        faults: list[str] = []
        if not KUBE_VERSION.fits(self.kube_version):
            faults.append(f"capabilities.kube_version: {KUBE_VERSION.rule}")
        given: Any = self.api_versions
        apis: list[Any] = [*given] if isinstance(given, list | tuple | set | frozenset) else [None]
        if not all(isinstance(api, str) and _GIVEN.fullmatch(api) for api in apis):
            faults.append(
                "capabilities.api_versions: must be a list or set of APIs, such as "
                "gateway.networking.k8s.io/v1 or gateway.networking.k8s.io/v1/HTTPRoute"
            )
        if faults:
            raise ValuesError(*faults)
        object.__setattr__(self, "api_versions", frozenset(apis))

    def has(self, api: str) -> bool:
        """Return whether the cluster serves an API; in templates ``.APIVersions.Has``.

        Args:
            api: A literal, as ``group/version`` or ``group/version/Kind``. `helm template` knows
                the latter only if it is told so too.

        Raises:
            ExpressionError: If it is none, or an API of Kubernetes itself: `helm template` would
                say that it is there, whatever the version.
        """
        _check_api(api)
        return api in self.api_versions

    def kube_version_at_least(self, minimum: str) -> bool:
        """Return whether Kubernetes is of a version or a newer one, pre-releases included.

        ``v1.31.2-gke.100`` and ``v1.31.0-alpha.1`` are at least ``1.31``.

        Args:
            minimum: A literal, as ``major.minor``.

        Raises:
            ExpressionError: If it is written in another way.
        """
        return kube_at_least(self.kube_version, _range(minimum))


def _check_api(api: object) -> None:
    found = _ASKED.fullmatch(api) if type(api) is str else None
    if found is None:
        raise ExpressionError(
            "capabilities.has() takes a literal group/version or group/version/Kind, such as "
            "gateway.networking.k8s.io/v1"
        )
    if _BUILT_IN.fullmatch(found[1]):
        raise ExpressionError(
            f"capabilities.has(): {found[1]} is a group of Kubernetes itself, which helm template "
            "takes for served in versions that differ by Helm; ask kube_version_at_least()"
        )


def _range(minimum: object) -> str:
    if type(minimum) is not str or not _MINOR.fullmatch(minimum):
        raise ExpressionError(
            "capabilities.kube_version_at_least() takes a literal major.minor, such as 1.31"
        )
    return f">={minimum}-0"


DEFAULT = Capabilities()
"""The cluster that is rendered for where none is given."""

_API_VERSIONS = Ref("list", ("Capabilities", "APIVersions"), typed=Type("list", Type("str")))
_KUBE_VERSION = Ref("str", ("Capabilities", "KubeVersion", "Version"))


class SymbolicCapabilities(Capabilities):
    """The cluster that is known at install: it answers questions only, and notes them.

    Attributes:
        apis: The APIs that were asked for.
        minimums: The versions of Kubernetes that were asked for.
    """

    def __init__(self) -> None:
        vars(self).update(apis=set[str](), minimums=set[str]())

    apis: set[str]
    minimums: set[str]

    def has(self, api: str) -> bool:
        """Return the token of the answer."""
        _check_api(api)
        self.apis.add(api)
        return includes(cast("Any", ListToken(_API_VERSIONS)), api)

    def kube_version_at_least(self, minimum: str) -> bool:
        """Return the token of the answer."""
        bound = _range(minimum)
        self.minimums.add(minimum)
        return kube_at_least(StrToken(_KUBE_VERSION), bound)

    def __getattribute__(self, name: str) -> Any:
        """Refuse what only a known cluster has."""
        if name in ("kube_version", "api_versions"):
            _refuse(name)
        return super().__getattribute__(name)

    def __repr__(self) -> str:
        return "<the capabilities of the cluster, known only at install>"

    def __eq__(self, other: object) -> bool:
        _refuse("==")

    def __hash__(self) -> int:  # noqa: PLE0309  # as of tokens
        _refuse("hash()")


def _refuse(name: str) -> NoReturn:
    raise ExpressionError(
        f"capabilities: {name} is known only at install; ask has() or kube_version_at_least()"
    )


current_capabilities: ContextVar[Capabilities | None] = ContextVar("capabilities", default=None)
