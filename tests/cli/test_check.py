"""`todo-k8s check`: all faults at once, each at its place, and no value that may be a secret."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from todo_k8s import TodoChatbotValues
from todo_k8s.cli import main
from todo_k8s.cli.masking import masked_text

Output = pytest.CaptureFixture[str]

BAD = """\
# the values of production: canary
backend:
  replicaCount: 2000  # canary
  replicaCout: canary
  image: {tag: canary}
  env:
    A: |
      canary
      more canary
    B: [canary]
secrets:
  mode: valus
frontend:
  replicaCount: canary
"""
ODD = """\
frontend:
  replicaCount: 1
  service: {type: LoadBalancer}
ingress: {enabled: true, hosts: [a.example.com]}
networkPolicy:
  enabled: false
frontend: {replicaCount: 1, service: {type: LoadBalancer}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "bad.yaml").write_text(BAD)
    (tmp_path / "odd.yaml").write_text(ODD)
    (tmp_path / "base.yaml").write_text("backend:\n  replicaCount: 4000\n")
    (tmp_path / "broken.yaml").write_text("a: canary\nb: [\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_tells_every_fault_at_its_place(capsys: Output) -> None:
    """File, line and column, the line itself, the rule, and what to do."""
    assert main(["check", "bad.yaml"]) == 1
    told = capsys.readouterr().out
    places = re.findall(r"error: ([\w.]+): .*\n  --> bad.yaml:(\d+):(\d+)", told)
    assert places == [
        ("backend.replicaCount", "3", "17"),
        ("backend.replicaCout", "4", "3"),
        ("backend.env.B", "10", "8"),
        ("secrets.mode", "12", "9"),
        ("frontend.replicaCount", "14", "17"),
    ]
    assert "unknown key; did you mean backend.replicaCount?" in told
    assert "  3 |   replicaCount: 2000\n    |                 ^\n" in told
    assert told.endswith("5 faults\n")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_shows_no_value_that_may_be_a_secret(form: str, capsys: Output) -> None:
    """Neither of a file that is refused nor of one that is no YAML, comments included."""
    command = ["check", "-o", form, "--set", "backend.env.C[0]=canary"]
    assert main([*command, "bad.yaml", "broken.yaml"]) == 1
    printed = capsys.readouterr()
    assert "canary" not in printed.out + printed.err


def test_a_key_that_its_map_refuses_is_pointed_at(tmp_path: Path, capsys: Output) -> None:
    """Not what it has for a value, which may be on another line."""
    file = tmp_path / "values.yaml"
    file.write_text("""\
services:
  Bad_Name:
    image:
      repository: x
backend:
  env:
    bad key: x
  writablePaths:
    /a: x
""")
    assert main(["check", str(file)]) == 1
    told = capsys.readouterr().out
    assert re.findall(r"error: ([^:]+): .*\n  --> .*values.yaml:(\d+:\d+)", told) == [
        ("services.Bad_Name", "2:3"),
        ("backend.env.bad key", "7:5"),
        ("backend.writablePaths./a", "9:9"),
    ]


def test_tells_names_that_are_taken_beside_broken_rules(tmp_path: Path, capsys: Output) -> None:
    """What the release refuses too, as Helm tells both at once."""
    file = tmp_path / "values.yaml"
    file.write_text("""
backend: {service: {alias: todo-todo-chatbot-frontend}}
auth: {url: todo.example.com}
""")
    assert main(["check", str(file)]) == 1
    told = re.findall(r"(?m)^error: ([^:]+): ", capsys.readouterr().out)
    assert told == ["backend.service.alias", "auth.url"]


def test_tells_broken_rules_where_a_type_is_wrong_elsewhere(tmp_path: Path, capsys: Output) -> None:
    """Only the rules that look at what is wrong are left out: nothing is known of it.

    So are those of the whole, such as that of a service's name, as parts of it are wrong.
    """
    file = tmp_path / "values.yaml"
    file.write_text("""
frontend: {replicaCount: two, image: {repository: "a:1"}, podDisruptionBudget: {maxUnavailable: 2}}
auth: {url: todo.example.com}
imagePullSecrets: [a, {name: B}]
services: {Web: {image: {repository: a}}, mail: {image: {repository: "a:1"}}}
ingress: {hosts: [A]}
""")
    assert main(["check", str(file)]) == 1
    told = re.findall(r"(?m)^error: ([^:]+): ", capsys.readouterr().out)
    assert sorted(told) == [
        "auth.url",
        "frontend.image.repository",
        "frontend.replicaCount",
        "imagePullSecrets[0]",
        "ingress.hosts[0]",
        "services.mail.image.repository",
    ]


@pytest.mark.usefixtures("folder")
def test_warns_of_what_is_allowed_and_odd(capsys: Output) -> None:
    """Of a key that is set twice too; only `--strict` fails for it."""
    assert main(["check", "odd.yaml"]) == 0
    told = capsys.readouterr().out
    warned = re.findall(r"warning: ([\w.]+)(?:: | is set again).*\n  --> odd.yaml:(\d+)", told)
    assert warned == [
        ("ingress.tls", "4"),
        ("networkPolicy.enabled", "6"),
        ("frontend", "7"),
        ("frontend.replicaCount", "7"),
        ("frontend.service.type", "7"),
    ]
    assert told.endswith("no faults, 5 warnings\n")
    assert main(["check", "--strict", "odd.yaml"]) == 1


@pytest.mark.usefixtures("folder")
def test_names_what_is_overridden(capsys: Output) -> None:
    """The file that counts is shown, and the one that it overrides is named."""
    assert main(["check", "-f", "base.yaml", "-f", "bad.yaml"]) == 1
    told = capsys.readouterr().out
    assert "--> bad.yaml:3:17" in told
    assert "base.yaml:2:17 sets it too, and is overridden" in told


@pytest.mark.usefixtures("folder")
def test_each_file_is_checked_by_itself(capsys: Output) -> None:
    """As pre-commit gives them: over those of -f, and not over one another."""
    assert main(["check", "base.yaml", "odd.yaml", "--output", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    faults = [(each["source"], each["line"]) for each in found if each["level"] == "error"]
    assert faults == [("base.yaml", 2)]
    assert {each["source"] for each in found} == {"base.yaml", "odd.yaml"}


@pytest.mark.usefixtures("folder")
def test_github_shows_each_beside_its_line(capsys: Output) -> None:
    """As workflow commands."""
    assert main(["check", "--format", "github", "base.yaml"]) == 1
    assert capsys.readouterr().out == (
        "::error file=base.yaml,line=2,col=17::backend.replicaCount: must be at most 1000\n"
    )


SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "items": {
                "required": ["tool", "results"],
                "properties": {
                    "tool": {
                        "required": ["driver"],
                        "properties": {"driver": {"required": ["name", "rules"]}},
                    },
                    "results": {
                        "items": {
                            "required": ["ruleId", "message", "level"],
                            "properties": {"level": {"enum": ["error", "warning"]}},
                        }
                    },
                },
            }
        },
    },
}
"""What readers of SARIF count on; its whole schema cannot be had here."""


@pytest.mark.usefixtures("folder")
def test_sarif_has_a_place_and_a_rule_for_each(capsys: Output) -> None:
    """As code scanning reads it."""
    assert main(["check", "--format", "sarif", "bad.yaml", "broken.yaml"]) == 1
    log: dict[str, Any] = json.loads(capsys.readouterr().out)
    jsonschema.validate(log, SARIF)
    run = log["runs"][0]
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert rules == {"invalid-value", "not-yaml", "unknown-key"}
    assert {each["ruleId"] for each in run["results"]} == rules
    lines = [
        each["locations"][0]["physicalLocation"]["region"]["startLine"] for each in run["results"]
    ]
    assert lines == [3, 4, 10, 12, 14, 3]


@pytest.mark.usefixtures("folder")
def test_only_a_terminal_gets_colours(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or who asks for them; who says no gets none."""
    main(["check", "bad.yaml"])
    assert "\x1b" not in capsys.readouterr().out
    monkeypatch.setenv("FORCE_COLOR", "1")
    main(["check", "bad.yaml"])
    assert "\x1b[31;1merror:\x1b[0m" in capsys.readouterr().out
    monkeypatch.setenv("NO_COLOR", "1")
    main(["check", "bad.yaml"])
    assert "\x1b" not in capsys.readouterr().out


MASKED = {
    "backend: {replicaCount: 3, env: {A: 'x # y'}, enabled: yes} # canary": (
        "backend: {replicaCount: 3, env: {A: …}, enabled: yes}"
    ),
    "secrets: {mode: values, values: {A: 12345}}": "secrets: {mode: values, values: {A: …}}",
    "unknown: 12345": "unknown: …",
    "- canary": "- …",
    "*canary": "",
    "canary": "…",
    "a: &canary canary": "a: …",
    "a: {b: 1, c: *canary}": "",
    "backend: {port: 8000,# canary": "",
    "backend: {port: 8000,# canary\n}": "backend: {port: 8000,",
    "backend: {port: 8000}\t# canary": "backend: {port: 8000}",
    "\ufeffsecrets: {values: {A: 9}, mode: values}": "secrets: {values: {A: …}, mode: values}",
    "%YAML 1.1\n--- # canary\na: canary": "… …",
    '"canary\n  canary": 1': "",
}


@pytest.mark.parametrize("text", MASKED)
def test_lines_show_keys_numbers_and_choices(text: str) -> None:
    """A number only where a field takes one: elsewhere it may be a secret."""
    lines = masked_text(f"{text}\n", TodoChatbotValues).lines
    assert (lines or [""])[0] == MASKED[text]


def test_texts_over_several_lines_are_masked() -> None:
    """Blocks, folded and quoted ones; what follows them is shown."""
    text = (
        "a: |\n  canary\n  canary\nb: >-\n\n  canary\n"
        'c: "canary\n  canary"\nd: {e: "canary\n canary", f: 1}\n'
    )
    lines = masked_text(text, TodoChatbotValues).lines
    assert "canary" not in "".join(lines)
    assert [line.partition(":")[0] for line in lines if line and line[0] != " "] == [*"abcd"]
    assert len(lines) == len(text.split("\n"))


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n", "\x85", "\u2028", "\u2029"])
def test_lines_are_those_of_yaml(end: str) -> None:
    """Each of its line ends is one, also in a comment."""
    text = end.join(["# canary", "a: canary", "secrets:", "  values: {A: canary}"])
    assert masked_text(text, TodoChatbotValues).lines == [
        *("", "a: …", "secrets:", "  values: {A: …}")
    ]


@pytest.mark.usefixtures("folder")
def test_a_mark_is_below_what_is_wrong(capsys: Output) -> None:
    """Behind what is masked on the same line, too."""
    Path("one-line.yaml").write_text(
        "secrets: {values: {DATABASE_URL: postgres://u@h, GEMINI_API_KEY: key}, mode: wrong}\n"
    )
    assert main(["check", "one-line.yaml"]) == 1
    lines = capsys.readouterr().out.splitlines()
    shown = next(line for line in lines if line.endswith("mode: …}"))
    mark = lines[lines.index(shown) + 1]
    assert shown[mark.index("^")] == "…"
    assert shown[: mark.index("^")].endswith("mode: ")
