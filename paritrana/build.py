"""The whole way from a folder of seeds to tables: `build(seeds)`."""

from __future__ import annotations

from pathlib import Path

from .articles import read_articles
from .corrections import correct, load_corrections
from .errors import CorrectionError, ParitranaError
from .extract import read
from .paths import SEEDS
from .tables import Tables, build_tables


def build(seeds: Path | str = SEEDS, *, strict: bool = False, as_of: str | None = None) -> Tables:
    """Tables of a folder of seeds and its corrections.toml.

    A seed that cannot be read becomes a line of `problems`, and the rest stays. So does a correction that is broken
    or no longer needed, unless `strict`: then it raises CorrectionError. Raises DataError for a damaged lexicon,
    geo file or claim.
    """
    articles, problems = read_articles(seeds, front_matter=True)
    readings = [read(article) for article in articles]
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
