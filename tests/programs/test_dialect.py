"""The table of `docs/dialect.md` has each program that is refused, and nothing else.

To write it anew: ``python -m tests.programs.test_dialect``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.programs import (
    of_builds,
    of_cdk8s,
    of_cluster,
    of_content,
    of_depth,
    of_enumerations,
    of_fields,
    of_found,
    of_generated,
    of_late_texts,
    of_names,
    of_objects,
    of_ranges,
    of_raw,
    of_rules,
    of_tables,
    of_tokens,
    of_types,
    of_watched,
)
from tests.programs.programs import AGREES, Program

PAGE = Path(__file__).parents[2] / "docs" / "dialect.md"
MARK = "<!-- table -->\n"
PARTS: dict[str, list[Program]] = {
    "Values that are used as if they were known": of_tokens.PROGRAMS,
    "Values that are read where no token can tell": [
        *of_watched.PROGRAMS,
        *of_tables.PROGRAMS,
        *of_found.PROGRAMS,
    ],
    "Names": of_names.PROGRAMS,
    "Objects per entry": of_objects.PROGRAMS,
    "Content": [*of_content.PROGRAMS, *of_raw.PROGRAMS],
    "cdk8s and cdk8s-plus": of_cdk8s.PROGRAMS,
    "The cluster": of_cluster.PROGRAMS,
    "Generated Secrets": of_generated.PROGRAMS,
    "Texts and rules": of_late_texts.PROGRAMS,
    "Depth": of_depth.PROGRAMS,
    "Rules, notes and numbers": of_rules.PROGRAMS,
    "Numbers of 64 bits": of_ranges.PROGRAMS,
    "Types": [*of_types.PROGRAMS, *of_enumerations.PROGRAMS],
    "Builds": of_builds.PROGRAMS,
}


HEAD = ("| what is written | words of the error |", "|---|---|")


def rows() -> Iterator[tuple[str, str, str]]:
    """Yield the part, the name and the words of each refusal."""
    for name, (words, _) in of_fields.MODELS.items():
        yield "Fields", name, words.replace("\\", "")
    for part, programs in PARTS.items():
        for program in programs:
            if program.outcome != AGREES:
                yield part, program.name, program.outcome


def table() -> str:
    """Return the table, a part after the other."""
    lines: list[str] = []
    last = ""
    for part, name, words in rows():
        if part != last:
            lines += ["", f"### {part}", "", *HEAD]
            last = part
        lines.append(f"| {_cell(name)} | {_cell(words)} |")
    return "\n".join(lines[1:]) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("][", "]\\[")  # no link


def test_table_has_each_refusal() -> None:
    """The page says what the tests hold."""
    assert PAGE.read_text(encoding="utf-8").partition(MARK)[2].strip() == table().strip()


if __name__ == "__main__":
    head = PAGE.read_text(encoding="utf-8").partition(MARK)[0]
    PAGE.write_text(f"{head}{MARK}\n{table()}", encoding="utf-8")
