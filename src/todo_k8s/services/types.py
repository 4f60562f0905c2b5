"""The kinds of value that the models share, each with its bounds."""

from typing import Annotated

from pydantic import Field, StringConstraints

from todo_k8s.helm.fields.removable import RemovableMap
from todo_k8s.helm.fields.types import Format, Instead, ReservedKeys
from todo_k8s.helm.functions import lower, replace_pattern
from todo_k8s.helm.model import Integer, Text

Port = Annotated[Integer, Field(ge=1, le=65535)]
Seconds = Annotated[Integer, Field(ge=1, le=3600)]
SecondsOrZero = Annotated[Integer, Field(ge=0, le=3600)]
Count = Annotated[Integer, Field(ge=1, le=1000)]
CountOrZero = Annotated[Integer, Field(ge=0, le=1000)]
GroupId = Annotated[Integer, Field(ge=0, le=2**31 - 1)]
UserId = Annotated[Integer, Field(ge=1, le=2**31 - 1)]

NO_PODS = "^0%?$"
"""The form of no pods at all, as a number or a percentage."""

DnsLabel = Annotated[
    str,
    Format(
        r"^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)?$",
        "must be at most 63 lower-case letters, digits and dashes, no dash at an end",
    ),
]
"""A name of at most 63 lower-case letters, digits and dashes; or empty."""

ServiceName = Annotated[
    str,
    Format(
        r"^([a-z]([-a-z0-9]{0,61}[a-z0-9])?)?$",
        "must be at most 63 lower-case letters, digits and dashes, and start with a letter",
    ),
]
"""A Service's name: a DNS label that starts with a letter; or empty."""


def _dashed(key: str) -> str:
    """Say how a key is spelled that names of objects are made of."""
    meant = lower(replace_pattern(key, "[_. ]", "-"))
    return f"must be in lower case, with dashes; did you mean {meant}?"


ServiceKey = Annotated[
    str,
    Format(
        r"^[a-z]([-a-z0-9]{0,29}[a-z0-9])?$",
        "must be at most 31 lower-case letters, digits and dashes, and start with a letter",
        near=((r"^[A-Za-z]([-_. A-Za-z0-9]{0,29}[A-Za-z0-9])?$", _dashed),),
    ),
]
"""The name of an entry, such as a further service, that names of objects are made of: at most 31
lower-case letters, digits and dashes, the first one a letter."""

ObjectName = Annotated[
    str,
    StringConstraints(max_length=253),
    Format(
        r"^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)?$",
        "must be the name of an object: lower-case letters, digits, dashes and dots",
    ),
]
"""A Kubernetes object's name: a DNS subdomain; or empty."""

LooseName = Annotated[
    str,
    StringConstraints(max_length=253),
    Format(
        r"^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$",
        "must be the name of an object: lower-case letters, digits, dashes and dots",
    ),
]
"""A name as an object of the cluster may have one; or empty."""

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


def _in_bytes(text: str) -> str:
    """Say what a quantity such as ``256MB`` is called in Kubernetes."""
    return f"is no quantity; did you mean {replace_pattern(text, 'i?[Bb]', 'i')}?"


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

Quantity = Annotated[
    str,
    Format(
        r"^[0-9]{1,15}(\.[0-9]{1,9})?(m|[kMGTPE]|[KMGTPE]i)?$",
        "must be a Kubernetes quantity, such as 250m or 256Mi",
        near=((r"^[0-9]{1,15}(\.[0-9]{1,9})?[KMGTPE]i?[Bb]$", _in_bytes),),
    ),
]
"""A Kubernetes quantity: ``250m``, ``0.5``, ``256Mi``."""

Duration = Annotated[
    str,
    Format(
        r"^([0-9]{1,5}(h|m|s|ms)){1,4}$", "must be a duration, such as 30s, 5m or 1h30m; not 1.5h"
    ),
]
"""A duration in the form of Go, Kubernetes and the Gateway API: ``500ms``, ``30s``, ``1h30m``.

Its text goes into manifests as it is; `seconds` and `milliseconds` are its numbers.
"""

OptionalDuration = Annotated[
    str,
    Format(
        r"^(([0-9]{1,5}(h|m|s|ms)){1,4})?$",
        "must be a duration, such as 30s, 5m or 1h30m; not 1.5h",
    ),
    Instead("must be a duration, such as 60s"),
]
"""A `Duration`, or empty."""

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

_PORT_NAME = r"^[a-z]([-a-z0-9]{0,13}[a-z0-9])?$"
PortName = Annotated[
    str,
    Format(
        _PORT_NAME,
        "must be at most 15 lower-case letters, digits and dashes, and start with a letter",
        near=((r"^[A-Za-z]([-_. A-Za-z0-9]{0,13}[A-Za-z0-9])?$", _dashed),),
    ),
]
"""The name of a port, as a key: at most 15 lower-case letters, digits and dashes."""

PortReference = Annotated[
    str,
    Format(
        _PORT_NAME,
        "must be the name of a port: at most 15 lower-case letters, digits and dashes",
    ),
]
"""The name of a port, where it is meant."""

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
        near=((r"^/[^*]*\*.*$", WILDCARD),),
    ),
]
"""The start of a URL's path, as an Ingress and an HTTPRoute take it: without ``//``, ``/./``,
``/../``, ``%2F`` and ``*``; and not ``/`` alone, which leads to the frontend."""

PLAIN_PATH = rf"^(/|{_PREFIX})$"
"""The form of a path as an Ingress and an HTTPRoute take it; see `PathPrefix`."""


_DIRECTORY = r"^(/[A-Za-z0-9._-]+)+$"


def _from_root(path: str) -> str:
    """Say how a directory is written."""
    return f"must be an absolute path; did you mean /{replace_pattern(path, '^[.]?/|/$', '')}?"


Directory = Annotated[
    str,
    Format(
        _DIRECTORY,
        "must be the absolute path of a directory, such as /data",
        near=((r"^\.?/?[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*/?$", _from_root),),
    ),
]
"""The absolute path of a directory, as a key: what is said of another one shows it."""

MountPath = Annotated[
    str,
    Format(_DIRECTORY, "must be the absolute path of a directory, such as /data"),
]
"""Where a volume is mounted."""

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

_LABEL_WORD = "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?"
LABEL_KEY = f"([a-z0-9]([-a-z0-9.]{{0,251}}[a-z0-9])?/)?{_LABEL_WORD}"
_LABEL_VALUE = f"({_LABEL_WORD})?"
"""The forms of the name of a label, and of its value."""

LabelKey = Annotated[
    str,
    Format(
        f"^{LABEL_KEY}$",
        "must be a name such as tier or example.com/tier: at most 63 letters, digits, '-', '_' and "
        "'.' behind the slash, a letter or digit at both ends",
    ),
]
"""The name of a label, an annotation or a resource, with the domain of whoever defines it."""

LabelValue = Annotated[
    str,
    Format(
        f"^{_LABEL_VALUE}$",
        "must be at most 63 letters, digits, '-', '_' and '.', a letter or digit at both ends",
    ),
]

_VARIABLE = r"([-_A-Za-z]|\.[-_A-Za-z0-9])[-._A-Za-z0-9]{0,253}"
_NAMES_A_VARIABLE = (
    "must be the name of a variable: letters, digits, '_', '-' and '.', no digit at the start"
)

EnvName = Annotated[str, Format(f"^{_VARIABLE}$", _NAMES_A_VARIABLE)]
"""The name of a variable, as every version of Kubernetes takes it: ``LOG_LEVEL``,
``discovery.type``.

References:
    https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/
"""

VariableName = EnvName
"""The name of a variable, as a value."""

OptionalVariableName = Annotated[str, Format(f"^({_VARIABLE})?$", f"{_NAMES_A_VARIABLE}; or empty")]
"""The name of a variable, or empty."""

DataKey = Annotated[
    str,
    Format(
        r"^[-._a-zA-Z0-9]{1,253}$",
        "must be a key of a Secret: at most 253 letters, digits, '-', '_' and '.'",
    ),
]
"""A key of a Secret or ConfigMap."""

_FOR_KEYS = "must be the name of a key in the Secret, not the secret itself"

KeyName = Annotated[str, Format(r"^[-._a-zA-Z0-9]{1,253}$", _FOR_KEYS)]
"""The name of a key of a Secret, where a secret could be typed by mistake."""

OptionalKeyName = Annotated[str, Format(r"^[-._a-zA-Z0-9]{0,253}$", _FOR_KEYS)]
"""The name of a key of a Secret, or empty."""

SysctlName = Annotated[
    str,
    Format(
        r"^[a-z0-9]([-_a-z0-9]*[a-z0-9])?([./][a-z0-9]([-_a-z0-9]*[a-z0-9])?)*$",
        "must be the name of a kernel setting, such as net.core.somaxconn",
    ),
]
"""The name of a kernel setting."""

Labels = Annotated[dict[LabelKey, LabelValue], ReservedKeys(r"^(app\.kubernetes\.io|helm\.sh)/")]
"""Labels of objects; what the chart selects by and Helm's own are refused."""

Annotations = Annotated[dict[LabelKey, Text], ReservedKeys(r"^(checksum|(meta\.)?helm\.sh)/")]
"""Annotations of objects; Helm's, which would make a hook of one, and checksums are refused."""

NodeLabels = dict[LabelKey, LabelValue]
"""Labels that nodes have."""

EnvMap = Annotated[
    dict[
        EnvName,
        Annotated[
            Text,
            Instead(
                "must be a string; quote a number or a boolean, and put a valueFrom into "
                "envValueFrom, such as {secretKeyRef: {name: mail, key: token}} or {fieldRef: "
                "{fieldPath: …}}"
            ),
        ],
    ],
    Instead("must be a map of names to texts, such as {LOG_LEVEL: info}, not a list"),
]
SecretEnvMap = Annotated[
    RemovableMap[
        EnvName,
        Annotated[
            KeyName,
            Instead(
                "must be the name of a key in the chart's Secret; for a key of another Secret set "
                "the variable in envValueFrom: {secretKeyRef: {name: mail, key: token}}"
            ),
        ],
    ],
    Instead("must be a map of names to keys of the Secret, such as {API_KEY: API_KEY}, not a list"),
]
Words = Annotated[
    list[Text],
    Instead("must be a list of words, such as [python, -m, app]; Kubernetes starts no shell"),
]
"""A command, or its arguments."""
