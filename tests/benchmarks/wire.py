"""A relay between browser and server that counts the bytes of websockets on the wire (after compression)."""

import asyncio
import contextlib
import threading


class Wire:
    """`with Wire(port) as wire:` relays wire.port to `port`, and counts bytes that came down: `wire.all` of them, of
    which `wire.down` by websockets."""

    def __init__(self, port: int):
        self.target, self.down, self.all, self.port = port, 0, 0, 0
        self._loop = asyncio.new_event_loop()

    def __enter__(self):
        ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, args=(ready,), daemon=True)
        self._thread.start()
        ready.wait()
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=5)

    def _serve(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._relay, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        self._loop.run_forever()
        relays = asyncio.all_tasks(self._loop)
        for relay in relays:
            relay.cancel()
        self._loop.run_until_complete(asyncio.gather(*relays, return_exceptions=True))

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        up_reader, up_writer = await asyncio.open_connection("127.0.0.1", self.target)
        websocket = asyncio.Event()
        with contextlib.suppress(asyncio.CancelledError, OSError):
            await asyncio.gather(self._up(reader, up_writer, websocket), self._down(up_reader, writer, websocket))

    async def _up(self, reader, writer, websocket: asyncio.Event) -> None:
        while data := await reader.read(65536):
            if b"upgrade: websocket" in data.lower():
                websocket.set()
            writer.write(data)
            await writer.drain()
        writer.close()

    async def _down(self, reader, writer, websocket: asyncio.Event) -> None:
        while data := await reader.read(65536):
            self.all += len(data)
            if websocket.is_set():
                self.down += len(data)
            writer.write(data)
            await writer.drain()
        writer.close()
