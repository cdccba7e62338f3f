"""The head of a request, its address and its headers, comes within a time and within a size.

uvicorn (0.54) with httptools takes heads of any size and waits for their end for ever: one connection that went on sending headers
filled the memory at the rate of its line, and an address without end kept a core busy besides. No middleware sees a request before
its head is there, so the bound goes into uvicorn's class. A proxy in front has bounds of its own.
"""

from typing import Any

MOST_BYTES = 65_536  # as uvicorn has it where it reads with h11
MOST_SECONDS = 20.0


def bound() -> None:
    """Bound the heads of all requests of this process, once. Does nothing where uvicorn has no httptools: h11 bounds their size."""
    try:
        from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol as Reader
    except ImportError:
        return
    if hasattr(Reader, "late"):
        return
    made, lost, received = Reader.connection_made, Reader.connection_lost, Reader.data_received
    begun, headed, body, ended = Reader.on_message_begin, Reader.on_headers_complete, Reader.on_body, Reader.on_message_complete

    def connection_made(self: Any, transport: Any) -> None:
        made(self, transport)
        self.unread, self.late = 0, self.loop.call_later(MOST_SECONDS, transport.close)

    def on_message_begin(self: Any) -> None:
        # The first request of a connection is waited for since the connection was made.
        if self.late is None:
            self.late = self.loop.call_later(MOST_SECONDS, self.transport.close)
        begun(self)

    def on_headers_complete(self: Any) -> None:
        self.unread = 0
        stop_waiting(self)
        headed(self)

    def on_body(self: Any, data: bytes) -> None:
        self.unread = 0
        body(self, data)

    def on_message_complete(self: Any) -> None:
        self.unread = 0
        ended(self)

    def data_received(self: Any, data: bytes) -> None:
        # What is neither a whole head nor a piece of a body stays in the parser: headers, and trailers after a body.
        self.unread += len(data)
        received(self, data)
        if self.unread > MOST_BYTES and not self.transport.is_closing():
            if self.late is not None:
                self.send_400_response("The head of the request is too large.")
            self.transport.close()

    def connection_lost(self: Any, error: Exception | None) -> None:
        stop_waiting(self)
        lost(self, error)

    def stop_waiting(self: Any) -> None:
        if self.late is not None:
            self.late.cancel()
            self.late = None

    for function in (connection_made, on_message_begin, on_headers_complete, on_body, on_message_complete, data_received, connection_lost):
        setattr(Reader, function.__name__, function)
    setattr(Reader, "late", None)  # noqa: B010
