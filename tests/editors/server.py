"""The servers that VS Code, Neovim and others run, asked as they ask them: over their stdio.

Messages are JSON-RPC with a header, as the Language Server Protocol says. A server is asked by
many tests; each document that is opened has a name of its own.

References:
    https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/
"""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

Message = dict[str, Any]

_PATIENCE = 60.0
"""Seconds until an answer is late; the machine may be busy."""

_WARNING = 2
"""The severity of a warning; an error has 1, hints have more."""

_CAPABILITIES: Message = {
    "textDocument": {
        "publishDiagnostics": {},
        "hover": {"contentFormat": ["markdown"]},
        "completion": {"completionItem": {"snippetSupport": True}},
    },
    "workspace": {"configuration": True},
}


class LanguageServer:
    """A running server of a language, with a folder open.

    Args:
        process: The server, started with ``--stdio``.
        language: The language of the documents: ``yaml`` or ``python``.
        folder: The folder that is open in the editor.
        settings: The settings of the editor, by section.
    """

    def __init__(
        self, process: subprocess.Popen[bytes], language: str, folder: Path, settings: Message
    ) -> None:
        self._process, self._language = process, language
        self._folder, self._settings = folder, settings
        self._received: queue.Queue[Message] = queue.Queue()
        self._number = 0
        self._diagnostics: dict[str, list[Message]] = {}
        threading.Thread(target=self._read, daemon=True).start()
        self._ask("initialize", {
            "processId": None,
            "rootUri": folder.as_uri(),
            "workspaceFolders": [{"uri": folder.as_uri(), "name": folder.name}],
            "capabilities": _CAPABILITIES,
        })  # fmt: skip
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": settings})

    def open(self, name: str, text: str) -> str:
        """Open a document that need not be on the disk, and return its URI."""
        uri = (self._folder / name).as_uri()
        document = {"uri": uri, "languageId": self._language, "version": 1, "text": text}
        self._diagnostics.pop(uri, None)
        self._tell("textDocument/didOpen", {"textDocument": document})
        self.diagnostics(uri)  # until then the server may not be ready
        return uri

    def forget(self, uri: str) -> None:
        """Close a document."""
        self._tell("textDocument/didClose", {"textDocument": {"uri": uri}})

    def diagnostics(self, uri: str) -> list[str]:
        """Return what the editor underlines, as ``line:column message``, once it is known.

        Hints on style, such as on an anchor that nothing refers to, are left out.
        """
        while uri not in self._diagnostics:
            self._handle(self._received.get(timeout=_PATIENCE))
        return [
            f"{found['range']['start']['line'] + 1}:{found['range']['start']['character'] + 1} "
            f"{found['message']}"
            for found in self._diagnostics[uri]
            if found["severity"] <= _WARNING
        ]

    def hover(self, uri: str, line: int, column: int) -> str:
        """Return what is shown when the mouse rests on a place; line and column from 1."""
        found = self._ask("textDocument/hover", _at(uri, line, column))
        return cast("str", found["contents"]["value"]) if found else ""

    def completions(self, uri: str, line: int, column: int) -> list[Message]:
        """Return what is offered when a user types at a place."""
        found = self._ask("textDocument/completion", _at(uri, line, column))
        return cast("list[Message]", found["items"] if isinstance(found, dict) else found)

    def close(self) -> None:
        """End the server as an editor does."""
        self._ask("shutdown", None)
        self._tell("exit", None)
        self._process.wait(timeout=_PATIENCE)

    def _ask(self, method: str, parameters: Any) -> Any:
        self._number += 1
        self._send({"id": self._number, "method": method, "params": parameters})
        while True:
            message = self._received.get(timeout=_PATIENCE)
            if message.get("id") == self._number and "method" not in message:
                assert "error" not in message, message["error"]
                return message["result"]
            self._handle(message)

    def _tell(self, method: str, parameters: Any) -> None:
        self._send({"method": method, "params": parameters})

    def _handle(self, message: Message) -> None:
        """Keep diagnostics, and answer what the server asks its editor."""
        method, asked = message.get("method"), message.get("params", {})
        if method == "textDocument/publishDiagnostics":
            self._diagnostics[asked["uri"]] = asked["diagnostics"]
        elif method == "workspace/configuration":
            found = [self._settings.get(each["section"], {}) for each in asked["items"]]
            self._send({"id": message["id"], "result": found})
        elif method is not None and "id" in message:
            self._send({"id": message["id"], "result": None})

    def _send(self, message: Message) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self._process.stdin.flush()

    def _read(self) -> None:
        output = self._process.stdout
        assert output is not None
        while header := output.readline():
            length = int(header.removeprefix(b"Content-Length: "))
            while output.readline().strip():
                pass
            self._received.put(json.loads(output.read(length)))


def _at(uri: str, line: int, column: int) -> Message:
    place = {"line": line - 1, "character": column - 1}
    return {"textDocument": {"uri": uri}, "position": place}


@contextmanager
def running(
    command: Sequence[str], language: str, folder: Path, settings: Message
) -> Generator[LanguageServer]:
    """Run a server for a folder, with the settings of its editor, until the end of the block."""
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, cwd=folder) as process:
        try:
            server = LanguageServer(process, language, folder, settings)
            yield server
            server.close()
        finally:
            process.kill()
