"""Tokens that are credentials under every name, and names that are those of credentials."""

from __future__ import annotations

import pytest
import yaml

from tests.importing.reading import imported_text
from todo_k8s.importing.credentials import is_credential
from todo_k8s.importing.reading import Import
from todo_k8s.importing.texts import holds_credential
from todo_k8s.todo_chatbot.compiled import compiled_chart

_LETTERS = "canaryAbc1" * 5
_HEX = "ca9a4c01" * 5
TOKENS = {
    "json": f"eyJhbGciOiJI.eyJzdWIiOiIx.{_LETTERS}",
    "hugging-face": f"hf_{_LETTERS[:34]}",
    "sendgrid": f"SG.{_LETTERS[:22]}.{_LETTERS[:43]}",
    "telegram": f"123456789:AA{_LETTERS[:33]}",
    "twilio": f"SK{_HEX[:32]}",
    "supabase": f"sbp_{_HEX}",
    "age": f"AGE-SECRET-KEY-1{_LETTERS.upper()}",
    "slack": "xoxb-123-456-abc",
    "slack-app": f"xapp-1-A{_LETTERS[:20]}",
    "npm": f"//registry.npmjs.org/:_authToken=npm_{_LETTERS[:36]}",
    "openai": f"sk-proj-{_LETTERS}",
    "basic": "proxy_set_header Authorization 'Basic dXNlcjpwYXNzd29yZA==';",
    "bearer": f"send it with Bearer {_LETTERS}, please",
    "header": "authorization: Bearer canary-token",
    "presigned": f"https://b.s3.amazonaws.com/x?X-Amz-Signature={_HEX}",
    "session": f"sessionid={_LETTERS}",
}


def _text(found: Import) -> str:
    return found.text(compiled_chart().model)


@pytest.mark.parametrize("token", TOKENS.values(), ids=TOKENS)
def test_a_token_is_a_credential_under_every_name(token: str) -> None:
    """As a variable, in a file, in an annotation of a pod and in an object that is carried."""
    assert is_credential("NOTE", token)
    assert holds_credential(f"level: info\nnote: {token}\n")
    env = [{"name": "NOTE", "value": token}]
    pod = {
        "metadata": {"labels": {"app": "api"}, "annotations": {"example.com/note": token}},
        "spec": {"containers": [{"name": "api", "image": "a:1", "env": env}]},
    }
    manifests = [
        {"kind": "Deployment", "metadata": {"name": "api"}, "spec": {"template": pod}},
        {"kind": "Gadget", "metadata": {"name": "x"}, "spec": {"note": token}},
        {"kind": "ConfigMap", "metadata": {"name": "x"}, "data": {"a": "b", "c": f"n: {token}"}},
    ]
    found = imported_text(yaml.safe_dump_all(manifests))
    assert found.found.values["backend"]["secretEnv"]["NOTE"] == "NOTE"
    assert token not in _text(found)
    assert token not in f"{found.report()}"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("JWT", "canary-1234567"),
        ("CREDS_IV", "00112233445566778899aabbccddeeff"),
        ("ADMIN_PIN", "4711"),
        ("PWD_DB", "canary"),
        ("RAILS_MASTER", "canary"),
        ("RABBITMQ_ERLANG_COOKIE", "canary"),
    ],
)
def test_more_names_are_those_of_credentials(name: str, value: str) -> None:
    """The chart takes them as plain text, an import does not."""
    assert is_credential(name, value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GOOGLE_APPLICATION_CREDENTIALS", "/var/run/gcp/key.json"),
        ("SSL_KEY", "/etc/ssl/tls.key"),
        ("LED_PIN", "13"),
        ("JWT", "HS256"),
        ("AUTH_SCHEME", "Bearer"),
        ("REALM", "with basic authentication"),
        ("DIGEST", f"sha256:{_HEX}"),
        ("COMMIT", _HEX),
        ("RELEASE", "risk-Model-2-of-the-year-Two"),
        ("MODE", "send Bearer $TOKEN"),
    ],
)
def test_what_is_no_credential_is_not_taken_for_one(name: str, value: str) -> None:
    """Files, numbers of wires, schemes and sums."""
    assert not is_credential(name, value)


def test_the_path_of_a_file_of_credentials_stays() -> None:
    """It is no secret, and the chart is told so."""
    name = "GOOGLE_APPLICATION_CREDENTIALS"
    api = {"image": "a:1", "ports": [8000], "environment": {name: "/var/run/gcp/key.json"}}
    backend = imported_text(yaml.safe_dump({"services": {"api": api}})).found.values["backend"]
    assert backend["env"] == {name: "/var/run/gcp/key.json"}
    assert backend["allowPlainEnv"] == [name]
