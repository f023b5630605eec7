"""A small HTTP server on loopback whose answers are written out in the test, byte for byte and pause by pause."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field

Piece = bytes | float
Route = Callable[["Request"], Iterable[Piece]]


@dataclass
class Request:
    path: str
    headers: dict[str, str]


@dataclass
class Site:
    routes: dict[str, Route]
    port: int = 0
    requests: list[Request] = field(default_factory=list)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"


def answer(status: str = "200 OK", body: bytes = b"", **headers: str) -> list[Piece]:
    """An answer in one piece; names of headers with "_" for "-"; a Content-Length unless one is given."""
    headers.setdefault("Content_Length", str(len(body)))
    lines = [f"HTTP/1.1 {status}", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
    return [("\r\n".join([*lines, "Connection: close", "", ""])).encode("latin-1") + body]


def missing(_: Request) -> list[Piece]:
    """What paths without a route answer."""
    return answer("404 Not Found")


@asynccontextmanager
async def serve(tls: ssl.SSLContext | None = None, /, **routes: Route) -> AsyncIterator[Site]:
    """Serve `routes` (by the name after the slash); a number among the pieces of an answer is a pause in seconds."""
    site = Site({f"/{name}": route for name, route in routes.items()})

    handlers: set[asyncio.Task[None]] = set()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        handlers.add(asyncio.get_running_loop().create_task(handle(reader, writer)))

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with closing(writer), suppress(ConnectionError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            fields = (line.split(":", 1) for line in head[1:] if line)
            request = Request(head[0].split()[1], {name.lower(): value.strip() for name, value in fields})
            site.requests.append(request)
            for piece in site.routes.get(request.path, missing)(request):
                if isinstance(piece, bytes):
                    writer.write(piece)
                    await writer.drain()
                else:
                    await asyncio.sleep(piece)

    server = await asyncio.start_server(accept, "127.0.0.1", 0, ssl=tls)
    site.port = server.sockets[0].getsockname()[1]
    try:
        yield site
    finally:
        server.close()
        for handler in handlers:
            handler.cancel()
        await asyncio.gather(*handlers, return_exceptions=True)
        await asyncio.sleep(0)
