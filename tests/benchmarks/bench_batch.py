"""Reading by the million, each figure a ratio of two things of one run: `make bench`, or with --long at full size
(an hour; with --lead of the first 500 characters of each article only, a quarter of that).

1. memory at its peak for the largest archive / for the smallest: flat is 1
2. two processes / one: articles a second on the clock, and processor time for the same articles
3. Dask on two workers of this machine / the local engine with two: the same
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import polars as pl

from paritrana.articles import read_articles
from paritrana.paths import ROOT, SEEDS

QUICK, LONG = (200, 2_000), (1_000, 20_000, 200_000)  # articles
DASK = {QUICK: 2_000, LONG: 20_000}
EVERY = 0.05  # seconds between two looks at memory
LEAD = 500 if "--lead" in sys.argv else None  # characters
TEXTS = [article.text[:LEAD] for article in read_articles(SEEDS)[0]]


def articles(count: int):
    return ({"id": f"a{n}", "text": f"Nomor {n}.\n\n{TEXTS[n % len(TEXTS)]}"} for n in range(count))


class Watch:
    """A process and all its children: bytes at the peak (shared ones by share), and seconds of processor time."""

    def __init__(self):
        self.peak, self._times = 0, {}

    def look(self, pid: int) -> None:
        self.peak = max(self.peak, self._held(pid))

    @property
    def seconds(self) -> float:
        return sum(self._times.values()) / os.sysconf("SC_CLK_TCK")

    def _held(self, pid: int) -> int:
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
            children = [n for path in Path(f"/proc/{pid}/task").glob("*/children") for n in path.read_text().split()]
            times = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
        except OSError:
            return 0
        self._times[pid] = sum(map(int, times))
        own = next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) * 1024
        return own + sum(self._held(int(child)) for child in children)


class Run(NamedTuple):
    seconds: float  # on the clock
    work: float  # seconds of processor time, which others on the machine do not change
    memory: float  # MB


def run(*args: object) -> Run:
    """`paritrana extract ...`"""
    watch, start = Watch(), time.perf_counter()
    command = [sys.executable, "-m", "paritrana", "extract", *map(str, args)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            watch.look(process.pid)
            time.sleep(EVERY)
    assert process.returncode == 0, command
    return Run(time.perf_counter() - start, watch.seconds, watch.peak / 1e6)


def main() -> None:
    sizes = LONG if "--long" in sys.argv else QUICK
    with tempfile.TemporaryDirectory() as folder:
        measure(sizes, Path(folder))


def measure(sizes: tuple[int, ...], folder: Path) -> None:
    runs: dict[tuple[int, int], Run] = {}
    print(f"  articles of {sum(map(len, TEXTS)) / len(TEXTS):,.0f} characters")
    for count in sizes:
        source = folder / f"{count}.jsonl"
        with source.open("w") as file:
            file.writelines(json.dumps(article) + "\n" for article in articles(count))
        for workers in (1, 2):
            made = runs[count, workers] = run(source, "--workers", workers, "--out", folder / "claims.jsonl")
            what = f"{count:,} articles, {workers} process{'es' * (workers > 1)}"
            print(f"  {what}: {told(count, made)}, {made.memory:.0f} MB", flush=True)
    small, large = sizes[0], sizes[-1]
    for workers in (1, 2):
        ratio = runs[large, workers].memory / runs[small, workers].memory
        print(f"memory for {large // small} times the articles, {workers} at work: {ratio:.2f} times")
    one, two = runs[large, 1], runs[large, 2]
    print(f"two processes / one, {large:,} articles: {one.seconds / two.seconds:.2f} times the rate on the clock, "
          f"{two.work / one.work:.2f} times the processor time")  # fmt: skip
    count = DASK[sizes]
    pl.DataFrame(list(articles(count))).write_parquet(folder / "in.parquet", row_group_size=max(100, count // 20))
    local = run(folder / "in.parquet", "--workers", 2, "--out", folder / "out.parquet", "--format", "parquet")
    dask = run(folder / "in.parquet", "--workers", 2, "--out", folder / "out", "--engine", "dask")
    print(f"  local: {told(count, local)}; Dask, its start included: {told(count, dask)}")
    print(f"Dask / local, two workers, {count:,} articles: {local.seconds / dask.seconds:.2f} times the rate on the "
          f"clock, {dask.work / local.work:.2f} times the processor time")  # fmt: skip


def told(count: int, made: Run) -> str:
    return f"{count / made.seconds:,.0f} a second, {count / made.work:,.0f} a second of one core"


if __name__ == "__main__":
    main()
