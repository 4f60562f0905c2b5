"""Hosts, paths, URLs, headers, protocols and blocks of addresses."""

from typing import Annotated

from pydantic import StringConstraints

from todo_k8s.helm.fields.types import Format

_HOST = r"([a-z0-9]([-a-z0-9]*[a-z0-9])?\.)*([0-9][-0-9]*)?[a-z]([-a-z0-9]*[a-z0-9])?"
"""The last part has a letter: Kubernetes takes no IP address for a host."""

_ADDRESS = r"^[0-9]{1,3}(\.[0-9]{1,3}){3}$"


def _no_address(_host: str) -> str:
    """Say that a host needs a name."""
    return "is an IP address, which Kubernetes refuses as a host; use a name"


def _no_address_but_all(_host: str) -> str:
    """Say what stands for hosts without a name."""
    return "is an IP address, which Kubernetes refuses as a host; use a name, or * for every host"


HostName = Annotated[
    str,
    StringConstraints(max_length=253),
    Format(
        rf"^(\*\.)?{_HOST}$",
        "must be a host name in lower case, such as www.example.com",
        near=((_ADDRESS, _no_address),),
    ),
]
"""A host name, which may start with ``*.``."""

RouteHost = Annotated[
    str,
    StringConstraints(max_length=253),
    Format(
        rf"^(\*|(\*\.)?{_HOST})$",
        "must be a host name in lower case, such as www.example.com, or * for every host",
        near=((_ADDRESS, _no_address_but_all),),
    ),
]
"""A host name, or ``*`` for every host."""

HttpPath = Annotated[
    str,
    StringConstraints(max_length=1024),
    Format(
        r"^/[-A-Za-z0-9._~!$&'()*+,;=:@%/]*$",
        "must be a path in ASCII that starts with /, without a query",
    ),
]
"""A URL's path, in ASCII: engines differ on which other characters are white space."""

RoutedPath = Annotated[
    str,
    StringConstraints(max_length=1024),
    Format("^/[!-~]*$", "must be a path in ASCII that starts with /, such as /ws"),
]
"""A path of a route, of any type."""

HeaderName = Annotated[
    str,
    Format(
        r"^[-A-Za-z0-9]{1,100}$",
        "must be the name of a header, such as X-Probe: letters, digits and dashes",
    ),
]
"""The name of an HTTP header."""

AppProtocol = Annotated[
    str,
    StringConstraints(max_length=317),
    Format(
        r"^(([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*/)?"
        r"[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$",
        "must be a protocol such as grpc, or with a domain, such as kubernetes.io/h2c",
    ),
]
"""The protocol of a port: a name of IANA's, or one with a domain; or empty.

References:
    https://kubernetes.io/docs/concepts/services-networking/service/#application-protocol
"""

WILDCARD = (
    "has a *, which would stand for itself; a prefix leads all paths below it, so leave it out"
)
_LETTER = r"([-A-Za-z0-9_~!$&'()+,;=:@]|%([013-9A-Fa-f][0-9A-Fa-f]|2[0-9A-Ea-e]))"
_PREFIX = rf"(/(\.*{_LETTER}({_LETTER}|\.)*|\.{{3,}}))+/?"
PathPrefix = Annotated[
    str,
    StringConstraints(max_length=1024),
    Format(
        rf"^{_PREFIX}$",
        "must be the start of a path, such as /api: without //, /./, /../ and %2F, and not / alone",
        near=(
            (r"^/$", "is all of a host; write it into paths, as in [{path: /}]"),
            (r"^/[^*]*\*.*$", WILDCARD),
        ),
    ),
]
"""The start of a URL's path, as an Ingress and an HTTPRoute take it: without ``//``, ``/./``,
``/../``, ``%2F`` and ``*``; and not ``/`` alone, which leads to the frontend."""

PLAIN_PATH = rf"^(/|{_PREFIX})$"
"""The form of a path as an Ingress and an HTTPRoute take it; see `PathPrefix`."""

Origin = Annotated[
    str,
    Format(
        r"^(https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?)?$",
        "must be scheme, host and port, such as https://www.example.com; no path, no password",
        near=(
            (r"^[A-Za-z0-9.-]+(:[0-9]{1,5})?$", "needs a scheme, as in https://todo.example.com"),
        ),
    ),
]
"""Scheme, host and port of a URL, without a path; or empty."""

HttpUrl = Annotated[
    str,
    StringConstraints(max_length=1024),
    Format(
        r"^(https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[-A-Za-z0-9._~!$&'()*+,;=:@%/]*)?)?$",
        "must be a URL such as https://llm.example.com/v1; no query, no password",
    ),
]
"""An absolute URL without credentials and query; or empty."""

_OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_IPV4 = rf"{_OCTET}(\.{_OCTET}){{3}}/(3[0-2]|[12]?[0-9])"
_HEX = "[0-9A-Fa-f]{1,4}"
_SHORTENED = "|".join(
    f"({_HEX}:){{1,{before}}}(:{_HEX}){{1,{7 - before}}}" for before in range(1, 7)
)
_IPV6 = rf"(({_HEX}:){{7}}{_HEX}|({_HEX}:){{1,7}}:|:(:{_HEX}){{1,7}}|::|{_SHORTENED})"
_IPV6_BLOCK = f"{_IPV6}/(12[0-8]|1[01][0-9]|[1-9]?[0-9])"
_ADDRESS_BLOCK = f"({_IPV4}|{_IPV6_BLOCK})"
"""The form of a block of addresses."""

Cidr = Annotated[
    str,
    Format(f"^{_ADDRESS_BLOCK}$", "must be a block of addresses, such as 203.0.113.0/24"),
]
"""A block of addresses: ``203.0.113.0/24``, ``2001:db8::/32``."""
