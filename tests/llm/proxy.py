"""A loopback reverse proxy that counts: the server's own word on what it was asked."""

from __future__ import annotations

import http.client
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


@dataclass
class Counting:
    """What went through."""

    target: str
    """Address of the server behind, such as ``http://127.0.0.1:8080``."""
    answered: Counter[bytes] = field(default_factory=Counter)
    """How often each body was answered with 200 and the answer was passed on."""
    url: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def count(self) -> int:
        """Answers passed on."""
        return self.answered.total()


class _Handler(BaseHTTPRequestHandler):
    counting: Counting
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        behind = http.client.HTTPConnection(urlsplit(self.counting.target).netloc, timeout=600)
        try:
            behind.request("POST", self.path, body, {"Content-Type": "application/json"})
            reply = behind.getresponse()
            data = reply.read()
        finally:
            behind.close()
        self.send_response(reply.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        try:
            self.end_headers()
            self.wfile.write(data)
        except OSError:
            return
        if reply.status == 200:
            with self.counting.lock:
                self.counting.answered[body] += 1

    def log_message(self, format: str, *args: object) -> None:
        return


class _Server(ThreadingHTTPServer):
    daemon_threads = True


@contextmanager
def count(target: str) -> Iterator[Counting]:
    """Run the proxy on a free loopback port."""
    counting = Counting(target)
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"counting": counting}))
    counting.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield counting
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
