"""Credentials in texts, such as the files of ConfigMaps."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from todo_k8s.importing.notes import Notes
from todo_k8s.importing.secret_keys import SecretKeys
from todo_k8s.importing.securing import public_config, secured
from todo_k8s.importing.sources.manifests import Manifest, Manifests
from todo_k8s.importing.texts import holds_credential

CANARY = "canaryAbc123"


@pytest.mark.parametrize(
    "text",
    [
        f"password: {CANARY}",
        f"db:\n  user: me\n  password: {CANARY}  # of the database\n",
        f'password: "{CANARY}"',
        f"[app]\nsecret_key = {CANARY}",
        f"debug = true\nSECRET_KEY = '{CANARY}'",
        f'{{"api_key": "{CANARY}"}}',
        f'{{"db":{{"password":"{CANARY}","port":5432}}}}',
        f"db: {{user: me, password: {CANARY}}}",
        f"JWT_SECRET={CANARY}",
        f"DEBUG=1\nexport JWT_SECRET={CANARY}",
        f"spring.datasource.password={CANARY}",
        f"spring.datasource.password=${{PASSWORD:{CANARY}}}",
        f"- name: API_TOKEN\n  value: {CANARY}",
        f'[{{"name": "DB_PASS", "value": "{CANARY}"}}]',
        f"requirepass {CANARY}\n",
        f"<db><password>{CANARY}</password></db>",
        f"CREATE USER app WITH PASSWORD '{CANARY}';",
        f"CREATE USER app IDENTIFIED BY '{CANARY}';",
        f"password: |\n  {CANARY}",
        f"settings['SECRET_KEY'] = '{CANARY}'",
        f"token: {CANARY}",
        f"url: postgres://u:{CANARY}@db/x",
        f'proxy_set_header Authorization "Bearer {CANARY}";',
        f"-Xmx1g -Dapp.password={CANARY}",
        f"serve --db-password {CANARY}",
        "db:\n  pass: hunter2\n",
    ],
)
def test_a_credential_is_found(text: str) -> None:
    """In each form that files of configuration have."""
    assert holds_credential(text)


@pytest.mark.parametrize(
    "text",
    [
        "password: ${PASSWORD}",
        "password: $(PASSWORD)",
        "spring.datasource.password=${DB_PASSWORD}",
        "password: {{ .Values.password }}",
        "password = %(password)s",
        "PGPASSWORD=$PGPASSWORD psql -h db",
        'password: ""\nuser: me',
        "password:\n  - user: me",
        "password: null",
        '{"password": "", "secret": null}',
        "secret_key_file: /run/secrets/key",
        "ssl_certificate_key /etc/nginx/tls.key;",
        "private_key: ./certs/tls.key",
        'SECRET_KEY = os.environ["SECRET_KEY"]',
        "secret_key: true",
        "key: node-role.kubernetes.io/worker",
        "cache_key = user_profile",
        "server { listen 80; location / { proxy_pass http://api:8000; } }",
        "image: acme/secret:1.2",
        "log_format main '$remote_addr - $http_authorization';",
        "proxy_pass_header Server;",
        "max_tokens: 4096",
        "keepalive_timeout 65;\ntcp_nopush on;",
    ],
)
def test_what_is_no_credential_is_carried(text: str) -> None:
    """References, files, and what is merely called alike."""
    assert not holds_credential(text)


def of(kind: str, **content: Any) -> Manifest:
    """Return a manifest."""
    return Manifest({"kind": kind, "metadata": {"name": "x"}, **content}, "all.yaml")


@pytest.mark.parametrize("field", ["data", "binaryData"])
def test_files_of_configs_with_credentials_are_not_carried(field: str) -> None:
    """They are told by their names; the others stay."""
    texts = {"app.yaml": f"password: {CANARY}", "ok.yaml": "port: 80"}
    if field == "binaryData":
        texts = {key: base64.b64encode(text.encode()).decode() for key, text in texts.items()}
    notes = Notes()
    public = public_config(of("ConfigMap", **{field: texts}), notes)
    assert public.content[field] == {"ok.yaml": texts["ok.yaml"]}
    assert notes.not_carried == [
        "ConfigMap x: app.yaml is a credential, or holds one; put it into a Secret"
    ]


def test_documents_in_other_objects_are_judged_too() -> None:
    """An annotation, and a variable with JSON in it."""
    notes = Notes()
    made = of(
        "Gadget",
        spec={"text": f"user: me\npassword: {CANARY}", "selector": "key=value"},
        containers=[{"image": "a", "env": [{"name": "CONF", "value": f'{{"pwd": "{CANARY}"}}'}]}],
    )
    (found,) = secured(Manifests([made], {}), SecretKeys("keys"), notes).own
    assert found.content["spec"] == {"selector": "key=value"}
    (variable,) = found.content["containers"][0]["env"]
    assert variable["valueFrom"] == {"secretKeyRef": {"name": "keys", "key": "CONF"}}
    assert CANARY not in f"{notes} {found}"
