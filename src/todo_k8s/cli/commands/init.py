"""``todo-k8s init``: the first values file, by questions or by flags."""

from __future__ import annotations

import argparse
from dataclasses import fields, replace
from functools import partial
from typing import Any

from todo_k8s.cli.answers import (
    CHOICES,
    HELP,
    QUESTIONS,
    idle_flags,
    missing_flags,
    of_answer,
    wrong_flags,
)
from todo_k8s.cli.arguments import (
    Commands,
    add_chart,
    add_command,
    add_output,
    add_release,
    add_values,
)
from todo_k8s.cli.charts import GivenChart, given_chart
from todo_k8s.cli.inputs import given_layers, given_release, read_file
from todo_k8s.cli.output import print_json, print_text, say
from todo_k8s.cli.prompts import asked, is_interactive
from todo_k8s.cli.values_output import add_values_output, in_commands, write_values
from todo_k8s.errors import TodoK8sError, ValuesError
from todo_k8s.helm.compiled.evaluation import evaluated
from todo_k8s.helm.plain.shapes import is_map, overlaid
from todo_k8s.helm.reading.layers import layers_of
from todo_k8s.importing.initial import (
    Answers,
    initial_values,
    note_initial,
    placeholders,
)
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.writing import ordered, values_file

_EXAMPLES = """\
  todo-k8s init --to values.yaml        ask what is nearly always set
  todo-k8s init --host todo.example.com --frontend-image ghcr.io/acme/web:1.2 \\
      --backend-image ghcr.io/acme/api:1.2 --ingress-class nginx --no-input
  todo-k8s init --secrets values --secrets-file secrets.yaml --to values.yaml
  todo-k8s init --secrets external --secret-name vault --no-input
  todo-k8s init shop.py:Shop --set api.replicaCount=3 --to values.yaml
"""
_MOST_QUESTIONS = 100
_WRONG_ARGUMENTS = 2


def add(commands: Commands) -> None:
    """Add the command."""
    summary = "write the first values file, by questions or by flags"
    command = add_command(commands, "init", summary, _EXAMPLES)
    add_chart(command)
    for name, help_text in HELP.items():
        flag = f"--{name.replace('_', '-')}"
        command.add_argument(flag, choices=CHOICES.get(name), default=None, help=help_text)
    command.add_argument(
        "--secrets-file",
        metavar="FILE",
        help="the values file with secrets.values of --secrets values; it is read and not copied",
    )
    add_values(command)
    add_release(command)
    command.add_argument(
        "--no-input", action="store_true", help="ask nothing, not even at a terminal"
    )
    add_values_output(command)
    add_output(command, "yaml", "json")
    command.set_defaults(run=run, wrong=command.error)


def run(options: argparse.Namespace) -> int:
    """Write or print the values file; return 2 if a flag is missing or would have no effect.

    Raises:
        ValuesError: If what is said is refused, and nobody can be asked.
    """
    given = given_chart(options.chart)
    said = {field.name: getattr(options, field.name) for field in fields(Answers)}
    answers = Answers(**{name: value for name, value in said.items() if value is not None})
    if options.chart is not None and (answers != Answers() or options.secrets_file):
        options.wrong("these flags are of todo-chatbot; use --set for a chart of your own")
    if idle := idle_flags({**vars(answers), "secrets_file": options.secrets_file}):
        say(idle)
        return _WRONG_ARGUMENTS
    answered = {name for name, value in said.items() if value is not None}
    return _First(given, options, answers, answered).write()


class _First:
    """The first values of a chart."""

    def __init__(
        self, given: GivenChart, options: argparse.Namespace, answers: Answers, said: set[str]
    ) -> None:
        self._given, self._options, self._answers, self._said = given, options, answers, said
        self._more: dict[str, Any] = given_layers(options).values
        if is_map(section := self._more.get("secrets")) and section.get("values"):
            raise ValuesError("secrets.values: is written to no file by init; give it at install")
        self._asks = is_interactive() and not options.no_input
        self._credentials: dict[str, Any] | None = None
        if options.secrets_file is not None:
            self._credentials = read_file(options.secrets_file).values

    def write(self) -> int:
        """Ask what is not said, and write the values file or print it; return the exit status."""
        if self._asks:
            try:
                self._ask()
            except EOFError:
                raise ValuesError("standard input: ended before all was answered") from None
        faults = self._faults(self._answers, self._more)
        given = {**vars(self._answers), "secrets_file": self._options.secrets_file}
        if self._options.chart is None and (missing := missing_flags(faults, given)):
            say(missing)
            return _WRONG_ARGUMENTS
        if self._options.chart is None and (wrong := self._wrong_flags(faults)):
            say(wrong)
            return _WRONG_ARGUMENTS
        if faults:
            raise ValuesError(*faults)
        self._print()
        return 0

    def _wrong_flags(self, faults: list[str]) -> list[str]:
        """Return what is wrong with flags and the rest; nothing if it is not the flags."""
        before = {*self._faults(Answers(), self._more)}
        return wrong_flags([line for line in faults if line not in before], vars(self._answers))

    def _values(self, answers: Answers, more: dict[str, Any]) -> dict[str, Any]:
        own = {} if self._options.chart is not None else initial_values(answers)
        return overlaid(own, more)

    def _faults(self, answers: Answers, more: dict[str, Any]) -> list[str]:
        values = overlaid(self._values(answers, more), self._unwritten(answers))
        try:
            read = self._given.compiled.model.from_mapping(values)
            evaluated(self._given.compiled, read, given_release(self._given, self._options))
        except ValuesError as error:
            return [*error.faults]
        return []

    def _unwritten(self, answers: Answers) -> dict[str, Any]:
        """Return the credentials that are given beside the file, or what stands for them."""
        if self._credentials is not None:
            return self._credentials
        return placeholders(answers) if self._asks else {}

    def _ask(self) -> None:
        if self._options.chart is None:
            for name, question, default, choices in QUESTIONS:
                if name not in self._said and self._is_asked(name):
                    answer = asked(question, default, partial(self._wrong, name), choices)
                    given = "" if answer == default else answer
                    self._answers = replace(self._answers, **{name: given})
        for _ in range(_MOST_QUESTIONS):
            faults = self._faults(self._answers, self._more)
            if not faults:
                return
            say([faults[0]])
            path = faults[0].partition(": ")[0]
            text = asked(path, "", partial(self._wrong_at, path))
            self._more = self._with(path, text)

    def _is_asked(self, name: str) -> bool:
        """Tell whether a question makes sense after the answers before it."""
        if name in {"ingress_class", "tls_secret"}:
            return bool(self._answers.host) and not self._answers.gateway
        return name != "secret_name" or self._answers.secrets != "values"

    def _wrong(self, name: str, text: str) -> list[str]:
        """Return what an answer breaks that was not broken before it."""
        before = self._faults(self._answers, self._more)
        after = self._faults(replace(self._answers, **{name: text}), self._more)
        if name == "secrets":  # the store is asked next
            return []
        return [of_answer(line) for line in after if line not in before]

    def _with(self, path: str, text: str) -> dict[str, Any]:
        setting = layers_of([], {"--set": [f"{path}={text}"]})
        return overlaid(self._more, setting.values)

    def _wrong_at(self, path: str, text: str) -> list[str]:
        if not text:
            return ["must be set"]
        try:
            faults = self._faults(self._answers, self._with(path, text))
        except TodoK8sError as error:
            return [str(error)]
        return [line for line in faults if line.partition(": ")[0] == path]

    def _print(self) -> None:
        options, notes = self._options, Notes()
        compiled = self._given.compiled
        values = ordered(compiled.model, self._values(self._answers, self._more))
        if options.chart is None and self._credentials is None:
            note_initial(self._answers, notes)
        if options.output == "json":
            print_json(
                {"values": values, "toDo": notes.to_do, "secretKeys": [vars(k) for k in notes.keys]}
            )
            return
        text = values_file(
            compiled.model, values, notes, title="init", next_steps=self._next_steps()
        )
        if options.to is None:
            print_text(text)
        else:
            write_values(options.to, text, overwrite=options.overwrite)
            print_text(f"{options.to}\n")
            say(f"next: {step}" for step in self._next_steps())

    def _next_steps(self) -> list[str]:
        options = self._options
        chart = f" {options.chart}" if options.chart else ""
        file = in_commands(options.to)
        secrets = "secrets.yaml" if self._answers.secrets == "values" else None
        secrets = options.secrets_file or secrets
        also = f" -f {secrets}" if secrets else ""
        name = self._given.compiled.metadata.name
        return [
            f"todo-k8s check{chart} -f {file}{also}",
            f"todo-k8s export{chart} --to {name}",
            f"helm install {given_release(self._given, options).name} {name} -f {file}{also}",
        ]
