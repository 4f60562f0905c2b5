"""AppSecrets: three modes, exactly one, and no word of a secret where it does not belong."""

from __future__ import annotations

import base64
import json
import logging
import pickle
import re
from typing import Any

import cdk8s
import pytest
from pydantic import SecretStr, ValidationError

from tests.exported import exported_files
from todo_k8s import AppSecrets, TodoChatbotValues, render
from todo_k8s.errors import ExpressionError, TemplateError, ValuesError
from todo_k8s.helm import ChartMetadata, ChartValues, HelmChart, Manifest
from todo_k8s.helm.soundness.checks import sound_chart
from todo_k8s.services.secrets.values import ExternalSecretValues, RemoteRef, SecretsValues

CANARY = "canary-0d1f2b7c-canary-0d1f2b7c-canary"
GIVEN = {
    "DATABASE_URL": f"postgresql://user:{CANARY}@host/db",
    "BETTER_AUTH_SECRET": CANARY,
    "GEMINI_API_KEY": CANARY,
}
BY_VALUES: dict[str, Any] = {"secrets": {"mode": "values", "values": GIVEN}}


def synth(chart: cdk8s.Chart) -> list[dict[str, Any]]:
    """Return the manifests of a plain cdk8s chart."""
    manifests: list[dict[str, Any]] = cdk8s.Testing.synth(chart)
    return manifests


def all_metadata(manifests: list[dict[str, Any]]) -> str:
    """Return all metadata, of objects and of pods, as text."""
    parts: list[Any] = [manifest["metadata"] for manifest in manifests]
    parts += [
        manifest.get("spec", {}).get("template", {}).get("metadata") for manifest in manifests
    ]
    return json.dumps(parts)


def backend_pod(values: dict[str, Any]) -> dict[str, Any]:
    """Return the annotations of the backend's pods."""
    (found,) = (
        each["spec"]["template"]["metadata"].get("annotations", {})
        for each in render(values)
        if each["kind"] == "Deployment" and each["metadata"]["name"].endswith("-backend")
    )
    return dict(found)


def test_existing_secret_makes_no_object() -> None:
    """An existing Secret is only referred to."""
    chart = cdk8s.Testing.chart()
    secrets = AppSecrets.from_existing(chart, "secrets", name="mine")
    assert synth(chart) == []
    assert secrets.secret_name == "mine"
    assert secrets.env_source("KEY") == {"secretKeyRef": {"name": "mine", "key": "KEY"}}


def test_values_make_a_secret() -> None:
    """Given values become an opaque Secret, in base64, by sorted key."""
    chart = cdk8s.Testing.chart()
    values = {"B": SecretStr("línea"), "A": SecretStr("{{ x }}")}
    secrets = AppSecrets.from_values(chart, "secrets", values=values)
    (secret,) = synth(chart)
    assert (secret["kind"], secret["type"]) == ("Secret", "Opaque")
    assert secret["metadata"]["name"] == secrets.secret_name
    assert list(secret["data"]) == ["A", "B"]
    assert base64.b64decode(secret["data"]["B"]).decode() == "línea"


def test_external_makes_an_external_secret() -> None:
    """A store and remote keys become an ExternalSecret that fills the Secret the pods use."""
    chart = cdk8s.Testing.chart()
    external = ExternalSecretValues(
        store_name="vault",
        data={"B": RemoteRef(key="app/b", property="p"), "A": RemoteRef(key="app/a")},
    )
    secrets = AppSecrets.from_external(chart, "secrets", values=external)
    (made,) = synth(chart)
    assert (made["apiVersion"], made["kind"]) == ("external-secrets.io/v1", "ExternalSecret")
    assert made["spec"] == {
        "refreshInterval": "1h",
        "secretStoreRef": {"kind": "ClusterSecretStore", "name": "vault"},
        "target": {"name": secrets.secret_name, "creationPolicy": "Owner"},
        "data": [
            {"secretKey": "A", "remoteRef": {"key": "app/a"}},
            {"secretKey": "B", "remoteRef": {"key": "app/b", "property": "p"}},
        ],
    }


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "existing without name": ({"existingSecret": ""}, "secrets.existingSecret: must name a Secret"),
    "values of another mode": ({"values": {"A": CANARY}}, "secrets.values: holds secrets, but"),
    "values without values": ({"mode": "values"}, "secrets.values: must hold the secrets"),
    "external without store": ({"mode": "external"}, "secrets.externalSecret.storeName: must name"),
    "external without keys": (
        {"mode": "external", "externalSecret": {"storeName": "s"}},
        "secrets.externalSecret.data: must say where",
    ),
    "external of another mode": (
        {"externalSecret": {"data": {"A": {"key": "a"}}}},
        "secrets.externalSecret.data: says where secrets lie, but",
    ),
    "no such mode": ({"mode": "none"}, "secrets.mode: must be 'existing', 'values' or 'external'"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refuses_all_but_one_mode(case: str) -> None:
    """A mode has what it needs, and nothing of another."""
    values, wanted = REFUSED[case]
    with pytest.raises(ValuesError) as caught:
        render({"secrets": values})
    assert any(fault.startswith(wanted) for fault in caught.value.faults), caught.value.faults
    assert CANARY not in str(caught.value)


ILL_FORMED = {
    "empty": ("A_KEY", ""),
    "placeholder": ("TOKEN", "Change-Me-canary"),
    "white space": ("TOKEN", " canary-value"),
    "line end": ("TOKEN", "canary-value\n"),
    "short API key": ("GEMINI_API_KEY", "canary"),
    "API key with a blank": ("OPENAI_API_KEY", "canary canary canary canary"),
    "short auth secret": ("BETTER_AUTH_SECRET", "canary" * 5),
    "no database URL": ("DATABASE_URL", "mysql://canary@host/db"),
    "database URL with a blank": ("DATABASE_URL", "postgresql://canary @host/db"),
}


@pytest.mark.parametrize("case", ILL_FORMED)
def test_refuses_an_ill_formed_secret_without_showing_it(case: str) -> None:
    """The error names the key and the rule; the secret is nowhere in it."""
    key, secret = ILL_FORMED[case]
    with pytest.raises(ValuesError) as caught:
        render({"secrets": {"mode": "values", "values": {**GIVEN, key: secret}}})
    (fault,) = caught.value.faults
    assert fault.startswith(f"secrets.values.{key}: ")
    for text in (fault, repr(caught.value), pickle.dumps(caught.value).decode("latin-1")):
        assert "canary" not in text


def test_refuses_a_missing_secret_by_key_and_user() -> None:
    """A key that a service gets must be among the values."""
    given = {key: value for key, value in GIVEN.items() if key != "GEMINI_API_KEY"}
    with pytest.raises(ValuesError, match=r"secrets\.values\.GEMINI_API_KEY: .*backend") as caught:
        render({"secrets": {"mode": "values", "values": given}})
    assert CANARY not in str(caught.value)


def test_secret_is_nowhere_but_in_the_secret(caplog: pytest.LogCaptureFixture) -> None:
    """Neither metadata nor any other object, nor a log, a repr or a dump of the values has it."""
    caplog.set_level(logging.DEBUG)
    values = TodoChatbotValues.from_mapping(BY_VALUES)
    manifests = render(values)
    (secret,) = (each for each in manifests if each["kind"] == "Secret")
    others = [each for each in manifests if each is not secret]
    encoded = base64.b64encode(CANARY.encode()).decode()
    assert secret["data"]["GEMINI_API_KEY"] == encoded
    for text in (
        json.dumps(others),
        all_metadata(manifests),
        repr(values),
        str(values.secrets),
        values.model_dump_json(),
        caplog.text,
    ):
        assert CANARY not in text
        assert encoded not in text


def test_secret_in_python_is_not_shown_either() -> None:
    """Built in Python, the error of the model shows no value, and the model prints stars."""
    with pytest.raises(ValidationError, match="is a placeholder") as caught:
        SecretsValues(mode="values", values={"TOKEN": SecretStr("change-me-canary")})
    assert "canary" not in f"{caught.value!s}{caught.value!r}"
    values = SecretsValues(mode="values", values={"TOKEN": SecretStr(CANARY)})
    assert CANARY not in f"{values!s}{values!r}"


def test_chart_has_no_secret() -> None:
    """No template shows a secret but the Secret's own, and there in base64; NOTES.txt never."""
    files = exported_files()
    using = {name for name, text in files.items() if "secrets.values" in text}
    assert using == {
        "templates/secrets-secret.yaml",
        "templates/_helpers.tpl",
        "templates/rules.yaml",
        "templates/NOTES.txt",
        "README.md",
        "values.yaml",
        "values.schema.json",
    }
    helpers = files["templates/_helpers.tpl"].splitlines()
    printed = [line for line in helpers if "secrets.values" in line and line[:3] == "{{ "]
    assert printed
    assert all("sha256sum" in line for line in printed)
    assert ".Values.secrets.values" not in files["templates/NOTES.txt"]


def checksums(given: dict[str, str], **more: Any) -> dict[str, str]:
    """Return the checksum of the secrets of each Deployment that has one."""
    values = {"secrets": {"mode": "values", "values": given}, **more}
    pods = {
        each["metadata"]["name"].rpartition("-")[2]: each["spec"]["template"]["metadata"]
        for each in render(values)
        if each["kind"] == "Deployment"
    }
    found = {name: pod.get("annotations", {}).get("checksum/secret") for name, pod in pods.items()}
    return {name: text for name, text in found.items() if text}


def test_pods_roll_when_a_secret_of_theirs_changes() -> None:
    """Those of the services that get it, and no others; a revision is for Secrets outside."""
    frontend = {"secretEnv": {"TOKEN": "token", "SIGNED": "BETTER_AUTH_SECRET"}}
    given = {**GIVEN, "token": "weak"}
    first = checksums(given, frontend=frontend)
    assert {len(text) for text in first.values()} == {64}
    rolled = {
        key: {
            name
            for name, text in checksums({**given, key: given[key] + "1"}, frontend=frontend).items()
            if text != first[name]
        }
        for key in given
    }
    assert rolled == {
        "DATABASE_URL": {"backend"},
        "GEMINI_API_KEY": {"backend"},
        "BETTER_AUTH_SECRET": {"backend", "frontend"},
        "token": {"frontend"},
    }
    assert "checksum/secret" not in backend_pod({})
    assert backend_pod({"secrets": {"revision": "2"}})["checksum/secret-revision"] == "2"


def test_a_checksum_stands_only_where_it_cannot_be_guessed() -> None:
    """Not on pods without secrets, nor where all that takes part is easy to guess."""
    assert set(checksums(GIVEN)) == {"backend"}
    weak = {"DATABASE_URL": "postgresql://user:hunter2@host/db", "token": "hunter2"}
    alone: dict[str, Any] = {
        "ai": {"provider": "none"},
        "backend": {"secretEnv": {"BETTER_AUTH_SECRET": None}},
        "frontend": {"secretEnv": {"TOKEN": "token"}},
    }
    assert checksums(weak, **alone) == {}
    beside = {**weak, "SALT": CANARY}
    assert set(checksums(beside, **alone)) == {"backend", "frontend"}
    assert checksums({**beside, "token": "hunter3"}, **alone) != checksums(beside, **alone)


class TokenValues(ChartValues):
    """Values with a secret."""

    token: SecretStr = SecretStr("")
    """A secret."""


class FromFields(HelmChart[TokenValues]):
    """A chart that makes a Secret from a field."""

    metadata = ChartMetadata(name="token", version="1.0.0", description="A chart")

    def build(self) -> None:
        AppSecrets.from_values(self, "token", values={"TOKEN": self.values.token})


class InContent(FromFields):
    """A chart that has a field in a Secret of its own."""

    def build(self) -> None:
        secret = {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "token"}}
        Manifest(self, "token", {**secret, "stringData": {"token": self.values.token}})


@pytest.mark.parametrize(
    ("chart", "said"),
    [
        (FromFields, "AppSecrets(..., values=values.secrets)"),
        (InContent, "let AppSecrets make the Secret from a field of the type SecretsValues"),
    ],
)
def test_says_how_a_chart_makes_a_secret_from_a_field(chart: type[FromFields], said: str) -> None:
    """To the author of the chart, and not in the words for an operator."""
    with pytest.raises((ExpressionError, TemplateError), match=re.escape(said)):
        sound_chart(chart)
