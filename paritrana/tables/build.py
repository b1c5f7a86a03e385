"""The whole way from a folder of seeds to tables: `build(seeds)`."""

from __future__ import annotations

from pathlib import Path

from ..articles import read_articles
from ..errors import CorrectionError, ParitranaError, SeedError
from ..models import Reading
from ..paths import SEEDS
from ..reader.extract import read
from .corrections import correct, load_corrections
from .frames import Tables, build_tables


def _unknown_region(reading: Reading) -> SeedError | None:
    """An article that says nothing of a region we know, but something of one we do not."""
    strangers = [r for r in reading.rejections if r.reason == "place_unknown"]
    if reading.claims or not strangers:
        return None
    name = reading.article.text[strangers[0].start : strangers[0].end]
    where = reading.article.path or reading.article.id
    return SeedError(f"region {name!r} is not known", where, "mend the spelling, or add it to geo/aliases.csv")


def build(seeds: Path | str = SEEDS, *, strict: bool = False, as_of: str | None = None) -> Tables:
    """Tables of a folder of seeds and its corrections.toml.

    A seed that cannot be read becomes a line of `problems`, and the rest stays. So does a correction that is broken
    or no longer needed, unless `strict`: then it raises CorrectionError. Raises DataError for a damaged lexicon,
    geo file or claim.
    """
    articles, problems = read_articles(seeds, front_matter=True)
    readings = [read(article) for article in articles]
    problems += [error for reading in readings if (error := _unknown_region(reading))]
    mistakes: list[ParitranaError] | None = None if strict else []
    try:
        corrections = load_corrections(Path(seeds) / "corrections.toml")
    except CorrectionError as error:
        if strict:
            raise
        corrections, mistakes = [], [error]
    corrected = correct(readings, corrections, mistakes)
    return build_tables(
        articles,
        corrected.claims,
        rejections={reading.article.id: reading.rejections for reading in readings},
        problems=[str(error) for error in (*problems, *(mistakes or ()))],
        counts=corrected.counts(),
        as_of=as_of,
    )
