"""The tables' figures, each a ratio of two things of one run: `make bench`.

1. time to make all tables of read articles, in memory / time to read the articles
2. time an article of 32 times as many articles / time an article: the audit and all else grow with the articles
"""

import msgspec
from bench_reader import best

from paritrana.articles import read_articles
from paritrana.paths import SEEDS
from paritrana.reader.extract import read
from paritrana.tables.frames import build_tables

TIMES = 32
RUNS = 5


def copies(articles, claims, times: int):
    """So many articles with ids of their own, each with claims whose figures differ a little from the others'."""
    more = [msgspec.structs.replace(article, id=f"{article.id}-{n}") for n in range(times) for article in articles]
    said = [
        msgspec.structs.replace(
            claim,
            article=f"{claim.article}-{n}",
            claim_id=f"{claim.claim_id}-{n}",
            value=claim.value if claim.unit in (None, "ordinal") else claim.value * (1 + n / 1e4),
        )
        for n in range(times)
        for claim in claims
    ]
    return more, said


def main() -> None:
    articles = read_articles(SEEDS)[0]
    claims = [claim for article in articles for claim in read(article).claims]
    reading = best(lambda: [read(article) for article in articles], RUNS)
    tables = best(lambda: build_tables(articles, claims), RUNS)
    detail = f"{tables * 1e3:.0f} ms for {len(articles)} articles, {len(claims)} claims"
    print(f"tables / reading: {tables / reading:.1f} ({detail})")
    few, many = copies(articles, claims, 4), copies(articles, claims, 4 * TIMES)
    growth = best(lambda: build_tables(*many), 1) / best(lambda: build_tables(*few), RUNS) / TIMES
    print(f"{TIMES} times the articles: {growth:.2f} times the time an article")


if __name__ == "__main__":
    main()
