"""Does the server keep its memory and its temper? 50 visitors who change a filter every 5 s, for 20 minutes:

    python tests/benchmarks/soak.py [MINUTES] [VISITORS]

A first crowd warms it up and leaves; a second stays MINUTES and leaves. It holds (exit status 0) where the memory of
the last minute of that time is at most 10 percent above that of the first, where what is left once all have gone is at
most 10 percent above what the first crowd left, and where neither a visitor nor the log saw an error. Memory is what
the kernel says is resident (VmRSS) of the server's process.
"""

import asyncio
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import mean, quantiles

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from visitor import crowd  # noqa: E402

from paritrana.paths import ROOT  # noqa: E402

WARM = 300  # seconds of the first crowd: what is kept for all (app/once.py) is full by then
GONE = 75  # seconds until a session that closed is dropped (.streamlit/config.toml: disconnectedSessionTTL, and some)
MOST = 1.10
TROUBLE = re.compile(r"Traceback|\b(ERROR|CRITICAL|Exception|Error)\b.*")


def memory(pid: int) -> float:
    """MB resident."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


async def watched(pid: int, port: int, visitors: int, seconds: float) -> tuple[list[float], list[float], list[str]]:
    """A crowd, and the memory of every second from when it has arrived: (memory, seconds of an answer, errors)."""
    seen: list[tuple[float, float]] = []

    async def watch() -> None:
        while True:
            seen.append((time.monotonic(), memory(pid)))
            await asyncio.sleep(1)

    watching = asyncio.create_task(watch())
    taken, errors = await crowd(port, visitors, seconds)
    end = time.monotonic()
    watching.cancel()
    return [level for at, level in seen if at > end - seconds], taken, errors


def main(minutes: float = 20, visitors: int = 50) -> int:
    port = int(os.environ.get("PORT", "8635"))
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.port", str(port),
               "--server.address", "127.0.0.1", "--server.fileWatcherType", "none"]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder, (Path(folder) / "log").open("w+") as log:
        with subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log) as server:
            try:
                time.sleep(8)
                _, _, errors = asyncio.run(watched(server.pid, port, visitors, WARM))
                time.sleep(GONE)
                empty = memory(server.pid)
                print(f"after the first crowd has gone: {empty:.0f} MB", flush=True)
                levels, taken, more = asyncio.run(watched(server.pid, port, visitors, minutes * 60))
                time.sleep(GONE)
                left = memory(server.pid)
            finally:
                server.terminate()
        log.seek(0)
        trouble = [line.strip() for line in log if TROUBLE.search(line)]
    part = min(60, len(levels) // 3)
    first, last = mean(levels[:part]), mean(levels[-part:])
    errors += more
    cuts = quantiles(taken, n=20)
    print(f"{visitors} visitors, {minutes:g} minutes: {len(taken)} filter changes, p50 {cuts[9] * 1000:.0f} ms, "
          f"p95 {cuts[18] * 1000:.0f} ms, {len(errors)} errors, {len(trouble)} in the log")  # fmt: skip
    print(f"memory: first {first:.0f} MB, last {last:.0f} MB, ratio {last / first:.3f} (at most {MOST})")
    print(f"all gone again: {left:.0f} MB, ratio to before {left / empty:.3f} (at most {MOST})")
    for line in (*errors[:5], *trouble[:5]):
        print("  " + line)
    return int(bool(errors or trouble) or last > MOST * first or left > MOST * empty)


if __name__ == "__main__":
    sys.exit(main(*(kind(said) for kind, said in zip((float, int), sys.argv[1:], strict=False))))
