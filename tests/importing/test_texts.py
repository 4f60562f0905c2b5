"""Credentials in texts, such as the files of ConfigMaps."""

from __future__ import annotations

import base64
import time
from typing import Any

import pytest

from todo_k8s.importing.arguments import credentials_in
from todo_k8s.importing.compose.interpolation import interpolated
from todo_k8s.importing.foreign.connections import connections_in
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
        f"define('DB_PASSWORD', '{CANARY}');",
        f"os.environ.setdefault('DB_PASSWORD', '{CANARY}')",
        f'{{password, "{CANARY}"}}',
        f'(password . "{CANARY}")',
        f"$password = '{CANARY}';",
        f"password: ${{DB_PASSWORD-{CANARY}}}",
        f"password: ${{DB_PASSWORD:-{CANARY}}}",
        f'password: {{{{ env "PASS" | default "{CANARY}" }}}}',
        f"machine db.example.com login app password {CANARY}",
        f"masterauth {CANARY}",
        f"user default on >{CANARY} ~* +@all",
        f"proxy_set_header X-Api-Key {CANARY};",
        f"CREATE USER a IDENTIFIED WITH caching_sha2_password BY '{CANARY}';",
        f"SET PASSWORD FOR app = PASSWORD('{CANARY}');",
        f'<property name="hibernate.connection.password">{CANARY}</property>',
        f"<property><name>db.password</name><value>{CANARY}</value></property>",
        f'<add key="Password" value="{CANARY}" />',
        f'"app" "{CANARY}"',
        f"db:5432:todo:app:{CANARY}",
        f"curl -u app:{CANARY} http://x",
        f"mysql -uroot -p{CANARY} db",
        f"admin:$apr1$abcdefgh${CANARY}abcdef",
        f"password:\n    {CANARY}",
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
        "password: ${PASSWORD:-}",
        "password: ${PASSWORD-}",
        "password: ${PASSWORD:?is not set}",
        "password: ${db-password}",
        "password: ${env:DB_PASSWORD}",
        'password: {{ env "PASSWORD" }}',
        "password:\n  key: db",
        "mysql -p$PASSWORD db",
        "curl -fsS -o /dev/null http://api:8000/health",
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


def test_fields_are_judged_by_their_names() -> None:
    """What refers to a Secret stays, and what is encrypted."""
    kept: dict[str, Any] = {
        "secretName": "app-secrets",
        "secretKey": "DATABASE_URL",
        "existingSecretPasswordKey": "db-password",
        "ref": {"name": "app-secrets", "key": "apiKey1"},
        "encryptedData": {"password": "AgBy3i4OJSWK"},
        "passwordFile": "/run/secrets/password",
        "auth": {"password": True, "token": 5},
    }
    spec: dict[str, Any] = {
        **kept,
        "password": CANARY,
        "db": {"adminPassword": CANARY, "host": "db"},
        "secretToken": f"{CANARY}Def456",
        "args": f"--password {CANARY}",
        "headers": [{"name": "X-Api-Key", "value": CANARY}, {"name": "Accept", "value": "a"}],
        "env": {"DB_PASSWORD": CANARY, "LEVEL": "info"},
        "url": f"http://api/health?level=1&api_key={CANARY}",
    }
    notes = Notes()
    (found,) = secured(Manifests([of("Gadget", spec=spec)], {}), SecretKeys("keys"), notes).own
    assert found.content["spec"] == {
        **kept,
        "db": {"host": "db"},
        "headers": [{"name": "Accept", "value": "a"}],
        "env": {"LEVEL": "info"},
    }
    assert CANARY not in f"{notes}"
    assert len(notes.not_carried) == 7


HOSTILE = (
    *("a", "a ", "a=b\n", "password: \n", "://a:b", "${", "{{", "{{ default", "<a>", '"', "'"),
    *('word x"', "--a ", "sequelize ", "-H", "name=a ", "password '", "http://", "name: a\n value"),
    *("machine ", "machine password", "user a on ", "define(", "$a=", "identified ", "a:1:"),
)


@pytest.mark.parametrize("part", HOSTILE)
def test_a_long_text_takes_no_longer_than_its_length(part: str) -> None:
    """Nothing that reads a value or a file takes the square of it."""
    text = "word x " + part * (200_000 // len(part))
    start = time.process_time()
    holds_credential(text)
    credentials_in([text])
    interpolated(text)
    main: dict[str, Any] = {"name": "api", "image": "acme/api:1", "command": [text]}
    main["env"] = [{"name": "A", "value": text}, {"name": "B_URL", "value": text}]
    pod = {"metadata": {"labels": {"app": "api"}}, "spec": {"containers": [main]}}
    workload = {"kind": "Deployment", "metadata": {"name": "api"}, "spec": {"template": pod}}
    connections_in([Manifest(workload, "f")])
    assert time.process_time() - start < 5
