"""Names of objects, ports, labels, directories and settings."""

from typing import Annotated

from pydantic import StringConstraints

from todo_k8s.helm.fields.types import Format, Instead, ReservedKeys
from todo_k8s.helm.functions import lower, replace_pattern
from todo_k8s.helm.model import Text

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

StorageClass = Annotated[
    str,
    StringConstraints(max_length=253),
    Format(
        r"^(-|[a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$",
        "must be the name of a StorageClass, - for none, or empty for the cluster's default",
    ),
]
"""The name of a StorageClass, empty for the default one, or ``-`` for none."""

LooseName = Annotated[
    str,
    StringConstraints(max_length=253),
    Format(
        r"^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$",
        "must be the name of an object: lower-case letters, digits, dashes and dots",
    ),
]
"""A name as an object of the cluster may have one; or empty."""

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

OptionalPort = Annotated[
    str,
    Format(
        _PORT_NAME.replace("^", "^(").replace("$", ")?$"),
        "must be the name of a port: at most 15 lower-case letters, digits and dashes",
    ),
]
"""A `PortReference`, or empty."""

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

Words = Annotated[
    list[Text],
    Instead("must be a list of words, such as [python, -m, app]; Kubernetes starts no shell"),
]
"""A command, or its arguments."""
