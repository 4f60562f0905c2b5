"""No secret is shown in a diff, wherever it is in manifests and however they change."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.diff.pairs import BASES, made
from tests.leaks.canaries import BY_KEY, CANARY, RIGHT, shown
from todo_k8s import render
from todo_k8s.diff import Diff, compared
from todo_k8s.diff.data import as_data
from todo_k8s.diff.text import lines
from todo_k8s.errors import ValuesError
from todo_k8s.manifests.reading import manifests_in_text

Object = dict[str, Any]


def plain(text: str, *_colours: str) -> str:
    """Return a text without colours."""
    return text


def outputs(diff: Diff) -> list[str]:
    """Return all that is told of a diff."""
    text = "\n".join(lines(diff, plain))
    told = [repr(each) for each in diff.objects]
    fields = [repr(change) for each in diff.objects for change in each.changes]
    return [text, json.dumps(as_data(diff)), repr(diff), *told, *fields]


def pod(**container: Any) -> Object:
    """Return a Pod of one container."""
    return made("v1", "Pod", {"spec": {"containers": [{"name": "web", **container}]}})


def config(**data: str) -> Object:
    """Return a ConfigMap."""
    return made("v1", "ConfigMap", {"data": data})


def custom(**spec: Any) -> Object:
    """Return an object of a kind that nobody knows."""
    return made("example.com/v1", "Thing", {"spec": spec})


LONG = CANARY * 2
PLACES: dict[str, tuple[Object, Object]] = {
    "data": (BASES["Secret"], made("v1", "Secret", {"data": {"a": LONG, "b": CANARY}})),
    "stringData": (BASES["Secret"], made("v1", "Secret", {"stringData": {"a": CANARY}})),
    "variable by its name": (pod(), pod(env=[{"name": "API_TOKEN", "value": CANARY}])),
    "variable by its content": (
        pod(env=[{"name": "A", "value": "x"}]),
        pod(env=[{"name": "A", "value": f"redis://user:{CANARY}@host"}]),
    ),
    "argument": (pod(args=["a"]), pod(args=["a", f"--password={CANARY}"])),
    "argument after its option": (
        pod(args=["serve", "--db-password", "x"]),
        pod(args=["serve", "--db-password", CANARY]),
    ),
    "command of a shell": (pod(), pod(command=["sh", "-c", f"export PASSWORD={CANARY}; run"])),
    "entry of a ConfigMap": (config(), config(DB_PASSWORD=CANARY)),
    "file in a ConfigMap": (config(), config(**{"app.yaml": f"db:\n  password: {CANARY}\n"})),
    "private key": (config(), config(a=f"-----BEGIN PRIVATE KEY-----\n{CANARY}\n")),
    "field of another kind": (custom(), custom(auth={"password": CANARY, "apiKey": CANARY})),
    "URL of another kind": (custom(url="x"), custom(url=f"https://u:{CANARY}@host/")),
    "checksum": (
        pod(),
        {**pod(), "metadata": {"name": "pod", "annotations": {"checksum/secret": CANARY}}},
    ),
    "kubectl's copy": (
        config(),
        {
            **config(),
            "metadata": {
                "name": "configmap",
                "annotations": {"kubectl.kubernetes.io/last-applied-configuration": CANARY},
            },
        },
    ),
}


@pytest.mark.parametrize("place", PLACES)
def test_no_secret_is_shown(place: str) -> None:
    """Whether it is new, gone, or changes to another one."""
    one, other = PLACES[place]
    more = json.loads(json.dumps(other).replace(CANARY, CANARY[::-1]))
    for sides in ((one, other), (other, one), (other, more), (more, other)):
        diff = compared(sides[:1], sides[1:])
        assert diff.objects
        for text in outputs(diff):
            assert not shown(text)
            assert CANARY[::-1] not in text


ELSEWHERE: dict[str, Object] = {
    "variable": pod(env=[{"name": "A", "value": LONG}]),
    "within a text": custom(a=f"some {LONG} text"),
    "key": custom(**{LONG: 1}),
    "name of an item": custom(items=[{"name": LONG, "value": 1}]),
    "number": custom(a=CANARY),
}


@pytest.mark.parametrize("place", ELSEWHERE)
def test_what_a_secret_holds_is_shown_nowhere_else(place: str) -> None:
    """Somebody copied it to where nothing looks like a credential."""
    secret = made("v1", "Secret", {"stringData": {"a": LONG, "b": CANARY}})
    empty = {**ELSEWHERE[place], "spec": {"a": 1}}
    diff = compared([secret, empty], [secret, ELSEWHERE[place]])
    assert diff.objects
    assert not [text for text in outputs(diff) if shown(text)]


def test_plain_values_are_shown() -> None:
    """What is no secret is there to be read, names of secrets and of their keys included."""
    key = {"secretKeyRef": {"name": "credentials", "key": "DATABASE_PASSWORD"}}
    old, new = pod(env=[]), pod(env=[{"name": "DATABASE_PASSWORD", "valueFrom": key}])
    text, *_ = outputs(compared([old], [new]))
    assert 'env[DATABASE_PASSWORD].valueFrom.secretKeyRef.key: + "DATABASE_PASSWORD"' in text
    text, *_ = outputs(compared([custom(secretKey="a", a=1)], [custom(secretKey="b", a=2)]))
    assert 'spec.secretKey: "a" → "b"' in text


@pytest.mark.parametrize("case", BY_KEY)
def test_no_secret_of_todo_chatbot_is_shown(case: str) -> None:
    """From the defaults to values with a canary, and back."""
    try:
        secret = render(BY_KEY[case])
    except ValuesError:
        secret = render(RIGHT)
    for sides in ((render({}), secret), (secret, render({}))):
        assert not [text for text in outputs(compared(*sides)) if shown(text)]


WRONG = {
    "no YAML": f"a: {CANARY}: {CANARY}\n",
    "no object": f"{CANARY}\n",
    "no kind": f"metadata: {{name: {CANARY}}}\n",
    "no name": f"kind: Secret\ndata: {{a: {CANARY}}}\n",
    "unknown alias": f"kind: *{CANARY}\n",
    "a tag": f"kind: !!python/object:{CANARY} {{}}\n",
    "deep": "[" * 3000 + CANARY + "]" * 3000,
    "many aliases": "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)),
}


@pytest.mark.parametrize("case", WRONG)
def test_refuses_what_are_no_manifests(case: str) -> None:
    """In a line that names the file, and shows nothing of what is in it."""
    with pytest.raises(ValuesError, match=r"^secrets\.yaml: ") as refused:
        manifests_in_text(WRONG[case], "secrets.yaml")
    assert not shown(repr(refused.value) + repr(refused.value.__context__))
