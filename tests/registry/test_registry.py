"""The chart goes through a real registry and comes back the same, by digest, with its signature."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from releasing.publishing import PublishError, publish
from tests.leaks.api_server import api_server
from tests.registry.conftest import Published
from tests.registry.registry import PASSWORD, Keys, made_keys, refusal, run, told_in
from todo_k8s import TodoChatbot
from todo_k8s.errors import ExportError
from todo_k8s.helm import package_chart
from todo_k8s.helm.folder.provenance import write_provenance

ROOT = Path(__file__).parents[2]
HTTP = "--plain-http"


def test_chart_is_rendered_by_digest(published: Published) -> None:
    """What is installed by digest gives the manifests of the chart that is committed."""
    by_digest = run("helm", "template", "todo", HTTP, f"oci://{published.reference}")
    assert by_digest == run("helm", "template", "todo", str(ROOT / "chart-export"))


def test_chart_is_installed_by_digest(published: Published, tmp_path: Path) -> None:
    """Helm installs by digest; the API server, a stand-in, is told what Helm asks it."""
    with api_server(tmp_path) as config:
        install = ("helm", "install", "todo", HTTP, f"oci://{published.reference}")
        said = run(*install, "--dry-run=server", f"--kubeconfig={config}")
    assert "STATUS: pending-install" in said
    assert "kind: Deployment" in said


def test_another_digest_is_no_chart(published: Published) -> None:
    """A digest names one chart, and nothing can be put in its place."""
    other = published.reference[:-1] + ("0" if published.reference[-1] != "0" else "1")
    assert "not found" in refusal("helm", "template", "todo", HTTP, f"oci://{other}")


def pull(published: Published, folder: Path, keyring: Path) -> tuple[str, ...]:
    """Return the command that pulls and verifies the chart by its version."""
    version = TodoChatbot.metadata.version
    found = ("helm", "pull", HTTP, f"{published.target}/todo-chatbot", f"--version={version}")
    return (*found, "--verify", f"--keyring={keyring}", f"--destination={folder}")


def test_chart_is_pulled_as_it_was(published: Published, tmp_path: Path) -> None:
    """The archive is the same, byte for byte, and its provenance comes with it."""
    run(*pull(published, tmp_path, published.keys.keyring))
    name = published.archive.name
    assert (tmp_path / name).read_bytes() == published.archive.read_bytes()
    assert (tmp_path / f"{name}.prov").exists()


def test_commands_of_the_document_work(published: Published, tmp_path: Path) -> None:
    """What docs/how-to/verify.md says to do with Helm verifies and installs this chart."""
    pull_it, install = told_in(ROOT / "docs/how-to/verify.md", "helm")
    digest = published.reference.partition("@")[2]
    (tmp_path / "chart.gpg").write_bytes(published.keys.keyring.read_bytes())

    def ours(command: str, more: str = "") -> tuple[str, ...]:
        told = command.replace("oci://ghcr.io/todo-k8s/charts", published.target)
        told = re.sub(r"--version \S+", f"--version {TodoChatbot.metadata.version}", told)
        return ("sh", "-euc", f"cd {tmp_path}; DIGEST={digest}; {told} {HTTP} {more}")

    assert "Chart Hash Verified: sha256:" in run(*ours(pull_it))
    with api_server(tmp_path) as config:
        said = run(*ours(install, f"--dry-run=server --kubeconfig={config}"))
    assert "NAMESPACE: todo" in said


def test_another_key_does_not_verify(published: Published, tmp_path: Path) -> None:
    """What somebody else signed is refused."""
    other = made_keys(tmp_path)
    said = refusal(*pull(published, tmp_path, other.keyring))
    assert "signature made by unknown entity" in said


def test_a_changed_archive_does_not_verify(published: Published, tmp_path: Path) -> None:
    """One byte more, and the digest is another one."""
    changed = tmp_path / published.archive.name
    changed.write_bytes(published.archive.read_bytes() + b"\0")
    provenance = published.archive.with_name(f"{published.archive.name}.prov")
    (tmp_path / provenance.name).write_bytes(provenance.read_bytes())
    keyring = f"--keyring={published.keys.keyring}"
    assert "sha256 sum does not match" in refusal("helm", "verify", keyring, str(changed))
    run("helm", "verify", keyring, str(published.archive))


def test_a_wrong_password_is_refused_and_not_told(
    published: Published, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error names the command that failed, and no key or password."""
    package_chart(TodoChatbot, to=tmp_path)
    monkeypatch.setenv("REGISTRY_PASSWORD", f"{PASSWORD}-but-wrong")
    with pytest.raises(PublishError) as raised:
        publish(tmp_path, published.target, plain_http=True)
    assert str(raised.value).startswith("helm push: ")
    assert PASSWORD not in str(raised.value)
    assert "PRIVATE KEY" not in str(raised.value)


def test_a_release_without_a_key_is_refused(
    published: Published, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is pushed that is not signed."""
    package_chart(TodoChatbot, to=tmp_path)
    monkeypatch.delenv("SIGNING_KEY")
    with pytest.raises(PublishError, match="SIGNING_KEY: is not set"):
        publish(tmp_path, published.target, plain_http=True)


def test_a_folder_without_a_chart_is_refused(published: Published, tmp_path: Path) -> None:
    """There must be one chart to publish."""
    with pytest.raises(PublishError, match="has 0 charts; run nox -s release"):
        publish(tmp_path, published.target, plain_http=True)


def test_a_key_that_is_not_there_does_not_sign(keys: Keys, tmp_path: Path) -> None:
    """GnuPG says why, and no file is left behind."""
    archive = package_chart(TodoChatbot, to=tmp_path)
    before = {path.name for path in tmp_path.iterdir()}
    with pytest.raises(ExportError, match=r"nobody@example\.com: GnuPG does not sign"):
        write_provenance(archive, "nobody@example.com", home=keys.folder / "gnupg")
    assert {path.name for path in tmp_path.iterdir()} == before


def test_a_file_of_a_users_own_is_kept(keys: Keys, tmp_path: Path) -> None:
    """What is no provenance file is not overwritten."""
    archive = package_chart(TodoChatbot, to=tmp_path)
    own = archive.with_name(f"{archive.name}.prov")
    own.write_text("mine", encoding="utf-8")
    with pytest.raises(ExportError, match="was not written for this archive; move it"):
        write_provenance(archive, "test@example.com", home=keys.folder / "gnupg")
    assert own.read_text(encoding="utf-8") == "mine"
    own.unlink()
    write_provenance(archive, "test@example.com", home=keys.folder / "gnupg")
    write_provenance(archive, "test@example.com", home=keys.folder / "gnupg")
    run("helm", "verify", f"--keyring={keys.keyring}", str(archive))
