"""How the figures of docs/speed.md are printed: rows of a Markdown table, with what they were measured on above."""

import datetime
import importlib.metadata
import os
import platform
from collections.abc import Sequence
from pathlib import Path
from statistics import median


def begin(title: str, *columns: str) -> None:
    """The head of a table, under what was measured, when and on what."""
    print(f"\n### {title}\n\n{datetime.date.today().isoformat()}, {machine()}\n\n| {' | '.join(columns)} |")
    print("| --- " * len(columns) + "|", flush=True)


def row(*cells: object) -> None:
    print(f"| {' | '.join(map(str, cells))} |", flush=True)


def machine() -> str:
    """Cores, processor, memory and versions; nothing that names the machine or its owner."""
    cores, memory = len(os.sched_getaffinity(0)), os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    versions = ", ".join(f"{name.capitalize()} {importlib.metadata.version(name)}" for name in ("streamlit", "polars"))
    return (f"{cores} cores ({names[0] if names else platform.machine()}), {memory:.0f} GB, "
            f"Python {platform.python_version()}, {versions}")  # fmt: skip


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> tuple[str, str, str]:
    """The ratio of two medians; lowest to highest of the pairs, each measured one after the other; the medians in s."""
    pairs = sorted(mine / other for mine, other in zip(ours, theirs, strict=True))
    return (f"**{median(ours) / median(theirs):.2f}**", f"{pairs[0]:.2f} to {pairs[-1]:.2f} of {len(pairs)}",
            f"{median(ours):.2f} / {median(theirs):.2f} s")  # fmt: skip


def part(values: Sequence[float], share: float) -> float:
    """The value below which this share of them lies."""
    return sorted(values)[min(int(share * len(values)), len(values) - 1)]
