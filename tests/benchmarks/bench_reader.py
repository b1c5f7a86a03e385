"""The reader's figures, each a ratio of two things of one run: `make bench`.

1. time to read an article / time of one regular expression that finds all numbers in the same texts
2. time of a text ten times as long / time of the text, for texts made to be slow
"""

import re
import time
from statistics import median

from paritrana.articles import read_articles
from paritrana.models import Article
from paritrana.paths import SEEDS
from paritrana.reader.extract import read

NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")
RUNS, ROUNDS = 9, 20
HOSTILE = ["1234567890", "Kabupaten ", "(", "a ", "Kota Ambon 12 persen, ", "Kabupaten Paser juara I ", "12.345 orang "]
SIZE = 20_000  # characters; and ten times that


def best(work, runs: int = RUNS) -> float:
    """The shortest of several runs, in seconds: what the machine's noise adds is left out."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    articles = read_articles(SEEDS)[0] * ROUNDS
    characters = sum(len(article.text) for article in articles) / len(articles)
    reading = best(lambda: [read(article) for article in articles]) / len(articles)
    finding = best(lambda: [list(NUMBERS.finditer(article.text)) for article in articles]) / len(articles)
    detail = f"{reading * 1e6:.0f} us an article of {characters:.0f} characters"
    print(f"reading / finding the numbers: {reading / finding:.0f} ({detail})")
    ratios = {}
    for piece in HOSTILE:
        short, long = (Article(id="x", text=piece * (size // len(piece))) for size in (SIZE, 10 * SIZE))
        ratios[piece] = best(lambda text=long: read(text), 3) / best(lambda text=short: read(text), 3)
    worst = max(ratios, key=ratios.get)
    print(f"ten times as long: {median(ratios.values()):.1f} times the time, at most {ratios[worst]:.1f} ({worst!r})")


if __name__ == "__main__":
    main()
