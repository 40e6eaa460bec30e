"""A loopback server that speaks three vendors' HTTP APIs, well or badly, and counts.

Paths choose the API: ``/chat/completions`` is OpenAI's, ``/messages`` Anthropic's,
``:generateContent`` Google's.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[dict[str, Any]], str]
Respond = Callable[[str, dict[str, Any]], "tuple[int, dict[str, str], bytes] | None"]


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
    strange: list[bytes] = field(default_factory=list)
    """Bodies of the next 200 replies."""
    cut: int = 0
    """So many 200 replies break off half way."""
    drop: int = 0
    """So many requests are answered by closing the connection."""
    finish: str | None = "stop"
    """``stop``, ``length``, ``content_filter``, ``refusal``; None leaves it out."""
    respond: Respond | None = None
    """Takes a path and a body; returns status, headers and body, or None for the usual."""
    requests: list[tuple[str, dict[str, Any], dict[str, str]]] = field(default_factory=list)
    """Path, body and headers of every request, in order."""
    bodies: list[bytes] = field(default_factory=list)
    answered: int = 0
    most_at_once: int = 0
    url: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)
    _active: int = 0

    @property
    def count(self) -> int:
        """Requests seen."""
        return len(self.requests)


def _openai(body: dict[str, Any], text: str, finish: str | None) -> dict[str, Any]:
    refused = finish == "refusal"
    message = {"role": "assistant", "content": None if refused else text}
    if refused:
        message["refusal"] = text
    return {
        "id": "x", "object": "chat.completion", "created": 1, "model": body["model"],
        "choices": [{"index": 0, "finish_reason": "stop" if refused else finish,
                     "message": message}],
        "usage": {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110,
                  "prompt_tokens_details": {"cached_tokens": 40}},
    }  # fmt: skip


def _anthropic(body: dict[str, Any], text: str, finish: str | None) -> dict[str, Any]:
    reason = {"stop": "end_turn", "length": "max_tokens"}.get(finish or "", finish)
    return {
        "id": "x", "type": "message", "role": "assistant", "model": body["model"],
        "content": [{"type": "text", "text": text}] if text else [], "stop_reason": reason,
        "stop_sequence": None,
        "usage": {"input_tokens": 50, "output_tokens": 10, "cache_read_input_tokens": 40,
                  "cache_creation_input_tokens": 10},
    }  # fmt: skip


def _google(body: dict[str, Any], text: str, finish: str | None) -> dict[str, Any]:
    reason = {"stop": "STOP", "length": "MAX_TOKENS", "content_filter": "SAFETY"}.get(finish or "")
    candidate = {"content": {"role": "model", "parts": [{"text": text}]}, "index": 0}
    if reason:
        candidate["finishReason"] = reason
    return {
        "candidates": [candidate],
        "usageMetadata": {"promptTokenCount": 100, "candidatesTokenCount": 10,
                          "totalTokenCount": 110, "cachedContentTokenCount": 40},
        "modelVersion": "g",
    }  # fmt: skip


def _shape(path: str) -> Callable[[dict[str, Any], str, str | None], dict[str, Any]]:
    if path.endswith(":generateContent"):
        return _google
    return _anthropic if path.endswith("/messages") else _openai


class _Handler(BaseHTTPRequestHandler):
    stub: Stub
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        stub = self.stub
        with stub.lock:
            stub._active += 1
            stub.most_at_once = max(stub.most_at_once, stub._active)
        try:
            self._reply()
        finally:
            with stub.lock:
                stub._active -= 1

    def _reply(self) -> None:
        stub = self.stub
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = json.loads(raw)
        with stub.lock:
            headers = {k.lower(): v for k, v in self.headers.items()}
            stub.requests.append((self.path, body, headers))
            stub.bodies.append(raw)
            status = stub.status.pop(0) if stub.status else 200
            broken = status == 200 and stub.garbage > 0
            stub.garbage -= broken
            dropped = stub.drop > 0
            stub.drop -= dropped
            strange = stub.strange.pop(0) if stub.strange else None
            cut = stub.cut > 0
            stub.cut -= cut
        if stub.delay:
            time.sleep(stub.delay)
        special = stub.respond(self.path, body) if stub.respond else None
        if dropped:
            self.close_connection = True
        elif special is not None:
            self._send(special[0], special[2], special[1])
        elif broken or strange is not None:
            self._send(200, b'{"choices": [{"mess' if strange is None else strange)
        elif status != 200:
            words = {"error": {"message": f"status {status} key sk-abcdefghijklmnop1234"}}
            self._send(status, json.dumps(words).encode())
        else:
            with stub.lock:
                stub.answered += 1
            text = stub.answer(body)
            answer = json.dumps(_shape(self.path)(body | {"model": "m"}, text, stub.finish))
            self._send(200, answer.encode(), cut=cut)

    def _send(
        self,
        status: int,
        data: bytes,
        headers: dict[str, str] | None = None,
        cut: bool = False,
    ) -> None:
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            for name, value in {**self.stub.headers, **(headers or {})}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data[: len(data) // 2] if cut else data)
            self.close_connection = self.close_connection or cut
        except OSError:
            return

    def log_message(self, format: str, *args: object) -> None:
        return


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):  # a client may hang up
            super().handle_error(request, client_address)


@contextmanager
def serve(stub: Stub) -> Iterator[Stub]:
    """Run the server on a free loopback port."""
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"stub": stub}))
    stub.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
