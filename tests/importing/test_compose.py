"""Compose files by themselves: what each field becomes, and what is said of it."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from todo_k8s.importing.compose.environment import EnvFiles, env_from_of
from todo_k8s.importing.compose.fields import KNOWN
from todo_k8s.importing.compose.health import probes_of
from todo_k8s.importing.compose.ports import ports_of
from todo_k8s.importing.compose.project import manifests_of_compose
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.reading import imported_files
from todo_k8s.importing.sources.documents import Document, SourceError, documents_in
from todo_k8s.importing.wishes import Wishes
from todo_k8s.todo_chatbot.compiled import compiled_chart
from todo_k8s.todo_chatbot.metadata import RELEASE


@pytest.mark.parametrize(("interval", "period"), [("10s", 10), ("500ms", 1), ("1m", 60)])
def test_a_check_takes_no_longer_than_until_the_next(interval: str, period: int) -> None:
    """The default timeout is lowered to the period; a pod is unready before it is restarted."""
    probes = probes_of("api", {"test": ["CMD", "/ok"], "interval": interval}, Notes())
    own = {
        "exec": {"command": ["/ok"]},
        "periodSeconds": period,
        "timeoutSeconds": min(30, period),
    }
    assert probes == {
        "livenessProbe": {**own, "failureThreshold": 4},
        "readinessProbe": {**own, "failureThreshold": 3},
    }


def test_a_timeout_that_is_lowered_is_told() -> None:
    """Who gave a timeout is told that it is another."""
    notes = Notes()
    probes_of("api", {"test": "true", "interval": "5s", "timeout": "9s"}, notes)
    assert notes.not_carried == [
        "api: healthcheck.timeout (9 s) is more than its interval; it is 5 s"
    ]


def test_a_file_of_variables_that_may_be_missing_is_optional() -> None:
    """Without its Secret the pod starts all the same."""
    content: dict[str, Any] = {"env_file": ["a.env", {"path": "b.env", "required": False}]}
    assert env_from_of("api", content, EnvFiles()) == [
        {"secretRef": {"name": "a-env"}},
        {"secretRef": {"name": "b-env", "optional": True}},
    ]


def test_each_file_of_variables_has_a_secret_of_its_own() -> None:
    """Files of one name are told apart, and each command is told once."""
    notes = Notes()
    services = {
        "api": {"image": "a", "env_file": ["./.env", "config/.env", "config-/.env"]},
        "worker": {"image": "b", "env_file": ".env"},
    }
    found = manifests_of_compose([Document("f", {"services": services})], notes)
    api, worker = (
        each.content["spec"]["template"]["spec"]["containers"][0]["envFrom"] for each in found
    )
    names = [each["secretRef"]["name"] for each in (*api, *worker)]
    assert names == ["env", "config-env", "config-env-2", "env"]
    assert notes.to_do == [
        f"kubectl create secret generic {name} --from-env-file={file} (the file of {users} is not "
        "read; remove quotes, export and comments after values from it first, which kubectl does "
        "not)"
        for name, file, users in (
            ("env", ".env", "api and worker"),
            ("config-env", "config/.env", "api"),
            ("config-env-2", "config-/.env", "api"),
        )
    ]


def test_words_are_no_truth_values_in_variables_of_compose() -> None:
    """It reads YAML 1.2, where only true and false are; also by an anchor."""
    data = b"""
x-own: &own {A: no, B: On}
services:
  api: {image: a, environment: {<<: *own, C: off, D: true, E: 'no', F: [x]}, tty: yes}
"""
    (document,) = documents_in(data, "f")
    api = document.content["services"]["api"]
    environment = {"A": "no", "B": "On", "C": "off", "D": True, "E": "no", "F": ["x"]}
    assert (api["environment"], api["tty"]) == (environment, True)


def test_words_are_no_truth_values_in_names_and_lists_of_compose() -> None:
    """A variable, service or volume may be called ``N`` or ``on``, and a command may have one."""
    data = b"""
services:
  n:
    image: a
    command: [echo, yes]
    depends_on: [Y]
    environment: {N: five, <<: {on: off}}
    volumes: [{source: on, target: /a, read_only: yes}]
    tty: on
  Y: {image: b, environment: {'true': x}, entrypoint: no, depends_on: {n: {required: no}}}
volumes: {on: {}}
"""
    (document,) = documents_in(data, "f")
    assert document.content == {
        "services": {
            "n": {
                "image": "a",
                "command": ["echo", "yes"],
                "depends_on": ["Y"],
                "environment": {"N": "five", "on": "off"},
                "volumes": [{"source": "on", "target": "/a", "read_only": True}],
                "tty": True,
            },
            "Y": {
                "image": "b",
                "environment": {"true": "x"},
                "entrypoint": "no",
                "depends_on": {"n": {"required": False}},
            },
        },
        "volumes": {"on": {}},
    }


def test_two_words_for_one_truth_value_are_not_two_keys() -> None:
    """The reader takes the last one, so that the first would be lost."""
    data = b"services: {a: {environment: {\n  Y: 1,\n  on: 2}}}"
    with pytest.raises(SourceError) as raised:
        documents_in(data, "f.yaml")
    message = "f.yaml: line 3, column 3: on reads the same as another key; quote one of them"
    assert str(raised.value) == message
    assert documents_in(data.replace(b"on", b"'on'"), "f.yaml")


def test_words_of_what_is_no_compose_stay_truth_values() -> None:
    """kubectl reads them so, whatever fields an object of another kind has."""
    data = b"{kind: Mesh, apiVersion: a/v1, services: {a: {environment: {A: no}}}}"
    (document,) = documents_in(data, "f")
    assert document.content["services"] == {"a": {"environment": {"A": False}}}


def test_numbers_are_printed_as_compose_prints_them() -> None:
    """What Compose 2 gives for each, by its own library; also as an annotation and a sysctl."""
    pairs = (
        "1.0=1 1e3=1000 0.1=0.1 -0.0=-0 100000.0=100000 1e6=1e+06 1234567.25=1.23456725e+06 "
        "123456.5=123456.5 1e21=1e+21 0.0001=0.0001 0.00001=1e-05 0x1F=31 1_000=1000 0o10=8 "
        "18446744073709551616=1.8446744073709552e+19 12:30:00=12:30:00 true=true"
    )
    parts = (pair.partition("=") for pair in pairs.split())
    printed = {text: said for text, _, said in parts}
    values = ", ".join(f"A{place}: {text}" for place, text in enumerate(printed))
    fields = f"environment: {{{values}}}, annotations: {{{values}}}, sysctls: {{{values}}}"
    documents = documents_in(f"services: {{api: {{image: a, {fields}}}}}".encode(), "f")
    template = manifests_of_compose(documents, Notes())[0].content["spec"]["template"]
    expected = {f"A{place}": text for place, text in enumerate(printed.values())}
    (container,) = template["spec"]["containers"]
    assert {each["name"]: each["value"] for each in container["env"]} == expected
    assert template["metadata"]["annotations"] == expected
    sysctls = template["spec"]["securityContext"]["sysctls"]
    assert {each["name"]: each["value"] for each in sysctls} == expected


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"services: {}", "f.yaml: the compose file has no services; add some"),
        (b"backend: {}", "f.yaml: is neither of manifests nor of compose; name such a file"),
        (
            b"{kind: Secret, metadata: {name: a}}",
            "f.yaml: holds Secrets only, which are not imported; name the workloads' files too",
        ),
    ],
)
def test_what_cannot_be_imported_is_named(data: bytes, message: str) -> None:
    """An error says which file it is, and what is wrong with it."""
    with pytest.raises(SourceError) as raised:
        imported_files(compiled_chart(), [(data, "f.yaml")], Wishes(), Notes(), RELEASE)
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (
            {"ports": ["5514:5514/udp"]},
            "api: port 5514/udp; it needs a TCP port too: set port and udpPorts",
        ),
        (
            {"deploy": {"mode": "global", "replicas": 2}},
            (
                "api: deploy.mode is global, one container on each node, as a DaemonSet has it; "
                "the chart runs replicaCount pods, on whatever nodes; set replicaCount, or write a "
                "DaemonSet into extraObjects"
            ),
        ),
        (
            {"extra_hosts": ["host:host-gateway"]},
            (
                "api: extra_hosts.host is the machine itself, which a pod does not know; "
                "name an address in podSpec.hostAliases"
            ),
        ),
    ],
)
def test_what_has_no_counterpart_is_told(content: dict[str, Any], line: str) -> None:
    """What is not carried is named by its field."""
    notes = Notes()
    manifests_of_compose([Document("f", {"services": {"api": content}})], notes)
    assert notes.not_carried == [line]


def test_a_variable_without_a_value_is_asked_for() -> None:
    """Where it leaves a gap, it is told by name; one of `environment` is a key of the Secret."""
    notes = Notes()
    api = {"image": "a:${TAG}", "command": ["--b=${B}"], "environment": {"C": "${C}"}}
    manifests_of_compose([Document("f", {"services": {"api": api}})], notes)
    assert notes.to_do == [
        "api.image: TAG has no value, as .env is not read; correct it here",
        "api.command: B has no value, as .env is not read; correct it here",
    ]


def test_hosts_follow_the_names_of_services() -> None:
    """A name with an underscore gets a dash, and so does a URL that leads there."""
    services = {
        "api_server": {"image": "a", "expose": ["5000"]},
        "worker": {"image": "b", "environment": {"API": "http://api_server:5000/x_api_server"}},
    }
    found = manifests_of_compose([Document("f", {"services": services})], Notes())
    container = found[-1].content["spec"]["template"]["spec"]["containers"][0]
    assert container["env"] == [{"name": "API", "value": "http://api-server:5000/x_api_server"}]


def test_where_a_secret_was_and_its_mode_are_told() -> None:
    """A secret is in the directory of secrets, whatever compose says."""
    notes = Notes()
    secret = {"source": "smtp", "target": "/etc/smtp", "mode": 256}
    manifests_of_compose([Document("f", {"services": {"api": {"secrets": [secret]}}})], notes)
    assert notes.not_carried == [
        (
            "api: secrets.smtp was the file /etc/smtp, and is in /run/secrets now, as smtp; see "
            "secretFiles"
        ),
        "api: secrets.smtp.mode; see secretFiles",
    ]


@pytest.mark.parametrize(
    "port", ["127.0.0.1:8080:3000", {"target": 3000, "published": "8080", "host_ip": "127.0.0.1"}]
)
def test_a_port_of_the_machine_only_is_open_to_nobody_else(port: Any) -> None:
    """Its Service is of the cluster only, and that is told."""
    notes = Notes()
    services = {"web": {"image": "a", "ports": [port]}}
    found = manifests_of_compose([Document("f", {"services": services})], notes)
    assert found[-1].content["spec"]["type"] == "ClusterIP"
    assert notes.judged == ["web: port 8080 was bound to localhost; it is now a ClusterIP port"]


def test_digits_of_other_kinds_are_no_port() -> None:
    """What only looks like a number is told, and ends nothing."""
    notes = Notes()
    assert ports_of("web", {"ports": ["²:²"]}, notes) == {}
    assert notes.not_carried == ["web: port ² is no number, and no range of up to 20 ports"]


SPECIFICATION = frozenset(
    {
        *("annotations", "attach", "blkio_config", "build", "cap_add", "cap_drop"),
        *("cgroup", "cgroup_parent", "command", "configs", "container_name"),
        *("cpu_count", "cpu_percent", "cpu_period", "cpu_quota", "cpu_rt_period"),
        *("cpu_rt_runtime", "cpu_shares", "cpus", "cpuset", "credential_spec"),
        *("depends_on", "deploy", "develop", "device_cgroup_rules", "devices", "dns"),
        *("dns_opt", "dns_search", "domainname", "entrypoint", "env_file"),
        *("environment", "expose", "extends", "external_links", "extra_hosts", "gpus"),
        *("group_add", "healthcheck", "hostname", "image", "init", "ipc", "isolation"),
        *("label_file", "labels", "links", "logging", "mac_address", "mem_limit"),
        *("mem_reservation", "mem_swappiness", "memswap_limit", "models"),
        *("network_mode", "networks", "oom_kill_disable", "oom_score_adj", "pid"),
        *("pids_limit", "platform", "ports", "post_start", "pre_start", "pre_stop"),
        *("privileged", "profiles", "provider", "pull_policy", "pull_refresh_after"),
        *("read_only", "restart", "runtime", "scale", "secrets", "security_opt"),
        *("shm_size", "stdin_open", "stop_grace_period", "stop_signal", "storage_opt"),
        *("sysctls", "tmpfs", "tty", "ulimits", "use_api_socket", "user", "userns_mode"),
        *("uts", "volumes", "volumes_from", "working_dir"),
    }
)
"""The keys of a service: https://github.com/compose-spec/compose-go, schema/compose-spec.json."""


def test_every_key_of_the_specification_is_known() -> None:
    """No key of a service vanishes without a word."""
    assert KNOWN == SPECIFICATION


def notes_of(content: dict[str, Any]) -> tuple[Notes, list[dict[str, Any]]]:
    """Return what is said of a service, and its manifests."""
    notes = Notes()
    service = {"image": "api:1", "ports": ["80"], **content}
    documents = [Document("f.yaml", {"services": {"api": service}})]
    return notes, [each.content for each in manifests_of_compose(documents, notes)]


def test_what_is_not_carried_is_told_with_what_there_is_instead() -> None:
    """Of each key, and of one that is spelled wrong."""
    notes, _ = notes_of({"privileged": True, "shm_size": "1g", "comand": "x", "x-own": 1})
    privileged, shared, misspelled = notes.not_carried
    assert privileged.startswith("api: privileged has no place in the chart; the chart's pods have")
    assert shared.endswith("; see extraVolumes: an emptyDir with medium Memory at /dev/shm")
    assert misspelled == "api: comand is no key of a compose service; check the spelling"


def test_a_limit_of_processes_is_told() -> None:
    """The kubelet sets one for all pods of a node."""
    notes, _ = notes_of({"deploy": {"resources": {"limits": {"pids": 100}}}})
    assert notes.not_carried == [
        "api: deploy.resources.limits.pids has no place in the chart; the nodes decide"
    ]


def test_where_a_volume_is_is_told() -> None:
    """A claim gets a new disk; only the size is one that it has."""
    options = {"type": "nfs", "o": "addr=10.0.0.9,rw", "device": ":/export", "size": "5g"}
    services = {"api": {"image": "a", "volumes": ["m:/m", "n:/n"]}}
    volumes = {"m": {"driver": "local", "driver_opts": options}, "n": None}
    notes = Notes()
    manifests_of_compose([Document("f", {"services": services, "volumes": volumes})], notes)
    (told,) = notes.not_carried
    assert told.startswith("m: driver_opts.type, driver_opts.o, driver_opts.device of the volume")


def test_groups_kernel_settings_and_annotations_are_carried() -> None:
    """In either form; a group that has a name only is told."""
    notes, manifests = notes_of(
        {
            "group_add": [1001, "docker"],
            "sysctls": ["net.core.somaxconn=1024"],
            "annotations": {"example.com/a": True},
        }
    )
    template = manifests[0]["spec"]["template"]
    assert template["metadata"]["annotations"] == {"example.com/a": "true"}
    assert template["spec"]["securityContext"] == {
        "supplementalGroups": [1001],
        "sysctls": [{"name": "net.core.somaxconn", "value": "1024"}],
    }
    assert notes.not_carried == [
        "api: group_add names docker; set their numbers in podSecurityContext.supplementalGroups"
    ]


def test_what_the_shell_gives_has_a_key_for_each_value() -> None:
    """Two services may mean two things by one name; a server's own are none of the chart's."""
    services = {
        "db_1": {"image": "postgres:16", "environment": {"POSTGRES_PASSWORD": "${PG}"}},
        "api": {"image": "acme/api:1", "ports": [8000], "environment": {"API_KEY": "${ONE}"}},
        "worker": {"image": "acme/worker:1", "environment": {"API_KEY": "${TWO}"}},
        "beat": {"image": "acme/beat:1", "environment": {"API_KEY": "${ONE}"}},
    }
    notes = Notes()
    data = yaml.safe_dump({"services": services}).encode()
    found = imported_files(compiled_chart(), [(data, "f.yaml")], Wishes(), notes, RELEASE)
    own = found.found.values["services"]
    keys = {name: each["secretEnv"]["API_KEY"] for name, each in own.items()}
    assert keys == {"worker": "API_KEY_2", "beat": "API_KEY"}
    assert [each.key for each in notes.keys] == ["API_KEY", "API_KEY_2"]
