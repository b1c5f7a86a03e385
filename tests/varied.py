"""Many articles out of few, for measuring: `python tests/varied.py 10000 FOLDER [FROM]` writes them as seeds.

Every article is one of FROM (the seeds) with other regions of the same level, other figures and an id of its own; the
same count gives the same bytes. They are no news and nothing but load: what they say is made up.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path

from paritrana.articles import read_articles
from paritrana.articles.text import META
from paritrana.models import Article
from paritrana.paths import SEEDS
from paritrana.regions import all_regions

FIGURE = re.compile(r"(?<![\d.,])\d{1,3}(?:(?:\.\d{3})+|,\d+)(?![\d.,]*\d)")  # 25.000 or 90,43; no year, no day


def varied(count: int, source: Path = SEEDS) -> list[Article]:
    """`count` articles; the first are those of `source` themselves. Raises ValueError where it has none."""
    first = sorted(read_articles(source)[0], key=lambda article: article.id)
    if not first:
        raise ValueError(f"no article in {source}")
    return [_varied(first[n % len(first)], n // len(first)) for n in range(count)]


def write(articles: list[Article], folder: Path) -> None:
    """The articles as seeds, a Markdown file each."""
    folder.mkdir(parents=True, exist_ok=True)
    for article in articles:
        front = "".join(f"{key}: {value}\n" for key in META if (value := getattr(article, key)))
        (folder / f"{article.id}.md").write_text(f"---\n{front}---\n{article.text}\n", encoding="utf-8")


def _varied(article: Article, turn: int) -> Article:
    if turn == 0:
        return article
    pattern, places = _names()
    shift = 7 * turn + 1

    def other(found: re.Match) -> str:
        level, at = places[found[0]]
        return level[(at + shift) % len(level)]

    def figure(found: re.Match) -> str:
        digit = str((int(found[0][-1]) + turn) % 10)
        return f"{(int(found[0][0]) + turn // 10) % 9 + 1}{found[0][1:-1]}{digit}"

    said = {key: FIGURE.sub(figure, pattern.sub(other, value)) for key in ("text", "title")
            if (value := getattr(article, key))}  # fmt: skip
    return Article(**{key: getattr(article, key) for key in META} | said | {"id": f"{article.id}-{turn:05}"})


@cache
def _names() -> tuple[re.Pattern, dict[str, tuple[list[str], int]]]:
    """A pattern of all region names, and for each its level's names and its place among them."""
    places = {}
    for level in ("provinsi", "kabupaten", "kota"):
        names = sorted({region.short_name for region in all_regions().values() if region.level == level})
        for at, name in enumerate(names):
            places.setdefault(name, (names, at))
    longest = sorted(places, key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b"), places


if __name__ == "__main__":
    write(varied(int(sys.argv[1]), *map(Path, sys.argv[3:])), Path(sys.argv[2]))
