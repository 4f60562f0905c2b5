"""The values, manifests and Python of the pages are what they seem to be."""

from __future__ import annotations

import re
import runpy
import shlex
from itertools import pairwise
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from docs_site.markdown import Block
from tests.documents.commands import faults
from tests.documents.manifests import all_manifests, manifests, values_in
from tests.documents.pages import GUIDES, LANGUAGES, PAGES, WRITTEN, blocks_of, read
from tests.documents.shell import commands
from tests.examples.rendering import MAJORS
from tests.judges.ask_definitions import DEFINED, WITHOUT
from todo_k8s import Release, render
from todo_k8s.errors import ValuesError
from todo_k8s.helm.reading import read_values
from todo_k8s.testing.helm_programs import RefusedError
from todo_k8s.testing.messages import comparable, named_fields
from todo_k8s.testing.printed import canonical

RELEASE = Release(name="todo", namespace="todo")
KUBERNETES = "1.34"
SOPS, FLUX = "docs/how-to/sops.md", "docs/how-to/flux.md"
CHART = Path(__file__).parents[2] / "chart-export"
_SPACE = re.compile(r"\s+")

CHECK = "docs/how-to/check-values.md"
PRE_COMMIT, WORKFLOW = "pre-commit-config.yaml", "check-values.yml"

REFUSED_FILES = {("README.md", "slow.yaml"), (CHECK, "prod.yaml")}
"""Files that commands of their page show to be refused."""

OTHERS = {
    *((SOPS, ".sops.yaml"), (CHECK, PRE_COMMIT), (CHECK, WORKFLOW)),
    (FLUX, "kustomization.yaml"),
}
"""Files of other programs, which have tests of their own."""


def of_kind(wanted: bool) -> list[Any]:
    """Return the blocks of YAML that are manifests, or those that are values files."""
    return [
        pytest.param(block, id=f"{page}:{block.line}")
        for page in [*GUIDES, *WRITTEN]
        for block in blocks_of(page)
        if block.language == "yaml"
        and block.label != "refused"
        and bool(manifests(block)) == wanted
        and (page, block.label) not in REFUSED_FILES | OTHERS
    ]


def refused() -> list[Any]:
    """Return the blocks with values that are refused, each with the text of the refusal."""
    found = list[Any]()
    for page in GUIDES:
        for one, other in pairwise(blocks_of(page)):
            if one.label == "refused":
                found.append(pytest.param(one, other, id=f"{page}:{one.line}"))
    return found


@pytest.mark.parametrize("page", PAGES)
def test_languages_are_known(page: str) -> None:
    """A block says what it is, so that it is looked at."""
    assert {block.language for block in blocks_of(page)} <= LANGUAGES


@pytest.mark.helm
@pytest.mark.parametrize("block", of_kind(wanted=False))
def test_values_render_alike(block: Block, tmp_path: Path) -> None:
    """Both Helms give for the values of a page what Python gives."""
    file = tmp_path / "values.yaml"
    file.write_text(block.text, encoding="utf-8")
    wanted = canonical(render(read_values(block.text), RELEASE))
    for by_helm in MAJORS.values():
        assert canonical(by_helm(CHART, file, RELEASE)) == wanted


@pytest.mark.helm
@pytest.mark.parametrize(("block", "said"), refused())
def test_values_are_refused_as_shown(block: Block, said: Block, tmp_path: Path) -> None:
    """Python refuses the values in the words below them, and both Helms in these or by schema."""
    file = tmp_path / "values.yaml"
    file.write_text(block.text, encoding="utf-8")
    with pytest.raises(ValuesError) as error:
        render(read_values(block.text), RELEASE)
    assert said.text.strip() in str(error.value)
    for by_helm in MAJORS.values():
        with pytest.raises(RefusedError) as refusal:
            by_helm(CHART, file, RELEASE)
        told = str(refusal.value)
        words = _SPACE.sub(" ", said.text.strip()) in _SPACE.sub(" ", told)
        assert words or named_fields(told) & {*map(comparable, error.value.faults)}, told


@pytest.mark.parametrize("block", of_kind(wanted=True))
def test_manifests_are_taken(block: Block) -> None:
    """Kubernetes takes the manifests of a page; others have a definition that is asked."""
    for manifest in manifests(block):
        version = manifest["apiVersion"]
        if "." in version.partition("/")[0] and not version.partition("/")[0].endswith(".k8s.io"):
            assert f"{version} {manifest['kind']}" in DEFINED | WITHOUT
        elif version.startswith("gateway.networking.k8s.io"):
            assert f"{version} {manifest['kind']}" in DEFINED
        else:
            kubernetes_validate.validate(manifest, KUBERNETES, strict=True)


@pytest.mark.parametrize(
    "page", [page for page in GUIDES if any(b.language == "python" for b in blocks_of(page))]
)
def test_python_runs(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python of a page runs from top to bottom, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    code = "\n\n".join(block.text for block in blocks_of(page) if block.language == "python")
    Path("document.py").write_text(code, encoding="utf-8")
    runpy.run_path("document.py")


@pytest.mark.helm
def test_values_in_manifests_render_alike(tmp_path: Path) -> None:
    """So do the values that Argo CD and Flux pass on."""
    found = {where: values for where, each in all_manifests() if (values := values_in(each))}
    assert {where.rpartition("/")[2] for where in found} == {"Application", "HelmRelease"}
    for values in found.values():
        file = tmp_path / "values.yaml"
        file.write_text(yaml.safe_dump(values), encoding="utf-8")
        wanted = canonical(render(values, RELEASE))
        for by_helm in MAJORS.values():
            assert canonical(by_helm(CHART, file, RELEASE)) == wanted


def test_sops_encrypts_the_secrets_and_nothing_else() -> None:
    """The rule of the page is about its file, and about the key whose content is secret."""
    files = {block.label: yaml.safe_load(block.text) for block in blocks_of(SOPS) if block.label}
    (rule,) = files[".sops.yaml"]["creation_rules"]
    assert re.search(rule["path_regex"], "secrets.yaml")
    encrypted = [
        key for key in files["secrets.yaml"]["secrets"] if re.search(rule["encrypted_regex"], key)
    ]
    assert encrypted == ["values"]


def test_flux_makes_the_secret_that_it_reads() -> None:
    """The generator has the file of the page on SOPS, and the name that `valuesFrom` reads."""
    (text,) = (block.text for block in blocks_of(FLUX) if block.label == "kustomization.yaml")
    (made,) = yaml.safe_load(text)["secretGenerator"]
    assert made["files"] == [block.label for block in blocks_of(SOPS) if block.label][1:]
    (source,) = re.findall(r"valuesFrom: (\[.*?\])", read(FLUX))
    (reads,) = yaml.safe_load(source)
    assert (reads["name"], reads["valuesKey"]) == (made["name"], made["files"][0])


def test_pre_commit_finds_the_hook() -> None:
    """The page names a hook of the repository, with flags that its command has."""
    (text,) = (block.text for block in blocks_of(CHECK) if block.label == PRE_COMMIT)
    (repository,) = yaml.safe_load(text)["repos"]
    (hook,) = repository["hooks"]
    hooks = {each["id"]: each for each in yaml.safe_load(read(".pre-commit-hooks.yaml"))}
    (command,) = commands(shlex.join([*hooks[hook["id"]]["entry"].split(), *hook["args"]]))
    assert [*faults(command)] == []
    assert re.search(hook["files"], "deploy/prod.yaml")


def test_workflow_runs_commands_that_are_there() -> None:
    """And uploads the file that one of them writes."""
    (text,) = (block.text for block in blocks_of(CHECK) if block.label == WORKFLOW)
    steps = yaml.safe_load(text)["jobs"]["check"]["steps"]
    ran = [each for step in steps for each in commands(step.get("run", ""))]
    assert {each.program for each in ran} == {"pip", "todo-k8s"}
    assert [fault for each in ran for fault in faults(each)] == []
    (sarif,) = (
        step["with"]["sarif_file"] for step in steps if "sarif_file" in step.get("with", {})
    )
    assert sarif in {each.to for each in ran}
