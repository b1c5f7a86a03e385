"""The build's figures, each a ratio of two things of one run: `make bench`. FROM=folder varies other articles.

1. processor time of a build of 75 seeds with every file in place, nothing kept from before / of bare reading
2. processor time per seed of the command at 10,000 seeds / at 1,000, nothing kept from before; what memory a seed adds
3. the same again, everything kept / nothing kept
"""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1])]

from varied import varied, write  # noqa: E402

from paritrana.__main__ import main as paritrana  # noqa: E402
from paritrana.articles import read_articles  # noqa: E402
from paritrana.paths import SEEDS  # noqa: E402
from paritrana.reader.extract import read  # noqa: E402

SMALL, MANY, MOST, RUNS = 75, 1_000, 10_000, 9


def main() -> None:
    source = Path(os.environ.get("FROM", SEEDS))
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        ratio, detail = small(home, source)
        print(f"build of {SMALL} seeds / bare reading: {ratio:.2f} ({detail})")
        each, peaks = {}, {}
        for count in (MANY, MOST):
            write(varied(count, source), home / str(count))
            cold, peaks[count] = command(home, count)
            warm, _ = command(home, count)
            each[count] = cold / count
            print(f"{count} seeds: {cold / count * 1e3:.2f} ms a seed, peak {peaks[count] / 1024:.0f} MB; "
                  f"everything kept / nothing kept: {warm / cold:.2f}")  # fmt: skip
        more = (peaks[MOST] - peaks[MANY]) / (MOST - MANY)
        print(f"time per seed at {MOST} / at {MANY}: {each[MOST] / each[MANY]:.2f} (at most 1.2); {more:.0f} KB a seed")


def small(home: Path, source: Path) -> tuple[float, str]:
    """The best of several builds against the best of several readings, in turn, both warm."""
    folder, best = home / str(SMALL), {"build": 1e9, "bare": 1e9}
    write(varied(SMALL, source), folder)
    for turn in range(RUNS):
        os.environ["PARITRANA_CACHE"] = str(home / f"cache{turn}")
        start = time.process_time()
        with contextlib.redirect_stdout(None):
            paritrana(["build", "--seeds", str(folder), "--out", str(home / "out"), "--workers", "1"])
        best["build"] = min(best["build"], time.process_time() - start)
        start = time.process_time()
        for article in read_articles(folder, front_matter=True)[0]:
            read(article)
        best["bare"] = min(best["bare"], time.process_time() - start)
    said = ", ".join(f"{what} {seconds * 1e3:.0f} ms" for what, seconds in best.items())
    return best["build"] / best["bare"], said


def command(home: Path, count: int) -> tuple[float, int]:
    """Processor seconds of the command and its workers, and the most memory (KB) that any of them took."""
    env = {**os.environ, "PARITRANA_CACHE": str(home / f"kept{count}")}
    run = [sys.executable, "-m", "paritrana", "build", "--seeds", str(home / str(count)), "--out", str(home / "out")]
    with subprocess.Popen(run, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, _, used = os.wait4(process.pid, 0)
        process.returncode = 0
    return used.ru_utime + used.ru_stime, used.ru_maxrss


if __name__ == "__main__":
    main()
