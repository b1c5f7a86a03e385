"""A proxy as small as can be: it adds headers to every answer, as deploy/nginx.conf does with deploy/headers.conf."""

import asyncio
import contextlib
import re
import threading

from paritrana.paths import ROOT

HEADERS = ROOT / "deploy" / "headers.conf"
_LINE = re.compile(r'^add_header (\S+) "?([^";]*(?:;[^";]+)*)"? always;$', re.MULTILINE)


def headers(host: str) -> dict[str, str]:
    """Name -> value of the headers that go with every answer, for visitors of a host."""
    return {name: value.replace("$host", host) for name, value in _LINE.findall(HEADERS.read_text())}


@contextlib.contextmanager
def proxied(port: int):
    """The port of a proxy on loopback before `port`."""
    loop, ready, found = asyncio.new_event_loop(), threading.Event(), []
    added = "".join(f"{name}: {value}\r\n" for name, value in headers("127.0.0.1").items()).encode()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            asked = await reader.readuntil(b"\r\n\r\n")
            if b"upgrade: websocket" not in asked.lower():  # one answer a connection: its head is where it begins
                asked = re.sub(rb"(?i)\r\nconnection:[^\r]*", b"", asked)[:-2] + b"Connection: close\r\n\r\n"
            up_reader, up_writer = await asyncio.open_connection("127.0.0.1", port)
            up_writer.write(asked)
            await asyncio.gather(pour(reader, up_writer), say(up_reader, writer))

    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(await reader.readuntil(b"\r\n") + added)
        await pour(reader, writer)

    async def pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(1 << 16):
            writer.write(data)
            await writer.drain()
        writer.close()

    async def start() -> None:
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        found.append(server.sockets[0].getsockname()[1])
        ready.set()

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(start())
        loop.run_forever()
        for task in (tasks := asyncio.all_tasks(loop)):
            task.cancel()
        loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    ready.wait()
    try:
        yield found[0]
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=5)
