"""Names of variables, and keys of Secrets and ConfigMaps."""

from typing import Annotated

from todo_k8s.helm.fields.removable import RemovableMap
from todo_k8s.helm.fields.types import Format, Instead
from todo_k8s.helm.model import Text

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
