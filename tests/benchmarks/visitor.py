"""A visitor without a browser: speaks Streamlit's own messages over its websocket, as many of them as a load wants."""

import asyncio
import random
import time
from collections.abc import Iterator

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

PATIENCE = 30  # seconds for one answer; what takes longer is an error
AGE = 2  # runs for which a browser keeps a message (`global.maxCachedMessageAge`)
THINK = 5.0  # seconds between two changes of a filter
AT_ONCE = 10  # visitors that may be arriving at the same time
# In turn: the filter and how many of its options, from the first, a visitor chooses among (0: none, as at first).
STEPS = (("f_province", 38), ("f_year", 8), ("f_province", 0), ("f_measure", 8), ("f_year", 1), ("f_measure", 1))


class Visitor:
    """`async with Visitor(port) as visitor:` has drawn the front page; `await visitor.change()` changes a filter.

    Both raise RuntimeError for an answer that is an error, TimeoutError for none in time.
    """

    def __init__(self, port: int, seed: int = 0, theme: str = "light"):
        self._port, self._theme, self._dice = port, theme, random.Random(seed)
        self._query, self._page, self._widgets = "", "", {}  # the page's address; key -> its element
        self._chosen: dict[str, object] = {}  # id -> what a browser would send again
        self._turns: Iterator[int] = iter(range(seed % len(STEPS), 1_000_000))
        self._held: dict[str, int] = {}  # hash of a message a browser would keep -> the run it was last part of
        self._runs = 0
        self.bytes = 0  # of messages, before compression

    async def __aenter__(self) -> "Visitor":
        where = f"ws://127.0.0.1:{self._port}/_stcore/stream"
        self._socket = await connect(where, subprotocols=["streamlit"], max_size=None, open_timeout=PATIENCE)
        await self._run()
        return self

    async def __aexit__(self, *_) -> None:
        await self._socket.close()

    async def change(self) -> None:
        """Choose something else in the next filter, and wait until the page has been told all."""
        key, many = STEPS[next(self._turns) % len(STEPS)]
        box = self._widgets[key]
        state = self._chosen.setdefault(box.id, BackMsg().rerun_script.widget_states.widgets.add(id=box.id))
        chosen = [self._dice.choice(box.options[:many])] if many else []
        if hasattr(box, "raw_values"):
            state.string_array_value.data[:] = chosen
        else:
            state.string_value = chosen[0]
        await self._run()

    async def _run(self) -> None:
        self._runs += 1
        self._held = {told: run for told, run in self._held.items() if run >= self._runs - AGE}
        async with asyncio.timeout(PATIENCE):
            await self._ask()
            while not await self._answered():
                pass

    async def _ask(self) -> None:
        asked = BackMsg()
        asked.rerun_script.query_string, asked.rerun_script.page_script_hash = self._query, self._page
        asked.rerun_script.context_info.url = f"http://127.0.0.1:{self._port}/"
        asked.rerun_script.context_info.color_scheme = self._theme
        asked.rerun_script.cached_message_hashes.extend(self._held)
        asked.rerun_script.widget_states.widgets.extend(self._chosen.values())
        await self._socket.send(asked.SerializeToString())

    async def _answered(self) -> bool:
        """Read one message; was it the last of a run?"""
        data = await self._socket.recv()
        self.bytes += len(data)
        told = ForwardMsg.FromString(data)
        kind = told.WhichOneof("type")
        if kind == "ref_hash" or told.metadata.cacheable:
            self._held[told.ref_hash or told.hash] = self._runs
        if kind == "page_info_changed":
            self._query = told.page_info_changed.query_string
        elif kind == "navigation":
            self._page = told.navigation.page_script_hash
        elif kind == "delta" and told.delta.WhichOneof("type") == "new_element":
            self._note(told.delta.new_element)
        elif kind == "script_finished":
            if told.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                raise RuntimeError("the app does not compile")
            return told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
        return False

    def _note(self, element) -> None:
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise RuntimeError(f"{element.exception.type}: {element.exception.message}")
        if kind in ("selectbox", "multiselect"):
            box = getattr(element, kind)
            self._widgets[box.id.rpartition("-")[2]] = box


async def crowd(port: int, visitors: int, seconds: float) -> tuple[list[float], list[str]]:
    """Seconds of every filter change of so many visitors at once, after all have arrived; and what went wrong."""
    door, inside, taken, errors = asyncio.Semaphore(AT_ONCE), asyncio.Barrier(visitors), [], []

    async def one(seed: int) -> None:
        try:
            async with door:
                visitor = await Visitor(port, seed).__aenter__()
        except Exception as error:
            errors.append(f"arriving: {error!r}")
            await inside.wait()
            return
        await inside.wait()
        end = time.perf_counter() + seconds
        await asyncio.sleep(THINK * random.Random(seed).random())
        while time.perf_counter() < end:
            start = time.perf_counter()
            try:
                await visitor.change()
            except Exception as error:
                errors.append(repr(error))
                break
            taken.append(time.perf_counter() - start)
            await asyncio.sleep(max(0.0, THINK - taken[-1]))
        await visitor.__aexit__()

    await asyncio.gather(*(one(seed) for seed in range(visitors)))
    return taken, errors
