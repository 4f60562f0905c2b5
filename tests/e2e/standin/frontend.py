"""Stand in for todo-chatbot's frontend: one page, and ``/api/`` passed on to the backend.

It needs nothing but the standard library. Where the backend is, only ``BACKEND_URL`` says.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = b"<!doctype html><title>Todo</title><h1>Todo</h1>\n"
TIMEOUT_SECONDS = 35


class Server(ThreadingHTTPServer):
    """A server whose close waits for the requests in flight."""

    daemon_threads = False
    request_queue_size = 128


class Handler(BaseHTTPRequestHandler):
    """Answers with the page or with the backend's answer; one request for each connection."""

    def do_GET(self) -> None:
        """Answer with the page, or with what the backend says."""
        if self.path == "/":
            self.answer(200, "text/html", PAGE)
        elif self.path.startswith("/api/"):
            self.pass_on(None)
        else:
            self.answer(404, "text/plain", b"no such page\n")

    def do_POST(self) -> None:
        """Pass a change on to the backend."""
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        if self.path.startswith("/api/"):
            self.pass_on(body)
        else:
            self.answer(404, "text/plain", b"no such page\n")

    def pass_on(self, body: bytes | None) -> None:
        """Send the request to the backend, and its answer back."""
        request = urllib.request.Request(os.environ["BACKEND_URL"].rstrip("/") + self.path, body)
        request.add_header("Content-Type", self.headers.get("Content-Type", "application/json"))
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
                self.answer(answer.status, "application/json", answer.read())
        except urllib.error.HTTPError as error:
            self.answer(error.code, "application/json", error.read())
        except OSError as error:
            self.answer(502, "text/plain", f"backend not reached: {error}\n".encode())

    def answer(self, status: int, content_type: str, body: bytes) -> None:
        """Send ``body``."""
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def main() -> None:
    """Serve until SIGTERM or SIGINT."""
    if not os.environ.get("BACKEND_URL"):
        sys.exit("frontend: not set: BACKEND_URL")
    port = int(os.environ.get("PORT", "3000"))
    with Server(("0.0.0.0", port), Handler) as server:  # closing it joins the request threads

        def stop(*_: object) -> None:
            threading.Thread(target=server.shutdown).start()  # it waits for the loop below to end

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        print(f"frontend: listening on port {port}", flush=True)
        server.serve_forever(poll_interval=0.1)
    print("frontend: all requests finished", flush=True)


if __name__ == "__main__":
    main()
