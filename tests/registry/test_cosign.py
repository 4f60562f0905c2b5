"""What is pushed is signed by cosign: the registry keeps the signature beside the chart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from releasing.publishing import publish
from tests.registry.registry import Keys, refusal, run, told_in
from todo_k8s import TodoChatbot
from todo_k8s.helm import package_chart

ROOT = Path(__file__).parents[2]
HTTP = "--allow-http-registry"


@pytest.fixture(scope="session")
def cosign_key(tmp_path_factory: pytest.TempPathFactory, environment: pytest.MonkeyPatch) -> Path:
    """A key pair of cosign to throw away; its public half."""
    folder = tmp_path_factory.mktemp("cosign")
    environment.setenv("COSIGN_PASSWORD", "not-a-secret")
    run("cosign", "generate-key-pair", f"--output-key-prefix={folder / 'key'}")
    environment.setenv("COSIGN_PRIVATE_KEY", (folder / "key.key").read_text(encoding="utf-8"))
    return folder / "key.pub"


@pytest.fixture(scope="session")
def signed(
    tmp_path_factory: pytest.TempPathFactory, host: str, keys: Keys, cosign_key: Path
) -> str:
    """The reference of a chart that was published with a key of cosign."""
    folder = tmp_path_factory.mktemp("release")
    package_chart(TodoChatbot, to=folder)
    return publish(folder, f"oci://{host}/signed", plain_http=True)


def verify(key: Path, reference: str) -> tuple[str, ...]:
    """Return the command that verifies by a key, without services on the internet."""
    return ("cosign", "verify", f"--key={key}", "--insecure-ignore-tlog", HTTP, reference)


def test_signature_is_verified(signed: str, cosign_key: Path) -> None:
    """The signature is one of the digest that was pushed."""
    (found,) = json.loads(run(*verify(cosign_key, signed)))
    digest = signed.partition("@")[2]
    assert found["critical"]["image"]["docker-manifest-digest"] == digest


def test_command_of_the_document_works(signed: str, tmp_path: Path, cosign_key: Path) -> None:
    """What docs/how-to/verify.md says to do with cosign verifies this chart."""
    (command,) = told_in(ROOT / "docs/how-to/verify.md", "cosign")
    (tmp_path / "cosign.pub").write_bytes(cosign_key.read_bytes())
    ours = command.replace("ghcr.io/todo-k8s/charts/todo-chatbot@$DIGEST", signed)
    assert ours != command
    found = json.loads(run("sh", "-euc", f"cd {tmp_path}; {ours} {HTTP}"))
    assert found[0]["critical"]["image"]["docker-manifest-digest"] == signed.partition("@")[2]


def test_another_key_does_not_verify(signed: str, tmp_path: Path, cosign_key: Path) -> None:
    """A key that did not sign verifies nothing."""
    run("cosign", "generate-key-pair", f"--output-key-prefix={tmp_path / 'other'}")
    assert "error" in refusal(*verify(tmp_path / "other.pub", signed)).lower()
    run(*verify(cosign_key, signed))


def test_what_was_not_signed_does_not_verify(
    host: str, keys: Keys, cosign_key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A chart that was pushed without a key of cosign has no signature."""
    monkeypatch.delenv("COSIGN_PRIVATE_KEY")
    package_chart(TodoChatbot, to=tmp_path)
    reference = publish(tmp_path, f"oci://{host}/unsigned", plain_http=True)
    assert "no signatures found" in refusal(*verify(cosign_key, reference))
