"""What is deployed by default: numbers and ports are those of the rendered manifests."""

from __future__ import annotations

from typing import Any

from docs_site.pictures.drawing import Drawing
from todo_k8s import render

_NAME = "app.kubernetes.io/component"


def picture() -> str:
    """Return the picture for the chart's defaults."""
    manifests = render({})
    drawing = Drawing(860, 300, "What the chart deploys: two services, and how requests reach them")
    drawing.rectangle(230, 22, 432, 256, "frame")
    drawing.text(246, 42, "namespace", "small", "start")
    drawing.box((14, 66, 70, 44), ["users"])
    drawing.box((104, 54, 112, 68), ["a way in", "LoadBalancer,", "Ingress, Gateway"])
    for y, name, kind in ((60, "frontend", "main"), (164, "backend", "main")):
        drawing.box((244, y, 156, 56), _service(manifests, name))
        drawing.box((462, y, 180, 56), _deployment(manifests, name), kind)
        drawing.arrow([(400, y + 28), (460, y + 28)])
    drawing.box((244, 232, 156, 34), ["Secret"], "warn")
    drawing.box((712, 128, 130, 48), ["PostgreSQL", "outside"])
    drawing.box((712, 208, 130, 48), ["AI API", "outside"])
    drawing.arrow([(84, 88), (102, 88)])
    drawing.arrow([(216, 88), (242, 88)])
    drawing.arrow([(552, 116), (552, 140), (322, 140), (322, 162)])
    drawing.text(436, 134, "BACKEND_URL", "small")
    drawing.arrow([(400, 249), (552, 249), (552, 222)], "dashed")
    drawing.text(462, 243, "key by key", "small")
    drawing.arrow([(642, 184), (676, 184), (676, 152), (710, 152)])
    drawing.arrow([(642, 200), (676, 200), (676, 232), (710, 232)])
    return drawing.svg()


def _service(manifests: list[dict[str, Any]], name: str) -> list[str]:
    spec = _one(manifests, "Service", name)["spec"]
    return [f"Service {name}", f"{spec['type']}, port {spec['ports'][0]['port']}"]


def _deployment(manifests: list[dict[str, Any]], name: str) -> list[str]:
    spec = _one(manifests, "Deployment", name)["spec"]
    port = spec["template"]["spec"]["containers"][0]["ports"][0]["containerPort"]
    return [f"Deployment {name}", f"{spec['replicas']} pods, port {port}"]


def _one(manifests: list[dict[str, Any]], kind: str, name: str) -> dict[str, Any]:
    (found,) = (
        each
        for each in manifests
        if each["kind"] == kind and each["metadata"]["labels"][_NAME] == name
    )
    return found
