"""`paritrana check`: everything that a build rests on, gone through part by part; one line for each problem."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from .errors import ParitranaError
from .paths import GEO, GOLD


def problems(seeds: Path) -> Iterator[str]:
    """A line for each thing that is wrong with lexicon, dictionary, audit bounds, geo, seeds or corrections."""
    parts = [_words, _regions, _outlines]
    failed = False
    for part in parts:
        for line in _caught(part):
            failed = True
            yield line
    if not failed:  # nothing can be read without these
        yield from _caught(_seeds, seeds)


def rules(seeds: Path, gold: Path = GOLD) -> Iterator[str]:
    """For each rule of the reader how often it fires and how often rightly on the seeds with gold; nothing without."""
    from .articles import read_articles
    from .reader.extract import extract_claims
    from .score import load_gold, score

    if gold.is_dir():
        articles, _ = read_articles(seeds)
        yield from score(load_gold(gold), (c for article in articles for c in extract_claims(article))).rules()


def _words() -> Iterator[str]:
    from .dictionary import column, load_reasons
    from .problems import load_phrases
    from .reader.lexicon import load
    from .tables.audit import load_rules
    from .tables.schemas import SCHEMAS

    load()
    load_rules()
    load_reasons()
    load_phrases()
    for table, schema in SCHEMAS.items():
        for name in schema.columns():
            column(table, name)
    yield from ()


def _regions() -> Iterator[str]:
    from .regions import all_aliases, all_regions, all_successions

    for code, region in all_regions().items():
        if region.province_code not in all_regions():
            yield f"{GEO / 'regions.csv'}: {code} is in province {region.province_code}, which is none; mend the code"
    all_aliases()
    all_successions()


def _outlines() -> Iterator[str]:
    from .export.files import OUTLINES, outlines
    from .regions import all_regions

    drawn = {feature["id"] for name in OUTLINES for feature in outlines(GEO / f"{name}.geojson")}
    for code in all_regions():
        if code not in drawn:
            yield f"{GEO}: {code} has no outline; run `python geo/build.py`"


def _seeds(seeds: Path) -> Iterator[str]:
    from .tables.build import build

    tables = build(seeds)
    yield from tables.problems
    if not tables.texts:
        yield f"{seeds}: no article; name a folder of seeds"


def _caught(part: Callable[..., Iterator[str]], *args) -> Iterator[str]:
    try:
        yield from part(*args)
    except ParitranaError as error:
        yield str(error)
