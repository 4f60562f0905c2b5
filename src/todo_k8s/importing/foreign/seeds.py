"""Values that no field of a manifest shows: presets, keys, the database, migrations, peers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from todo_k8s.importing.foreign.roles import DATABASES, SERVERS, Roles
from todo_k8s.importing.foreign.routes import controllers
from todo_k8s.importing.foreign.workloads import Workload, command_of, map_at, maps_in
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.sources.manifests import Manifest

if TYPE_CHECKING:
    from todo_k8s.importing.foreign.translation import Translator

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
MIGRATION = (
    r"alembic|prisma migrate|manage\.py migrate|knex|flyway|liquibase|sequelize.*migrate|db:migrate"
    r"|goose|dbmate"
)
"""What migrates a database, in a command."""


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


def add(values: dict[str, Any], workloads: Sequence[Workload], translator: Translator) -> None:
    """Add what is known of workloads to values."""
    roles = translator.roles
    slots = {*roles.slots.values()}
    values.setdefault("secrets", {})["existingSecret"] = translator.secret
    for slot in ("frontend", "backend"):
        section = values.setdefault(slot, {})
        if slot not in slots:
            section["enabled"] = False
    for each in workloads:
        slot = roles.slots[each.name]
        section = (
            values[slot]
            if slot in values
            else values.setdefault("services", {}).setdefault(slot, {})
        )
        section["preset"] = preset_of(each)
        _port(section, each)
        _image(section, each)
    _keys(values, workloads, translator)
    _servers(values, workloads, translator)
    _urls(values, workloads, translator)


def _port(section: dict[str, Any], workload: Workload) -> None:
    if workload.port is not None:
        section["port"] = workload.port


def _image(section: dict[str, Any], workload: Workload) -> None:
    section["image"] = image_values(workload.image)


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


def _keys(values: dict[str, Any], workloads: Sequence[Workload], translator: Translator) -> None:
    """Say which keys the backend gets, and whose the AI key is."""
    backend = next(
        (each for each in workloads if translator.roles.slots[each.name] == "backend"), None
    )
    entries = maps_in(translator.variables.of(backend.main, "backend")["env"]) if backend else []
    of_secret = {f"{each['name']}": map_at(each, "valueFrom", "secretKeyRef") for each in entries}
    own = {
        name: ref["key"] for name, ref in of_secret.items() if ref.get("name") == translator.secret
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


def _servers(values: dict[str, Any], workloads: Sequence[Workload], translator: Translator) -> None:
    """Let the services through to the servers beside the release that their variables name."""
    by_name = {each.name: each for each in translator.workloads}
    for name, kind in translator.roles.servers.items():
        server = by_name[name]
        port = SERVERS[kind]
        labels = server.labels or {"app": name}
        if kind in DATABASES and "database" not in values:
            database: dict[str, Any] = {"podSelector": {"matchLabels": dict(labels)}}
            if port != 5432:
                database["port"] = port
            values["database"] = database
            continue
        names = {name, *(each.object.name for each in server.services)}
        users = [translator.roles.slots[each.name] for each in workloads if names & _hosts_of(each)]
        entry: dict[str, Any] = {"port": port, "podSelector": {"matchLabels": dict(labels)}}
        if users:
            entry["reachableFrom"] = users
            key = re.sub(r"[^a-z0-9-]", "-", name.lower())
            values.setdefault("networkPolicy", {}).setdefault("servers", {})[key] = entry


def _hosts_of(workload: Workload) -> set[str]:
    """Return the words in the variables of a workload that can be host names."""
    texts = [*workload.variables.values(), workload.words]
    return {word for text in texts for word in re.findall(r"[a-z0-9][-a-z0-9]*", text)}


def _urls(values: dict[str, Any], workloads: Sequence[Workload], translator: Translator) -> None:
    """Say who reaches whom, and which variable of the frontend holds the backend's URL."""
    slots = translator.roles.slots
    services = dict(translator.slots.items())
    for each in workloads:
        slot = slots[each.name]
        hosts = _hosts_of(each)
        for name, target in services.items():
            if name not in hosts or target == slot:
                continue
            if target not in {"frontend", "backend"}:
                _reach(values["services"][target], "reachableFrom", slot)
            elif slot not in {"frontend", "backend"}:
                _reach(values["services"][slot], "reaches", target)
    frontend = next((each for each in workloads if slots[each.name] == "frontend"), None)
    if frontend is not None:
        _backend_url(values, frontend, translator)


def _reach(section: dict[str, Any], key: str, name: str) -> None:
    section.setdefault(key, [])
    if name not in section[key]:
        section[key].append(name)


def _backend_url(values: dict[str, Any], frontend: Workload, translator: Translator) -> None:
    backends = [name for name, slot in translator.slots.items() if slot == "backend"]
    for variable, value in frontend.variables.items():
        if any(re.fullmatch(rf"https?://{re.escape(name)}(:\d+)?/?", value) for name in backends):
            values["frontend"]["backendUrlEnv"] = variable
            return


def open_paths(values: dict[str, Any], route: dict[str, Any]) -> None:
    """Let the controller of a route through to the services that its paths lead to."""
    anybody: list[dict[str, Any]] = [{"namespaceSelector": {}}]
    is_ingress = "parentRefs" not in route
    peers = controllers(route.get("className", "nginx")) if is_ingress else anybody
    for path in route.get("paths", []):
        slot = path.get("service", "backend")
        if slot == "backend":
            values.setdefault("networkPolicy", {})["backendFrom"] = peers
        elif slot != "frontend":
            section = values.setdefault("services", {}).setdefault(slot, {})
            section.setdefault("networkPolicy", {})["extraFrom"] = peers


def job_key(name: str, roles: Roles) -> str:
    """Return a key of `cronJobs` for a job: its name, in the form that a key has."""
    base = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:30].strip("-") or "job"
    base = base if base[0].isalpha() else f"j-{base}"
    return f"{base}-job" if base in {*roles.slots.values(), "frontend", "backend", "test"} else base


def migrates(job: Manifest) -> bool:
    """Tell whether a Job migrates the database, by its name or its command."""
    workload = Workload(job, map_at(job.content, "spec", "template"))
    return bool("migrat" in job.object.name or re.search(MIGRATION, workload.words))


def migrate(values: dict[str, Any], job: Manifest, notes: Notes) -> None:
    """Make a Job the migrations of the chart."""
    workload = Workload(job, map_at(job.content, "spec", "template"))
    command = command_of(workload.main)
    if not command or values.get("backend", {}).get("enabled") is False:
        notes.lose(f"{job}: has no command for migrations.command; say what it runs")
        return
    values["migrations"] = {"enabled": True, "command": command}
    notes.judge(f"{job}: the migrations, by its name or command")
