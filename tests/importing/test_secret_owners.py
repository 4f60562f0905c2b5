"""Keys of Secrets that a file or another object makes: told there, and not as a command."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from tests.importing.reading import deployment, imported_text


@pytest.mark.parametrize(
    "owner",
    [
        {"kind": "ExternalSecret", "metadata": {"name": "e"}, "spec": {"target": {"name": "app"}}},
        {"kind": "ExternalSecret", "metadata": {"name": "app"}, "spec": {}},
        {"kind": "SealedSecret", "metadata": {"name": "app"}, "spec": {}},
    ],
)
def test_keys_are_added_to_what_makes_the_secret(owner: dict[str, Any]) -> None:
    """It removes what others add to the Secret."""
    api = deployment()
    (main,) = api["spec"]["template"]["spec"]["containers"]
    source = {"secretKeyRef": {"name": "app", "key": "URL"}}
    main["env"] = [{"name": "URL", "valueFrom": source}, {"name": "A_TOKEN", "value": "canary12"}]
    found = imported_text(yaml.safe_dump_all([api, owner]))
    told = f"have {owner['kind']} {owner['metadata']['name']} give the Secret app the key A_TOKEN"
    assert any(line.startswith(told) for line in found.notes.to_do)
    assert not [key for key in found.notes.keys if key.secret == "app"]
    assert not [line for line in found.notes.to_do if line.startswith("add the key")]


def test_a_secret_has_one_command() -> None:
    """kubectl takes a file of variables or single values; keys are to be in the file."""
    api = {
        "image": "acme/api:1",
        "ports": ["80:8000"],
        "env_file": "app.env",
        "environment": {"A_TOKEN": "canary12"},
    }
    found = imported_text(yaml.safe_dump({"services": {"api": api}}))
    commands = [*found.notes.to_do, *found.report()["commands"]]
    secrets = [each.split()[4] for each in commands if each.startswith("kubectl create secret")]
    assert len(secrets) == len({*secrets})
    (told,) = [line for line in found.notes.to_do if "--from-env-file" in line]
    assert "remove quotes, export and comments" in told
