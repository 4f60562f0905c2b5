"""What the chart todo-chatbot says of itself. The version is defined only in pyproject.toml."""

from __future__ import annotations

from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path

from todo_k8s.helm.chart.metadata import ChartMetadata, Maintainer
from todo_k8s.helm.chart.release import Release

_HOME = "https://github.com/todo-k8s/todo-k8s"
_RAW = "https://raw.githubusercontent.com/todo-k8s/todo-k8s/main"
_PACKAGES = "https://artifacthub.io/packages/helm"

_PACKAGE = distribution("todo-k8s")


def _text(name: str) -> str:
    return files("todo_k8s.todo_chatbot").joinpath("texts", name).read_text(encoding="utf-8")


def _license() -> str:
    installed = _PACKAGE.read_text("licenses/LICENSE")  # an editable installation has none
    return installed or (Path(__file__).parents[3] / "LICENSE").read_text(encoding="utf-8")


TODO_CHATBOT = ChartMetadata(
    name="todo-chatbot",
    version=_PACKAGE.version,
    app_version="1.0",
    description=(
        "The todo-chatbot application: a frontend and a FastAPI backend, with PostgreSQL and an "
        "AI API outside"
    ),
    kube_version=">=1.30.0-0",
    home=_HOME,
    icon=f"{_RAW}/docs/icon.svg",
    sources=(_HOME,),
    keywords=("todo", "chatbot", "fastapi", "nextjs", "better-auth", "neon"),
    maintainers=(Maintainer(name="todo-k8s", url=_HOME),),
    annotations={
        "artifacthub.io/category": "ai-machine-learning",
        "artifacthub.io/changes": _text("changes.yaml"),
        "artifacthub.io/containsSecurityUpdates": "false",
        "artifacthub.io/license": "Apache-2.0",
        "artifacthub.io/links": (
            f"- name: source\n  url: {_HOME}\n"
            f"- name: support\n  url: {_HOME}/issues\n"
            f"- name: changelog\n  url: {_HOME}/blob/main/CHANGELOG.md\n"
            f"- name: security\n  url: {_HOME}/blob/main/SECURITY.md\n"
        ),
        "artifacthub.io/images": (
            "- name: backend\n  image: todo-backend:1.0\n"
            "- name: frontend\n  image: todo-frontend:1.0\n"
            "- name: test\n  image: busybox:1.37\n"
        ),
        "artifacthub.io/prerelease": "true",
        "artifacthub.io/recommendations": (
            f"- url: {_PACKAGES}/external-secrets-operator/external-secrets\n"
            f"- url: {_PACKAGES}/prometheus-community/kube-prometheus-stack\n"
            f"- url: {_PACKAGES}/cloudnative-pg/cloudnative-pg\n"
        ),
        "artifacthub.io/screenshots": (
            "- title: Mistakes in values are named, with what to do\n"
            f"  url: {_RAW}/docs/images/refusal.png\n"
            "- title: What Helm says after the installation\n"
            f"  url: {_RAW}/docs/images/notes.png\n"
        ),
    },
    readme=_text("chart-readme.md"),
    license_text=_license(),
)

RELEASE = Release("todo", "todo")
"""The release that is rendered where none is given."""
