"""The tags of compose files that say how one is laid over another."""

from __future__ import annotations

from typing import Any

from todo_k8s.importing.compose.project import manifests_of_compose
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.sources.documents import documents_in
from todo_k8s.manifests.objects import items_at

_BASE = """
services:
  api: {image: a, ports: ["8000:8000", "9100:9100"], environment: {A: "1"}, command: [serve]}
"""


def _containers(*files: str) -> dict[str, Any]:
    """Return the containers that files of compose give, by their names."""
    documents = [each for text in files for each in documents_in(text.encode(), "f.yaml")]
    found = [each.content for each in manifests_of_compose(documents, Notes())]
    pods = [items_at(each, "spec", "template", "spec", "containers") for each in found]
    return {each["name"]: each for containers in pods for each in containers}


def test_what_is_reset_is_as_if_it_had_not_been_written() -> None:
    """Whatever stands behind the tag."""
    above = "services: {api: {environment: !reset {}, command: !reset null, ports: !reset []}}"
    assert _containers(_BASE, above)["api"] == {"name": "api", "image": "a"}
    assert _containers("services: {api: {image: a, command: !reset null}}")["api"].keys() == {
        "name",
        "image",
    }
    assert "api" not in _containers(_BASE, "services: {b: {image: b}, api: !reset null}")


def test_what_overrides_is_not_joined() -> None:
    """Neither lists nor maps, and no file above changes that."""
    above = 'services: {api: {ports: !override ["8000"], environment: !override {B: "2"}}}'
    top = 'services: {api: {environment: {C: "3"}}}'
    found = _containers(_BASE, above, top)["api"]
    assert [each["containerPort"] for each in found["ports"]] == [8000]
    assert [each["name"] for each in found["env"]] == ["B", "C"]


def test_a_service_resets_and_overrides_what_it_extends() -> None:
    """Also in a file above the one that says so."""
    worker = """
services:
  worker: {extends: {service: api}, ports: !reset [], environment: !override {B: "2"}}
"""
    top = 'services: {worker: {environment: {C: "${C:-3}"}}}'
    found = _containers(_BASE, worker, top)
    assert "ports" not in found["worker"]
    assert [each["name"] for each in found["worker"]["env"]] == ["B", "C"]
    assert [each["name"] for each in found["api"]["env"]] == ["A"]
