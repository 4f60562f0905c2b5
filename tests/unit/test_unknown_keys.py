"""What is said of keys that values do not know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

import helm_python
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from todo_k8s import TodoChatbot
from todo_k8s.errors import ValuesError, printable
from todo_k8s.helm import ChartValues, HelmChart, chart_files
from todo_k8s.helm.chart.metadata import ChartMetadata
from todo_k8s.helm.model.missing import needed
from todo_k8s.helm.model.unknown_keys import UNKNOWN
from todo_k8s.testing.helm_library import loaded
from todo_k8s.testing.helm_programs import without_schema
from todo_k8s.values import TodoChatbotValues


class Worker(ChartValues):
    """An item of a map."""

    _renamed: ClassVar[Mapping[str, str]] = {"tube": "queueName", "worker": ".spare"}
    _removed: ClassVar[Mapping[str, str]] = {"ttl": "nothing reads it"}

    queue_name: str = "default"
    """The queue."""


class Farm(ChartValues):
    """Values with a map of models."""

    workers: dict[str, Worker] = {}
    """The workers."""


MEANT: dict[str, dict[str, Any]] = {
    "backend.replicas: unknown key; did you mean backend.replicaCount?": {
        "backend": {"replicas": 3}
    },
    "backend.image.tga: unknown key; did you mean backend.image.tag?": {
        "backend": {"image": {"tga": "1"}}
    },
    "backend.image.repo: unknown key; did you mean backend.image.repository?": {
        "backend": {"image": {"repo": "a"}}
    },
    "backend.sideCars: unknown key; did you mean backend.sidecars?": {"backend": {"sideCars": []}},
    "Image: unknown key; it belongs to backend.image or frontend.image or migrations.image or …": {
        "Image": {}
    },
    "env: unknown key; it belongs to backend.env or frontend.env": {"env": {}},
    "minReplicas: unknown key; it belongs to backend.autoscaling.minReplicas or "
    "frontend.autoscaling.minReplicas": {"minReplicas": 2},
    "backend.cronJobs: unknown key; it belongs to cronJobs": {"backend": {"cronJobs": {}}},
    "backend.minReplicas: unknown key; it belongs to backend.autoscaling.minReplicas": {
        "backend": {"minReplicas": 2}
    },
    "backend.livenessProbe: unknown key; did you mean backend.probes.liveness?": {
        "backend": {"livenessProbe": {}}
    },
    "backend.imagePullPolicy: unknown key; did you mean backend.image.pullPolicy?": {
        "backend": {"imagePullPolicy": "Always"}
    },
    "backend.image.name: unknown key; did you mean backend.image.repository?": {
        "backend": {"image": {"name": "a"}}
    },
    "worker: unknown key; a further service stands below services, such as services.worker": {
        "worker": {}
    },
    "gateway.parentRefs[0].section_name: unknown key; did you mean "
    "gateway.parentRefs[0].sectionName?": {
        "gateway": {"parentRefs": [{"name": "a", "section_name": "b"}]}
    },
    "services.mail.image.tga: unknown key; did you mean services.mail.image.tag?": {
        "services": {"mail": {"image": {"repository": "mail", "tga": "1"}}}
    },
    "backend.hostAliases: unknown key; put it into backend.podSpec": {
        "backend": {"hostAliases": []}
    },
    "frontend.service.ipFamilies: unknown key; put it into frontend.serviceSpec": {
        "frontend": {"service": {"ipFamilies": ["IPv6"]}}
    },
    "backend.probes.stdin: unknown key; put it into backend.containerSpec": {
        "backend": {"probes": {"stdin": True}}
    },
    "services.mail.paused: unknown key; put it into services.mail.deploymentSpec": {
        "services": {"mail": {"image": {"repository": "mail"}, "paused": True}}
    },
    "zzz: unknown key; check the spelling, or remove it": {"zzz": 1},
}


@pytest.mark.parametrize("line", MEANT)
def test_key_that_is_meant(line: str) -> None:
    """A misspelt key names the one that is meant, and one in the wrong place where it belongs."""
    with pytest.raises(ValuesError) as caught:
        TodoChatbotValues.from_mapping(MEANT[line])
    assert caught.value.faults == (line,)


def test_key_of_an_item() -> None:
    """The items of a map have keys of their own."""
    with pytest.raises(ValuesError) as caught:
        Farm.from_mapping({"workers": {"mail": {"queue": "a"}}})
    assert caught.value.faults == (
        "workers.mail.queue: unknown key; did you mean workers.mail.queueName?",
    )


def test_keys_of_older_versions() -> None:
    """A key that was renamed, moved or removed is told as that."""
    old: dict[str, Any] = {"tube": "a", "worker": {}, "ttl": 1}
    with pytest.raises(ValuesError) as caught:
        Farm.from_mapping({"workers": {"mail": old}})
    assert caught.value.faults == (
        "workers.mail.tube: unknown key; it is now workers.mail.queueName",
        "workers.mail.worker: unknown key; it is now spare",
        "workers.mail.ttl: unknown key; it was removed; nothing reads it",
    )


class Nested(ChartValues):
    """Values with sections in lists of maps, and one that may be null."""

    farms: list[dict[str, Farm]] = []
    """The farms."""

    spare: Worker | None = None
    """One more."""


def test_keys_of_sections_in_lists_of_maps() -> None:
    """A place is told as it is written, whatever leads to it."""
    with pytest.raises(ValuesError) as caught:
        Nested.from_mapping(
            {"farms": [{}, {"a": {"workers": {"b": {"queueNames": 1}}}}], "spare": {"queu": 1}}
        )
    place = "farms[1].a.workers.b"
    assert set(caught.value.faults) == {
        f"{place}.queueNames: unknown key; did you mean {place}.queueName?",
        "spare.queu: unknown key; did you mean spare.queueName?",
    }


class NestedChart(HelmChart[Nested]):
    """A chart of them, with nothing in it."""

    metadata = ChartMetadata("nested", "1.0.0", description="Nested.", app_version="1")

    def build(self) -> None:
        """Make nothing."""


@pytest.fixture(scope="module")
def helms() -> Iterator[dict[type[ChartValues], helm_python.Chart]]:
    """Helm 4 with todo-chatbot and with the nested chart, without their schemas."""
    todo, nested = (without_schema(chart_files(each)) for each in (TodoChatbot, NestedChart))
    with loaded(todo) as one, loaded(nested) as other:
        yield {TodoChatbotValues: one, Nested: other}


WORDS = sorted({path.rpartition(".")[2] for path in needed(TodoChatbotValues)})
SECTIONS = [(), ("backend",), ("backend", "image"), ("secrets",), ("services", "w"), ("zzz",)]
_WORD = st.sampled_from(WORDS)


def _begun(word: str, end: int) -> str:
    return word[:end]


def _joined(one: str, other: str) -> str:
    return f"{one}{other.title()}"


def _sorted(word: str) -> str:
    return "".join(sorted(word))


TYPOS: st.SearchStrategy[str] = st.one_of(
    _WORD,
    st.builds(_begun, _WORD, st.integers(1, 12)),
    st.builds(_joined, _WORD, _WORD),
    st.builds(_sorted, _WORD),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\0"), min_size=1),
)
"""Keys that a message names whole: it has a line for a fault, and ends at NUL."""


@pytest.mark.helm
@settings(max_examples=60, deadline=None)
@given(key=TYPOS, section=st.sampled_from(SECTIONS))
@example(key="replica\xa0Count", section=("backend",))
@example(key="a\x1b\x7f\x85\xad\u2028\u202e\ufeff\U000e0001", section=())
@example(key='%s %d "a\\b"\'{{ c }}', section=("backend", "image"))
def test_helm_says_the_same(
    helms: dict[type[ChartValues], helm_python.Chart], key: str, section: tuple[str, ...]
) -> None:
    """Whatever the key, and wherever it stands, Helm and Python say the same line of it."""
    values: dict[str, Any] = {key: {}}
    for name in reversed(section):
        more = {"image": {"repository": "w"}} if name == "w" else {}
        values = {name: {**more, **values}}
    assert_same(helms[TodoChatbotValues], TodoChatbotValues, values)


@pytest.mark.helm
def test_helm_says_the_same_of_items(helms: dict[type[ChartValues], helm_python.Chart]) -> None:
    """Also in lists of maps, and in a section that may be null."""
    values: dict[str, Any] = {
        "farms": [{}, {"a": {"workers": {"b": {"queueNames": 1, "": 2, ".x": 3}}}}],
        "spare": {"queu": 1, "tube": "a", "worker": {}, "ttl": 1},
    }
    assert_same(helms[Nested], Nested, values)


def assert_same(chart: helm_python.Chart, model: type[ChartValues], values: dict[str, Any]) -> None:
    """Check that what Python says of unknown keys, Helm says, and nothing else of them.

    Only what shows nothing in a key is not the same: Helm prints it, and Python escapes it.
    """
    _, faults = model.judged(values)
    said = {line for line in faults if UNKNOWN in line}
    theirs: set[str] = set()
    try:
        chart.render(values, name="todo", namespace="todo")
    except helm_python.HelmError as error:
        lines = map(printable, str(error).split("\n"))
        theirs = {line for line in lines if f": {UNKNOWN}; " in line}
    assert said == theirs
