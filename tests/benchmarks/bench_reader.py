"""The reader's figures, each of things measured in one run: `make bench`.

1. time to read an article / time of one regular expression that finds all numbers in the same texts
2. time of a text ten times as long / time of the text, for texts made to be slow
3. memory of a process that reads all articles; time from its start to its first article, beside an empty one's
"""

import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from paritrana.articles import read_articles
from paritrana.models import Article
from paritrana.paths import ROOT, SEEDS
from paritrana.reader.extract import extract_claims

NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")
RUNS = 20
OTHERS = ROOT.parent / "shared" / "articles"  # read too where it is there
HOSTILE = [
    "1234567890", "Kabupaten ", "(", "[(", "a ", "a/b/", "//a", ": ; , ", "Kota Ambon 12 persen, ",
    "Kabupaten Paser juara I ", "12.345 orang ", "Peserta di Kota Ambon 12.345 orang dari 20.000 pekerja. ", "nomor 1 ",
    "juara I, II dan III ", "belum akan 5 persen ",
]  # fmt: skip
SIZE, LONG = 10_000, 100_000  # characters
MEGABYTE = 1_000_000
READ_ALL = """
import resource, sys
from pathlib import Path
from paritrana.articles import read_articles
from paritrana.reader.extract import extract_claims
for article in read_articles(Path(sys.argv[1]))[0]:
    extract_claims(article)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""
READ_ONE = "from paritrana.reader.extract import extract_claims; extract_claims('Kota Ambon 12 persen.')"


def best(work: Callable[[], object], runs: int = RUNS, clock: Callable[[], float] = time.process_time) -> float:
    """The shortest of several runs, in seconds of this process: what the machine's noise adds is left out."""
    times = []
    for _ in range(runs):
        start = clock()
        work()
        times.append(clock() - start)
    return min(times)


def mean(work: Callable[[Article], object], articles: list[Article]) -> float:
    """The mean over articles of the shortest time of each, in seconds."""
    return sum(best(lambda article=article: work(article)) for article in articles) / len(articles)


def reading(folder: Path) -> None:
    """Prints 1."""
    articles = read_articles(folder)[0]
    characters = sum(len(article.text) for article in articles) / len(articles)
    read = mean(extract_claims, articles)
    found = mean(lambda article: list(NUMBERS.finditer(article.text)), articles)
    detail = f"{read * 1e6:.0f} us an article of {characters:.0f} characters, {len(articles)} of them"
    print(f"{folder.name}: reading / finding the numbers: {read / found:.0f} ({detail})")


def growth() -> None:
    """Prints 2."""
    ratios, slowest = {}, {}
    for piece in HOSTILE:
        short, long = (Article(id="x", text=(piece * (size // len(piece) + 1))[:size]) for size in (SIZE, LONG))
        slowest[piece] = best(lambda text=long: extract_claims(text), 3)
        ratios[piece] = slowest[piece] / best(lambda text=short: extract_claims(text))
    worst, slow = max(ratios, key=ratios.get), max(slowest, key=slowest.get)
    print(f"ten times as long: {median(ratios.values()):.1f} times the time, at most {ratios[worst]:.1f} ({worst!r})")
    print(f"the slowest of them: {slowest[slow] * 1e3:.0f} ms for {LONG:,} characters ({slow!r})")
    line = Article(id="x", text=("Peserta aktif di Kota Ambon tercatat 12.345 orang, " * (MEGABYTE // 50))[:MEGABYTE])
    print(f"a megabyte on one line: {best(lambda: extract_claims(line), 1):.1f} s")


def process(folder: Path) -> None:
    """Prints 3."""

    def run(*arguments: str) -> str:
        return subprocess.run([sys.executable, *arguments], check=True, capture_output=True, text=True).stdout

    print(f"{folder.name}: {run('-c', READ_ALL, str(folder)).strip()} MB at most while all are read")
    empty, first = (best(lambda code=code: run("-c", code), 7, time.perf_counter) for code in ("pass", READ_ONE))
    print(f"start to the first article read: {first:.2f} s, {first / empty:.0f} times an empty process")


def main() -> None:
    for folder in (SEEDS, OTHERS):
        if folder.is_dir():
            reading(folder)
    growth()
    process(SEEDS)


if __name__ == "__main__":
    main()
