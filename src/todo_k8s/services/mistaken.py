"""What is said of Kubernetes' own fields that the chart sets itself, or has under other names.

A key that is like another one, or has its name elsewhere, would be sent there: these are told where
they belong, or that nobody may set them.
"""

from collections.abc import Mapping

_ITSELF = "the chart sets it itself; remove it"
_NAMED = "the chart names its objects, see nameOverride and fullnameOverride at the top; remove it"
_INSIDE = (
    "its Service is for the cluster only; lead users to it by paths of ingress or gateway at the "
    "top, and remove this"
)
_ONE_POD = "a run has one pod; remove it"
_BESIDE = "put what runs beside the job into %sinitContainers, with restartPolicy: Always"
_MAIN = "image, command, args and the like are set beside it; put further containers into %s"

OF_OBJECTS: Mapping[str, str] = {
    "name": _NAMED,
    "namespace": "all objects are in the namespace of the release; remove it",
}
"""In a section that stands for objects."""

_OF_PODS: Mapping[str, str] = {
    **OF_OBJECTS,
    **dict.fromkeys(("enableServiceLinks", "ephemeralContainers", "selector"), _ITSELF),
    "template": "what is in it is set beside it, such as image and env; see also %spodSpec",
}

INSIDE: Mapping[str, str] = dict.fromkeys(
    (
        *("allocateLoadBalancerNodePorts", "externalIPs", "externalName", "externalTrafficPolicy"),
        *("healthCheckNodePort", "loadBalancerClass", "loadBalancerIP"),
        *("loadBalancerSourceRanges", "nodePort", "type"),
    ),
    _INSIDE,
)
"""In a service that is reached inside the cluster only."""

OF_SERVICES: Mapping[str, str] = {
    **_OF_PODS,
    "activeDeadlineSeconds": "Kubernetes takes none in a Deployment; remove it",
    "automountServiceAccountToken": "serviceAccount.automountToken",
    "containerPort": "port",
    **dict.fromkeys(("containerPorts", "ports"), "set %sport, and further ones in %sextraPorts"),
    "containers": f"{_MAIN}sidecars",
    "envVars": "env",
    "environment": "env",
    "extraContainers": "sidecars",
    "extraEnv": "env",
    "extraEnvVars": "put it into %senv, a map of names to texts",
    "hpa": "autoscaling",
    "labels": "podLabels",
    "livenessProbe": "probes.liveness",
    **dict.fromkeys(
        ("nodeAffinityPreset", "podAffinityPreset", "podAntiAffinityPreset"), "affinity"
    ),
    "pdb": "podDisruptionBudget",
    "pvc": "persistence",
    "readinessProbe": "probes.readiness",
    "restartPolicy": "the pods of a Deployment are always restarted; remove it",
    "serviceAccountName": "serviceAccount.name",
    "startupProbe": "probes.startup",
}
"""In a service."""

OF_CRON_JOBS: Mapping[str, str] = {
    **_OF_PODS,
    "containers": f"{_MAIN}initContainers, with restartPolicy: Always",
    "extraContainers": _BESIDE,
    "jobTemplate": "what is in it is set beside it, such as image and backoffLimit",
    "restartPolicy": "a run that has failed is tried again in a new pod, as often as "
    "%sbackoffLimit says; remove it",
    "sidecars": _BESIDE,
}
"""In a job that runs at certain times."""

_OF_THE_BACKEND = (
    *("affinity", "env", "envValueFrom", "extraEnvFrom", "extraVolumeMounts", "extraVolumes"),
    *("nodeSelector", "podSecurityContext", "podSpec", "priorityClassName", "secretEnv"),
    *("secretFiles", "securityContext", "tolerations", "writablePaths"),
)
"""What the migration has of the backend, under the same name."""

_OF_ITS_POD = ("hostAliases", "hostname", "hostnameOverride", "readinessGates", "resourceClaims")

OF_MIGRATIONS: Mapping[str, str] = {
    **OF_OBJECTS,
    **dict.fromkeys(("completions", "parallelism"), _ONE_POD),
    **{name: f"the migration has that of backend.{name}; set it there" for name in _OF_THE_BACKEND},
    **dict.fromkeys(_OF_ITS_POD, "the migration has that of backend.podSpec; set it there"),
    "automountServiceAccountToken": "no token is mounted; remove it",
    "backoffLimit": "retries",
    "containers": f"{_MAIN}initContainers, with restartPolicy: Always",
    "envFrom": "the migration has that of backend.extraEnvFrom; set it there",
    "ephemeralContainers": _ITSELF,
    "labels": "podLabels",
    "restartPolicy": "a migration that has failed is tried again in a new pod, as often as "
    "%sretries says; remove it",
    "sidecars": "put what runs beside the migration into initContainers, with restartPolicy: "
    "Always; the Job would not end before a container that does not",
    "terminationGracePeriodSeconds": "the pods of a Job have Kubernetes' own; remove it",
    "volumeMounts": "the migration has those of backend.extraVolumeMounts; set them there",
    "volumes": "the migration has those of backend.extraVolumes; set them there",
}
"""In the migration of the database."""

_WHO = (
    "who may reach a service is in %sbackendFrom and %sfrontendFrom, and in extraFrom of a further "
    "service"
)
_MADE = (
    "the chart makes the policies; peers go into %sbackendFrom and %sfrontendFrom, rules into "
    "%sextraEgress"
)

OF_POLICIES: Mapping[str, str] = {
    **OF_OBJECTS,
    **dict.fromkeys(("allowExternal", "extraIngress", "from", "ingress"), _WHO),
    **dict.fromkeys(("namespaceSelector", "podSelector", "policyTypes", "ports", "to"), _MADE),
}
"""In what policies let through."""

OF_SERVICE_POLICIES: Mapping[str, str] = {
    **OF_OBJECTS,
    **dict.fromkeys(("from", "ingress"), "extraFrom"),
    **dict.fromkeys(("egress", "to"), "extraEgress"),
    **dict.fromkeys(
        ("namespaceSelector", "podSelector", "policyTypes", "ports"),
        "the chart makes the policy; peers go into %sextraFrom, rules into %sextraEgress",
    ),
}
"""In what the policy of a further service lets through."""

OF_INGRESS: Mapping[str, str] = {
    **OF_OBJECTS,
    "backend": "a service is named by the items of %spaths, as service",
    "defaultBackend": "what no path leads elsewhere goes to the frontend; remove it",
    "path": "further paths are items of %spaths",
    "pathType": "it belongs to the items of %spaths, as type",
    "rules": "set %shosts, and further paths in %spaths",
}
"""In the Ingress."""

OF_PATHS: Mapping[str, str] = {
    "backend": "a service is named by %sservice, and another port of it by %sport",
    "pathType": "type",
}
"""In a path of the Ingress or the HTTPRoute."""
