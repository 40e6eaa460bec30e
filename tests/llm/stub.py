"""A loopback server that speaks the OpenAI and the Anthropic API, well or badly, and counts."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[dict[str, Any]], str]


@dataclass
class Stub:
    """What the server does, and what it has seen."""

    answer: Answer = lambda body: "hello"
    status: list[int] = field(default_factory=list)
    """Statuses of the next requests; 200 once they are used up."""
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    garbage: int = 0
    """So many 200 replies whose body is no JSON come first."""
    finish: str = "stop"
    requests: list[tuple[str, dict[str, Any], dict[str, str]]] = field(default_factory=list)
    """Path, body and headers of every request, in order."""
    bodies: list[bytes] = field(default_factory=list)
    answered: int = 0
    url: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def count(self) -> int:
        """Requests seen."""
        return len(self.requests)


def _openai(body: dict[str, Any], text: str, finish: str) -> dict[str, Any]:
    return {
        "id": "x", "object": "chat.completion", "created": 1, "model": body["model"],
        "choices": [{"index": 0, "finish_reason": finish,
                     "message": {"role": "assistant", "content": text}}],
        "usage": {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110,
                  "prompt_tokens_details": {"cached_tokens": 40}},
    }  # fmt: skip


def _anthropic(body: dict[str, Any], text: str, finish: str) -> dict[str, Any]:
    reason = {"stop": "end_turn", "length": "max_tokens"}.get(finish, finish)
    return {
        "id": "x", "type": "message", "role": "assistant", "model": body["model"],
        "content": [{"type": "text", "text": text}], "stop_reason": reason,
        "stop_sequence": None,
        "usage": {"input_tokens": 60, "output_tokens": 10, "cache_read_input_tokens": 40,
                  "cache_creation_input_tokens": 0},
    }  # fmt: skip


def _handler(stub: Stub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            body = json.loads(raw)
            with stub.lock:
                headers = {k.lower(): v for k, v in self.headers.items()}
                stub.requests.append((self.path, body, headers))
                stub.bodies.append(raw)
                status = stub.status.pop(0) if stub.status else 200
                broken = status == 200 and stub.garbage > 0
                stub.garbage -= broken
            if stub.delay:
                time.sleep(stub.delay)
            if broken:
                self._send(200, b'{"choices": [{"mess')
                return
            if status != 200:
                words = {"error": {"message": f"status {status} key sk-abcdefghijklmnop1234"}}
                self._send(status, json.dumps(words).encode())
                return
            shape = _anthropic if self.path.endswith("/messages") else _openai
            with stub.lock:
                stub.answered += 1
            self._send(200, json.dumps(shape(body, stub.answer(body), stub.finish)).encode())

        def _send(self, status: int, data: bytes) -> None:
            try:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                for name, value in stub.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)
            except OSError:
                return

        def handle_one_request(self) -> None:
            with contextlib.suppress(ConnectionError):  # a client that was killed says no farewell
                super().handle_one_request()

        def log_message(self, format: str, *args: object) -> None:
            return

    return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


@contextmanager
def serve(stub: Stub) -> Iterator[Stub]:
    """Run the server on a free loopback port."""
    server = _Server(("127.0.0.1", 0), _handler(stub))
    stub.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
