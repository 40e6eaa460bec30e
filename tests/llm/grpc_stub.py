"""A loopback server that speaks xAI's gRPC API."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import grpc
from google.protobuf.json_format import MessageToDict  # type: ignore[import-untyped]
from xai_sdk.proto import chat_pb2, chat_pb2_grpc, sample_pb2, usage_pb2


@dataclass
class GrpcStub:
    """What the server does, and what it has seen."""

    answer: str = "hello"
    codes: list[grpc.StatusCode] = field(default_factory=list)
    """Errors of the next requests."""
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    """Authorization of every request."""
    url: str = ""


class _Servicer(chat_pb2_grpc.ChatServicer):  # type: ignore[misc]
    def __init__(self, stub: GrpcStub) -> None:
        self.stub = stub

    def GetCompletion(self, request: Any, context: Any) -> Any:
        self.stub.requests.append(MessageToDict(request, preserving_proto_field_name=True))
        self.stub.keys.append(dict(context.invocation_metadata()).get("authorization", ""))
        if self.stub.codes:
            context.abort(self.stub.codes.pop(0), "refused by the stub")
        output = chat_pb2.CompletionOutput(
            finish_reason=sample_pb2.REASON_STOP,
            message=chat_pb2.CompletionMessage(
                content=self.stub.answer, role=chat_pb2.ROLE_ASSISTANT
            ),
        )
        usage = usage_pb2.SamplingUsage(
            prompt_tokens=100,
            completion_tokens=10,
            total_tokens=110,
            cached_prompt_text_tokens=40,
            prompt_text_tokens=100,
        )
        return chat_pb2.GetChatCompletionResponse(id="x", outputs=[output], usage=usage, model="g")


@contextmanager
def serve(stub: GrpcStub) -> Iterator[GrpcStub]:
    """Run the server on a free loopback port."""
    server = grpc.server(ThreadPoolExecutor(4))
    chat_pb2_grpc.add_ChatServicer_to_server(_Servicer(stub), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    stub.url = f"http://127.0.0.1:{port}"
    try:
        yield stub
    finally:
        server.stop(0).wait()
