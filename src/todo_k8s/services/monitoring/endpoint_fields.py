"""Which fields of an endpoint a ServiceMonitor passes on, and which value sets each other one."""

from todo_k8s.services.kubernetes_fields import Fields

ENDPOINT = Fields(
    "Endpoint",
    passed_on=(
        *("authorization", "basicAuth", "bearerTokenFile", "bearerTokenSecret", "enableHttp2"),
        *("filterRunning", "followRedirects", "honorLabels", "honorTimestamps"),
        *("metricRelabelings", "noProxy", "oauth2", "params", "proxyConnectHeader"),
        *("proxyFromEnvironment", "proxyUrl", "relabelings", "scheme", "tlsConfig"),
        "trackTimestampsStaleness",
    ),
    taken={
        "interval": "interval",
        "path": "path",
        "port": "ports",
        "scrapeTimeout": "scrapeTimeout",
        "targetPort": "ports",
    },
    versions="monitoring.coreos.com/v1",
)
"""Of a ServiceMonitor.

References:
    https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.Endpoint
"""
