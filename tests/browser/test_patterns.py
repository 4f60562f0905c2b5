"""Regular expressions match on the page what they match in Python and in Helm."""

from __future__ import annotations

from random import Random

from tests.browser.engine import Engine
from tests.unit import drawn_patterns as drawn
from todo_k8s.browser.patterns import for_javascript
from todo_k8s.errors import TemplateError
from todo_k8s.helm.fields.patterns import occurs
from todo_k8s.helm.functions import replace_pattern


def accepted(patterns: set[str]) -> dict[str, str]:
    """Return those that are accepted, each with the form that JavaScript reads."""
    found: dict[str, str] = {}
    for pattern in sorted(patterns):
        try:
            found[pattern] = for_javascript(pattern)
        except TemplateError:
            continue
    return found


def test_generated_patterns_occur_in_the_same_texts(page_engine: Engine) -> None:
    """Each is tried on eight, some of letters that engines fold otherwise."""
    rng = Random(20261128)
    patterns = accepted({drawn.pattern(rng) for _ in range(1500)})
    differ: list[tuple[str, str]] = []
    hits = 0
    for pattern, source in patterns.items():
        texts = [drawn.text(rng) for _ in range(8)]
        wanted = [occurs(pattern, text) for text in texts]
        found = page_engine.ask("matches", source=source, texts=texts)
        hits += sum(wanted)
        differ += [
            (pattern, text)
            for text, theirs, ours in zip(texts, found, wanted, strict=True)
            if theirs != ours
        ]
    assert differ == []
    assert len(patterns) > 700
    assert hits > 8 * len(patterns) / 5


def test_sets_hold_the_same_characters(page_engine: Engine) -> None:
    """With case and without."""
    beyond = "\u01c5\u0345\u03c2\u0660\u1e9e\u2028\u212a\uff11\U0001d49c"
    texts = [*map(chr, range(0x180)), *beyond]
    flagged = {flag + each for flag in ("", "(?i)") for each in (*drawn.SETS, "k", "s", "[^K]")}
    patterns = accepted({f"^{each}$" for each in flagged})
    for pattern, source in patterns.items():
        found = page_engine.ask("matches", source=source, texts=texts)
        wanted = [occurs(pattern, text) for text in texts]
        assert found == wanted, pattern
    assert len(patterns) > 80


def test_the_same_matches_are_replaced(page_engine: Engine) -> None:
    """Each pattern is tried on six texts."""
    rng = Random(20261129)
    patterns = accepted({drawn.replaceable(rng) for _ in range(400)})
    changed = 0
    for pattern, source in patterns.items():
        texts = [drawn.text(rng) + drawn.text(rng) for _ in range(6)]
        by = rng.choice(["", "<>", "$1", "$&", r"\0", "a"])
        wanted = [replace_pattern(text, pattern, by) for text in texts]
        assert page_engine.ask("replace", source=source, texts=texts, by=by) == wanted, pattern
        changed += sum(text != after for text, after in zip(texts, wanted, strict=True))
    assert len(patterns) > 300
    assert changed > len(patterns)
