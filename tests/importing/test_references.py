"""What other objects say of the application's pods, Services and accounts leads to the chart's."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from todo_k8s.importing.imported import Imported, imported
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.sources.documents import documents_in
from todo_k8s.importing.wishes import Wishes
from todo_k8s.todo_chatbot.compiled import compiled_chart
from todo_k8s.todo_chatbot.metadata import RELEASE

APPLICATION = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web, team: blue}}
    spec:
      containers:
        - name: web
          image: example.com/web:1
          ports: [{containerPort: 3000}]
          env: [{name: API_URL, value: "http://api"}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  replicas: 2
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api, team: blue}}
    spec:
      serviceAccountName: api
      containers:
        - {name: api, image: "example.com/api:1", ports: [{name: rest, containerPort: 8000}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: redis}
spec:
  selector: {matchLabels: {app: redis}}
  template:
    metadata: {labels: {app: redis, team: blue}}
    spec: {containers: [{name: redis, image: "redis:8"}]}
---
apiVersion: v1
kind: Service
metadata: {name: web, labels: {app: web}}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: 3000}]}
---
apiVersion: v1
kind: Service
metadata: {name: api, labels: {app: api}}
spec: {selector: {app: api}, ports: [{name: web, port: 80, targetPort: rest}]}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: api}
"""
LABELS = {"app.kubernetes.io/name": "todo-chatbot", "app.kubernetes.io/instance": "todo"}
COMPONENT = "app.kubernetes.io/component"
WEB, API = ({**LABELS, COMPONENT: each} for each in ("frontend", "backend"))
BOTH = {
    "matchLabels": LABELS,
    "matchExpressions": [{"key": COMPONENT, "operator": "In", "values": ["frontend", "backend"]}],
}


def found(more: str, application: str = APPLICATION) -> Imported:
    """Return the import of the application and of something beside it."""
    documents = documents_in(f"{application}---\n{more}".encode(), "in.yaml")
    return imported(compiled_chart(), documents, Wishes(), Notes(), RELEASE)


def carried(kind: str, spec: str) -> tuple[Any, Imported]:
    """Return what an object's spec is in `extraObjects`."""
    made = found(f"apiVersion: example.com/v1\nkind: {kind}\nmetadata: {{name: x}}\nspec: {spec}\n")
    (extra,) = made.values["extraObjects"]
    return extra["spec"], made


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ("{matchLabels: {app: api}}", {"matchLabels": API}),
        ("{matchExpressions: [{key: app, operator: In, values: [api]}]}", {"matchLabels": API}),
        ("{matchExpressions: [{key: app, operator: In, values: [web, api]}]}", BOTH),
        ("{app: api}", API),
        ("{labels: {app: web}}", {"labels": WEB}),
        ("{matchLabels: {app: redis}}", {"matchLabels": {"app": "redis"}}),
        ("{matchLabels: {team: blue}}", {"matchLabels": {"team": "blue"}}),
        ("{matchLabels: {app: other}}", {"matchLabels": {"app": "other"}}),
        ("{}", {}),
    ],
)
def test_selectors_are_of_the_same_pods(selector: str, expected: object) -> None:
    """Labels that pods keep are selected as before, and those of others too."""
    spec, made = carried("Policy", f"{{selector: {selector}}}")
    assert spec == {"selector": expected}
    assert not [line for line in made.notes.to_do if "Policy x" in line]


def test_a_selector_that_has_no_equal_is_told() -> None:
    """Pods of the chart get other labels, and a server beside it keeps its own."""
    selector = "{matchExpressions: [{key: app, operator: Exists}]}"
    spec, made = carried("Policy", f"{{selector: {selector}}}")
    assert spec == {"selector": yaml.safe_load(selector)}
    assert (
        "correct Policy x: the selector app selects both the chart's pods, whose labels change, "
        "and other pods"
    ) in made.notes.to_do


@pytest.mark.parametrize(
    ("kind", "spec", "expected"),
    [
        (
            "VerticalPodAutoscaler",
            {"targetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "api"}},
            {"targetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "NEW-backend"}},
        ),
        (
            "ScaledObject",
            {"scaleTargetRef": {"name": "web"}},
            {"scaleTargetRef": {"name": "NEW-frontend", "kind": "Deployment"}},
        ),
        ("DestinationRule", {"host": "api"}, {"host": "NEW-backend"}),
        ("VirtualService", {"hosts": ["api", "a.org"]}, {"hosts": ["NEW-backend", "a.org"]}),
        (
            "AuthorizationPolicy",
            {"principals": ["cluster.local/ns/todo/sa/api"]},
            {"principals": ["cluster.local/ns/todo/sa/NEW-backend"]},
        ),
        ("Policy", {"namespaceSelector": {"matchLabels": {"app": "api"}}}, None),
        ("PersistentVolumeClaim", {"selector": {"matchLabels": {"app": "api"}}}, None),
        ("Policy", {"targetRef": {"kind": "Deployment", "name": "other"}}, None),
    ],
)
def test_names_are_those_of_the_chart(kind: str, spec: Any, expected: Any) -> None:
    """Of workloads, Services and accounts; what is of others stays."""
    new = yaml.safe_load(yaml.safe_dump(expected).replace("NEW", "todo-todo-chatbot"))
    assert carried(kind, yaml.safe_dump(spec, default_flow_style=True))[0] == (new or spec)


def test_affinities_are_to_the_same_pods() -> None:
    """To one that no pod has the labels of, a required affinity would keep pods from running."""
    term = {"topologyKey": "zone", "labelSelector": {"matchLabels": {"app": "web"}}}
    required = {"requiredDuringSchedulingIgnoredDuringExecution": [term]}
    application = APPLICATION.replace(
        "serviceAccountName: api", f"affinity: {{podAffinity: {required}}}"
    )
    affinity = found("", application).values["backend"]["affinity"]
    (after,) = affinity["podAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"]
    assert after == {"topologyKey": "zone", "labelSelector": {"matchLabels": WEB}}


def test_pods_are_spread_as_before() -> None:
    """The chart has values for it; what they cannot say is told."""
    spread = """topologySpreadConstraints:
        - topologyKey: zone
          maxSkew: 2
          whenUnsatisfiable: DoNotSchedule
          labelSelector: {matchLabels: {app: api}}
        - topologyKey: rack
          maxSkew: 3
          minDomains: 2
          whenUnsatisfiable: ScheduleAnyway
          labelSelector: {matchLabels: {app: api}}
        - topologyKey: host
          maxSkew: 1
          whenUnsatisfiable: ScheduleAnyway
          labelSelector: {matchLabels: {app: web}}
        - topologyKey: room
          whenUnsatisfiable: ScheduleAnyway"""
    made = found("", APPLICATION.replace("serviceAccountName: api", spread))
    assert made.values["backend"]["topologySpread"] == {
        "keys": ["zone", "rack"],
        "maxSkew": 2,
        "strict": True,
        "strictKeys": ["zone"],
    }
    where = "Deployment api: topologySpreadConstraints"
    assert [line for line in made.notes.not_carried if line.startswith(where)] == [
        f"{where}.host is about other pods",
        f"{where}.room has no labelSelector",
        f"{where}.rack.maxSkew is 2, as of the first",
        f"{where}.rack.minDomains is not reproduced",
    ]


def test_a_monitor_of_the_main_port_is_a_value() -> None:
    """With the labels by which a Prometheus finds it; who asks is to be let in."""
    made = found("""
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: {name: api, labels: {app: api, release: prometheus}}
spec:
  selector: {matchLabels: {app: api}}
  endpoints: [{port: web, interval: 15s, path: /stats}]
""")
    assert made.values["monitoring"]["serviceMonitor"] == {
        "enabled": True,
        "paths": {"backend": "/stats"},
        "interval": "15s",
        "labels": {"release": "prometheus"},
    }
    (line,) = (each for each in made.notes.to_do if "Prometheus" in each)
    assert line.startswith("let Prometheus in by networkPolicy.backendFrom")


def test_other_monitors_name_the_ports_of_the_chart() -> None:
    """They are carried."""
    made = found("""
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: {name: api}
spec:
  selector: {matchLabels: {app: api}}
  endpoints: [{port: web, honorLabels: true}]
---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: {name: api}
spec:
  selector: {matchLabels: {app: api}}
  podMetricsEndpoints: [{port: rest}]
""")
    services, pods = (each["spec"] for each in made.values["extraObjects"])
    assert services["endpoints"] == [{"port": "http", "honorLabels": True}]
    assert pods["podMetricsEndpoints"] == [{"port": "http"}]
    assert services["selector"] == pods["selector"] == {"matchLabels": API}


def test_a_policy_of_a_server_beside_lets_in_the_same_pods() -> None:
    """It is no policy of the chart's pods, so it is carried."""
    made = found("""
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: redis}
spec:
  podSelector: {matchLabels: {app: redis}}
  ingress: [{from: [{podSelector: {matchLabels: {app: api}}}]}]
""")
    (policy,) = made.values["extraObjects"]
    assert policy["spec"]["podSelector"] == {"matchLabels": {"app": "redis"}}
    assert policy["spec"]["ingress"] == [{"from": [{"podSelector": {"matchLabels": API}}]}]


def test_an_account_with_roles_is_kept() -> None:
    """The default one too: the roles are not those of the chart's own accounts."""
    application = APPLICATION.replace("serviceAccountName: api", "serviceAccountName: default")
    made = found(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: reads}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reads}
subjects: [{kind: ServiceAccount, name: default}]
""",
        application,
    )
    account = {"create": False, "automountToken": True}  # the default one, which is there already
    assert made.values["backend"]["serviceAccount"] == account
    assert made.values["frontend"]["serviceAccount"] == account


def test_the_url_of_the_backend_is_the_same_with_its_port() -> None:
    """Without a port it is that of HTTP, which the chart writes down."""
    made = found("")
    assert made.values["frontend"]["backendUrlEnv"] == "API_URL"
    assert not [line for line in made.notes.not_carried if "API_URL" in line]
