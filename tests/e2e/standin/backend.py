"""Stand in for todo-chatbot's backend: tasks kept in memory behind a small HTTP API.

It needs nothing but the standard library, refuses to start without its credentials, and on SIGTERM
takes no new connection but finishes the requests that it has.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

CREDENTIALS = ("BETTER_AUTH_SECRET", "DATABASE_URL", "GEMINI_API_KEY")


class Server(ThreadingHTTPServer):
    """A server whose close waits for the requests in flight."""

    daemon_threads = False
    request_queue_size = 128


class Handler(BaseHTTPRequestHandler):
    """Answers in JSON; one request for each connection."""

    tasks: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        """Answer health checks, the list of tasks and what the process was given."""
        url = urlsplit(self.path)
        if url.path in {"/health", "/health/ready"}:
            self.answer(200, {"status": "ok"})
        elif url.path == "/api/tasks":
            time.sleep(min(30.0, float(parse_qs(url.query).get("delay", ["0"])[0])))
            self.answer(200, {"tasks": self.tasks})
        elif url.path == "/api/env":
            held = [name for name in CREDENTIALS if os.environ.get(name)]
            self.answer(200, {"credentials": held, "greeting": os.environ.get("GREETING", "")})
        else:
            self.answer(404, {"error": "no such page"})

    def do_POST(self) -> None:
        """Add a task: ``{"title": ...}`` to ``/api/tasks``."""
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        if self.path != "/api/tasks":
            self.answer(404, {"error": "no such page"})
            return
        try:
            title = str(json.loads(body)["title"])
        except (ValueError, KeyError, TypeError):
            self.answer(400, {"error": "a task needs a title"})
            return
        self.tasks.append(title)
        self.answer(201, {"title": title})

    def answer(self, status: int, content: object) -> None:
        """Send ``content`` as JSON."""
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def main() -> None:
    """Serve until SIGTERM or SIGINT."""
    missing = [name for name in CREDENTIALS if not os.environ.get(name)]
    if missing:
        sys.exit("backend: not set: " + ", ".join(missing))
    port = int(os.environ.get("PORT", "8000"))
    with Server(("0.0.0.0", port), Handler) as server:  # closing it joins the request threads

        def stop(*_: object) -> None:
            threading.Thread(target=server.shutdown).start()  # it waits for the loop below to end

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        print(f"backend: listening on port {port}", flush=True)
        server.serve_forever(poll_interval=0.1)
    print("backend: all requests finished", flush=True)


if __name__ == "__main__":
    main()
