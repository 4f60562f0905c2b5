"""The first values of todo-chatbot: from what people nearly always set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.importing.credentials import DEFAULT_SECRET
from todo_k8s.importing.foreign.seeds import image_values
from todo_k8s.importing.notes import Key, Notes

PRESETS = ("uvicorn", "fastapi", "gunicorn", "nextjs", "nginx", "none")
PROVIDERS = ("gemini", "openai", "groq", "cohere", "openrouter", "anthropic", "none")
MODES = ("existing", "values", "external")


@dataclass(frozen=True)
class Answers:
    """What is said of an installation; an empty answer leaves the default.

    Args:
        host: The host name that users open.
        frontend_image: The image of the frontend.
        backend_image: The image of the backend.
        frontend_preset: What the frontend's image is.
        preset: What the backend's image is.
        secrets: Where the credentials come from.
        secret_name: The existing Secret, or the store of the mode ``external``.
        ingress_class: The IngressClass.
        tls_secret: The Secret with the certificate of the host.
        gateway: The Gateway in place of an Ingress, as ``name`` or ``namespace/name``.
        ai_provider: Whose AI API is asked.
    """

    host: str = ""
    frontend_image: str = ""
    backend_image: str = ""
    frontend_preset: str = ""
    preset: str = ""
    secrets: str = ""
    secret_name: str = ""
    ingress_class: str = ""
    tls_secret: str = ""
    gateway: str = ""
    ai_provider: str = ""


def initial_values(answers: Answers) -> dict[str, Any]:
    """Return the values that answers stand for, without what they leave at its default."""
    found: dict[str, Any] = {
        "backend": _service(answers.backend_image, answers.preset),
        "frontend": _service(answers.frontend_image, answers.frontend_preset),
        "secrets": _secrets(answers),
        "ai": {"provider": answers.ai_provider},
        **_routes(answers),
    }
    return _filled(found)


def _service(image: str, preset: str) -> dict[str, Any]:
    return {"preset": preset, "image": image_values(image) if image else {}}


def _keys(answers: Answers) -> list[str]:
    provider = answers.ai_provider or PROVIDERS[0]
    own = [] if provider == "none" else [f"{provider.upper()}_API_KEY"]
    return ["BETTER_AUTH_SECRET", "DATABASE_URL", *own]


def _secrets(answers: Answers) -> dict[str, Any]:
    mode = answers.secrets
    if mode == "external":
        data = {key: {"key": "todo", "property": key} for key in _keys(answers)}
        store = {"storeName": answers.secret_name, "data": data}
        return {"mode": mode, "externalSecret": store}
    if mode == "values":
        return {"mode": mode}
    return {"existingSecret": answers.secret_name}


def _routes(answers: Answers) -> dict[str, Any]:
    host = answers.host
    url = {"auth": {"url": f"https://{host}" if host else ""}}
    if answers.gateway:
        namespace, _, name = answers.gateway.rpartition("/")
        parent = {"name": name, "namespace": namespace}
        parents = [{key: item for key, item in parent.items() if item}]
        hostnames = [host] if host else []
        return {**url, "gateway": {"enabled": True, "parentRefs": parents, "hostnames": hostnames}}
    if not (host or answers.ingress_class or answers.tls_secret):
        return url
    ingress = {"enabled": True, "className": answers.ingress_class, "hosts": [host] if host else []}
    return {**url, "ingress": {**ingress, "tlsSecretName": answers.tls_secret}}


def _filled(content: dict[Any, Any]) -> dict[str, Any]:
    inner = {key: _filled(item) if is_map(item) else item for key, item in content.items()}
    return {key: item for key, item in inner.items() if item not in ("", {}, [])}


def placeholders(answers: Answers) -> dict[str, Any]:
    """Return values in the place of secrets that are given at install; they are written nowhere."""
    if answers.secrets != "values":
        return {}
    words = {"DATABASE_URL": "postgresql://user:placeholder-of-a-password@host/db"}
    values = {
        key: words.get(key, "placeholder-of-at-least-32-characters") for key in _keys(answers)
    }
    return {"secrets": {"values": values}}


def note_initial(answers: Answers, notes: Notes) -> None:
    """Note what must be done besides."""
    if answers.secrets == "values":
        keys = ", ".join(_keys(answers))
        notes.ask(
            f"write secrets.values with {keys} into a file of its own, secrets.yaml, kept safe"
        )
    elif answers.secrets == "external":
        notes.ask("correct secrets.externalSecret.data to where the secrets lie in the store")
    else:
        secret = answers.secret_name or DEFAULT_SECRET
        for key in _keys(answers):
            notes.need(Key(secret, key, "the application"))
