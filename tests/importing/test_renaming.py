"""Old names of Services in commands, variables and files become those of the chart, or are told."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from tests.importing.reading import imported_text
from todo_k8s.importing.foreign.renaming import Renaming

API, WEB = "todo-todo-chatbot-backend", "todo-todo-chatbot-frontend"
RENAMING = Renaming({"api": "NEW", "my-ledger": "LEDGER"}, ("back",))


MANIFESTS = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec:
      initContainers:
        - {name: wait, image: example.com/wait:1, args: ["web:80"]}
      containers:
        - name: api
          image: example.com/api:1
          args: ["--peer", "web:80", "--url=http://web/x", "--host", "web"]
          ports: [{containerPort: 8000}]
          env:
            - {name: NO_PROXY, value: "localhost,web,10.0.0.0/8"}
            - {name: LEDGER, value: web}
            - {name: LEDGER_PORT, value: "80"}
            - {name: KIND, value: web}
            - name: CPUS
              valueFrom: {resourceFieldRef: {containerName: api, resource: limits.cpu}}
        - name: side
          image: example.com/side:1
          args: ["--to=web:80"]
          env:
            - {name: T2, value: "http://web"}
            - name: CPUS
              valueFrom: {resourceFieldRef: {containerName: api, resource: limits.cpu}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: web, image: "example.com/web:1", ports: [{containerPort: 3000}]}]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: 3000}]}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers: [{name: report, image: "example.com/report:1", args: ["http://web/x"]}]
"""


def test_commands_and_variables_of_all_containers() -> None:
    """Also of those beside the main one, of those before it, and of jobs."""
    made = imported_text(MANIFESTS)
    values = made.found.values
    section = values["backend"]
    assert section["args"] == ["--peer", f"{WEB}:80", f"--url=http://{WEB}/x", "--host", "web"]
    assert section["env"] == {
        "NO_PROXY": f"localhost,{WEB},10.0.0.0/8",
        "LEDGER": WEB,
        "LEDGER_PORT": "80",
        "KIND": "web",
    }
    (side,) = section["sidecars"]
    assert side["args"] == [f"--to={WEB}:80"]
    assert side["env"][0] == {"name": "T2", "value": f"http://{WEB}"}
    (wait,) = section["initContainers"]
    assert wait["args"] == [f"{WEB}:80"]
    assert values["cronJobs"]["report"]["args"] == [f"http://{WEB}/x"]


def test_what_may_be_a_host_is_told() -> None:
    """A mere word is left as it is."""
    lines = [
        line for line in imported_text(MANIFESTS).notes.to_do if "correct Deployment api" in line
    ]
    assert lines == [
        f"correct Deployment api: the variable KIND is web; write {WEB} if that is a host",
        f"correct Deployment api: the argument --host is web; write {WEB} if that is a host",
    ]


def test_users_and_databases_are_no_hosts() -> None:
    """They are often called like the service that they are in."""
    services = {
        "api": {"image": "acme/api", "ports": ["8000"], "environment": {"DB_USER": "ml"}},
        "ml": {"image": "acme/ml", "expose": [9000], "environment": {"ML_PEER": "ml"}},
    }
    made = imported_text(yaml.safe_dump({"services": services}))
    told = [line for line in made.notes.to_do if "if that is a host" in line]
    (line,) = told
    assert line.startswith("correct Deployment ml: the variable ML_PEER is ml; write todo-todo-")


def test_the_resources_of_a_container_are_those_of_the_new_name() -> None:
    """The chart calls the main container by its component."""
    section = imported_text(MANIFESTS).found.values["backend"]
    reference = {"resourceFieldRef": {"containerName": "backend", "resource": "limits.cpu"}}
    assert section["envValueFrom"]["CPUS"] == reference
    assert section["sidecars"][0]["env"][1]["valueFrom"] == reference


COMPOSE = """
services:
  proxy: {image: "nginx:1", ports: ["80:80"], configs: [conf], command: serve --to app:8000}
  app: {image: acme/api, ports: ["8000:8000"]}
configs:
  conf:
    content: |
      upstream u { server app:8000; }
      server { location / { proxy_pass http://app:8000; fastcgi_pass app:9000; } }
"""


def test_files_of_compose() -> None:
    """An address needs no scheme in them; and commands."""
    made = imported_text(COMPOSE).found
    (config,) = made.values["extraObjects"]
    assert config["data"]["conf"] == yaml.safe_load(COMPOSE)["configs"]["conf"]["content"].replace(
        "app:", f"{API}:"
    )
    assert made.values["frontend"]["args"] == ["serve", "--to", f"{API}:8000"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("upstream u { server api:8000; }", "upstream u { server NEW:8000; }"),
        ("a: 1\nhost: api:8000\n", "a: 1\nhost: NEW:8000\n"),
        ("a: 1\napi\napi: 8000\n", "a: 1\napi\napi: 8000\n"),
        ("image: api:12\nurl: http://api", "image: api:12\nurl: http://NEW"),
        ("- image: 'api:12'\n- x", "- image: 'api:12'\n- x"),
        ("api:1.25", "api:1.25"),
    ],
)
def test_addresses_in_files(text: str, expected: str) -> None:
    """Images are no addresses, and a key that is called like a Service is no host."""
    assert RENAMING.in_file(text) == expected


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"LEDGER": "my-ledger", "LEDGER_PORT": "80"}, {"LEDGER": "LEDGER"}),
        ({"LEDGER": "my-ledger"}, {}),
        ({"NO_PROXY": "api,.corp,my-ledger"}, {"NO_PROXY": "NEW,.corp,LEDGER"}),
        ({"ALLOWED_HOSTS": '["api", "a.org"]'}, {"ALLOWED_HOSTS": '["NEW", "a.org"]'}),
        ({"ALLOWED_HOSTS": "api.back api-two"}, {"ALLOWED_HOSTS": "NEW api-two"}),
        ({"TAGS": "api,web"}, {}),
    ],
)
def test_hosts_in_variables(variables: dict[str, str], expected: dict[str, Any]) -> None:
    """Several in one, and one whose port is in another."""
    assert RENAMING.in_variables(variables) == {**variables, **expected}


def test_values_of_configs_are_like_variables() -> None:
    """Pods that have all of one by ``envFrom`` read them so."""
    config = {"kind": "ConfigMap", "data": {"API_HOST": "api", "KIND": "api", "f": "a\nhttp://api"}}
    assert RENAMING.in_object(config)["data"] == {
        "API_HOST": "NEW",
        "KIND": "api",
        "f": "a\nhttp://NEW",
    }
