"""Values that no field of a manifest shows: presets, keys, the database, peers."""

from __future__ import annotations

import re
from typing import Any

from todo_k8s.importing.foreign.ports import MAIN, NewPort
from todo_k8s.importing.foreign.servers import add_servers, askers
from todo_k8s.importing.foreign.translation import Translation
from todo_k8s.importing.foreign.workloads import Workload
from todo_k8s.manifests.objects import at, items_at

_PROVIDERS = {
    f"{name.upper()}_API_KEY": name
    for name in ("gemini", "openai", "groq", "cohere", "openrouter", "anthropic")
}
_PRESETS = (
    ("fastapi", r"\bfastapi run\b"),
    ("gunicorn", r"\bgunicorn\b"),
    ("uvicorn", r"\buvicorn\b"),
    ("nextjs", r"\bnext(js)? |\bnext\b|server\.js"),
)


def preset_of(workload: Workload) -> str:
    """Return the preset that fits a workload: by its command, else by its image and variables."""
    for preset, pattern in _PRESETS:
        if re.search(pattern, workload.words):
            return preset
    image = re.sub(r"[-_./:@]", " ", workload.image.lower())
    if re.search(r"\bnginx\b", image):
        return "nginx"
    names = " ".join(workload.variables)
    if re.search(r"\b(next|nextjs)\b", image) or "NEXT_" in names:
        return "nextjs"
    return (
        "uvicorn" if re.search(r"\b(fastapi|uvicorn)\b", image) or "UVICORN_" in names else "none"
    )


def add_seeds(translation: Translation) -> None:
    """Add what is known of the workloads to the values of a translation."""
    values, slots = translation.values, translation.roles.slots
    values.setdefault("secrets", {})["existingSecret"] = translation.keys.secret
    for slot in ("frontend", "backend"):
        section = values.setdefault(slot, {})
        if slot not in slots.values():
            section["enabled"] = False
    for each in translation.own:
        section = translation.section(slots[each.name])
        section["preset"] = preset_of(each)
        if each.port is not None:
            section["port"] = each.port
        section["image"] = image_values(each.image)
    _keys(translation)
    add_servers(translation)
    _outside(translation)
    _urls(translation)


def image_values(image: str) -> dict[str, Any]:
    """Return an image in its parts: ``registry``, ``repository``, ``tag``, ``digest``."""
    name, _, digest = image.partition("@")
    host, slash, rest = name.partition("/")
    found: dict[str, Any] = {}
    if slash and ("." in host or ":" in host or host == "localhost"):
        found["registry"], name = host, rest
    repository, _, tag = name.partition(":")
    found["repository"] = repository
    if digest:
        found["digest"] = digest
    elif tag or image:
        found["tag"] = tag or "latest"
    return found


def _workload_of(translation: Translation, slot: str) -> Workload | None:
    slots = translation.roles.slots
    return next((each for each in translation.own if slots[each.name] == slot), None)


def _keys(translation: Translation) -> None:
    """Say which keys the backend gets, and whose the AI key is."""
    values, backend = translation.values, _workload_of(translation, "backend")
    entries = items_at(translation.variables.of(backend.main, "backend"), "env") if backend else []
    of_secret = {f"{each['name']}": at(each, "valueFrom", "secretKeyRef") for each in entries}
    own = {
        name: ref["key"]
        for name, ref in of_secret.items()
        if ref.get("name") == translation.keys.secret
    }
    provider = next((found for name, found in _PROVIDERS.items() if name in own), "none")
    values["ai"] = {"provider": provider}
    section = values["backend"]
    section["secretEnv"] = {
        name: own.get(name, "") for name in ("BETTER_AUTH_SECRET", "DATABASE_URL")
    }
    if provider != "none":
        name = f"{provider.upper()}_API_KEY"
        if own[name] != name:
            values["ai"]["keyName"] = own[name]
    if backend is not None:
        section["secretEnv"] |= {
            key: item for key, item in own.items() if _PROVIDERS.get(key) != provider
        }


def _outside(translation: Translation) -> None:
    """Open the ports of servers that are not in the input, and say for which."""
    values, notes = translation.values, translation.notes
    ports: dict[int, None] = {}
    for slot, asked in askers(translation).items():
        for each in asked.outside:
            if each.scheme in {"postgres", "postgresql"} and "database" not in values:
                values["database"] = {"port": each.port}
            elif at(values, "database").get("port") != each.port:
                ports[each.port] = None
                notes.ask(
                    f"narrow port {each.port} in networkPolicy.extraEgress: it is for "
                    f"{each.host}, which {slot} asks, and is open to all addresses"
                )
    if ports:
        rule = {"ports": [{"port": number, "protocol": "TCP"} for number in ports]}
        values.setdefault("networkPolicy", {}).setdefault("extraEgress", []).append(rule)


def _urls(translation: Translation) -> None:
    """Say who reaches whom, and which variable of the frontend holds the backend's URL."""
    for slot, asked in askers(translation).items():
        for name, target in translation.slots.items():
            if name in asked.names and target != slot:
                _let_reach(translation.values, slot, target)
    frontend = _workload_of(translation, "frontend")
    if frontend is not None:
        _backend_url(frontend, translation)


def _let_reach(values: dict[str, Any], slot: str, target: str) -> None:
    """Let a service or a job through to a service, by what is said of one of the two."""
    main = {"frontend", "backend"}
    if slot in at(values, "cronJobs"):
        _reach(values["cronJobs"][slot], "reaches", target)
    elif target not in main:
        _reach(values["services"][target], "reachableFrom", slot)
    elif slot not in main:
        _reach(values["services"][slot], "reaches", target)


def _reach(section: dict[str, Any], key: str, name: str) -> None:
    section.setdefault(key, [])
    if name not in section[key]:
        section[key].append(name)


def _backend_url(frontend: Workload, translation: Translation) -> None:
    names = "|".join(
        re.escape(name) for name, slot in translation.slots.items() if slot == "backend"
    )
    for variable, value in frontend.variables.items():
        if names and (url := re.fullmatch(rf"http://({names})(?::(\d+))?", value)):
            port = int(url[2] or 80)
            new = translation.renaming.ports.get(url[1], {}).get(port, NewPort(MAIN, port))
            if new.name == MAIN:  # the chart's URL is that of its main port
                translation.values["frontend"]["backendUrlEnv"] = variable
                _want_port(translation, variable, f":{new.number}")
                return


def _want_port(translation: Translation, variable: str, port: str) -> None:
    """Want the backend's URL as the chart writes it: with the port, which may be the default."""
    url = f"http://{translation.named('backend')}{port}"
    for entry in items_at(translation.main("frontend"), "env"):
        if entry["name"] == variable:
            entry["value"] = url
