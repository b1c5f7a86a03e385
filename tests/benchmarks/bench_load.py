"""What visitors cost the server, and how many at once it bears: `make bench`. SECONDS=, VISITORS=50,100 for less.

The server is `paritrana app`, one process; the visitors are one more. Both share the machine's cores.

1. processor time and memory of a session: a first visit, a change of a filter that was asked for before or was not
2. many visitors who each change a filter every 5 s: how long the answers take, and what goes wrong
"""

import asyncio
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "browser"), str(HERE.parents[1])]

import report  # noqa: E402
from visitor import THINK, Visitor, crowd  # noqa: E402

from conftest import answering  # noqa: E402

SESSIONS, CHANGES = 50, 60
VISITORS = tuple(map(int, os.environ.get("VISITORS", "50,100,200").split(",")))
SECONDS = float(os.environ.get("SECONDS", 60))
CORES = sorted(os.sched_getaffinity(0))[:2]
TICK = os.sysconf("SC_CLK_TCK")


class Process:
    """The server's process: `spent` seconds of processor time, `held` MB of memory of its own."""

    def __init__(self, port: int):
        told = subprocess.run(["pgrep", "-f", f"paritrana app --port {port} "], capture_output=True, text=True)
        self._proc = Path("/proc") / told.stdout.split()[0]

    @property
    def spent(self) -> float:
        return sum(map(int, (self._proc / "stat").read_text().rpartition(")")[2].split()[11:13])) / TICK

    @property
    def held(self) -> float:
        lines = (self._proc / "smaps_rollup").read_text().splitlines()
        return sum(int(line.split()[1]) for line in lines if line.startswith("Private")) / 1024


async def one_by_one(port: int, server: Process) -> None:
    """Visitors who come one after the other: nobody waits for anybody."""
    spent, held = server.spent, server.held
    visitors = [await Visitor(port, seed).__aenter__() for seed in range(SESSIONS)]
    report.row("A first visit", f"{(server.spent - spent) / SESSIONS * 1e3:.0f} ms",
               f"{(server.held - held) / SESSIONS:.2f} MB a session")  # fmt: skip
    for asked in ("nobody", "somebody"):
        spent = 0.0
        for seed in range(CHANGES // 10):
            async with Visitor(port, 100 + seed) as visitor:
                arrived = server.spent
                for _ in range(10):
                    await visitor.change()
                spent += server.spent - arrived
        report.row(f"A change of a filter that {asked} made before", f"{spent / CHANGES * 1e3:.0f} ms", "")
    for visitor in visitors:
        await visitor.__aexit__()


async def at_once(port: int, server: Process) -> None:
    for visitors in VISITORS:
        spent = server.spent
        taken, errors = await crowd(port, visitors, SECONDS)
        busy = (server.spent - spent) / SECONDS
        times = [f"{report.part(taken, share) * 1e3:.0f} ms" for share in (0.5, 0.95)] if taken else ["", ""]
        report.row(visitors, len(taken), *times, len(errors), f"{busy:.0%}", f"{server.held:.0f} MB")
        for error in sorted(set(errors))[:5]:
            print(f"    {errors.count(error)} times: {error}", file=sys.stderr)


def main() -> None:
    os.sched_setaffinity(0, CORES)  # of this process, and so of the server it starts
    with tempfile.TemporaryDirectory() as name:
        log = Path(name) / "log"
        with answering(["-m", "paritrana", "app"], ("--port", "--host"), log, {}) as url:
            port = int(url.rsplit(":", 1)[1])
            server = Process(port)
            report.begin("What a session costs the server", "", "processor time", "memory")
            report.row("Start, and the front page in all themes and languages", f"{server.spent:.1f} s",
                       f"{server.held:.0f} MB")  # fmt: skip
            asyncio.run(one_by_one(port, server))
            report.begin(f"Visitors at once, each with a change of a filter every {THINK:.0f} s for {SECONDS:.0f} s",
                         "visitors", "changes", "p50", "p95", "errors", "of one core", "memory")  # fmt: skip
            asyncio.run(at_once(port, server))
            if told := [line for line in log.read_text().splitlines() if "Error" in line or "WARNING" in line]:
                print(f"    the log has {len(told)} lines of trouble, first: {told[0]}", file=sys.stderr)


if __name__ == "__main__":
    main()
