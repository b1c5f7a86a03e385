"""What the app writes when it is first asked, written beforehand: `python -m paritrana.app.prepare`.

For a place that will be read-only, such as a container's image: tables in the cache, outlines and files under static/.
"""

from __future__ import annotations

import sys

from ..errors import OutputError, ParitranaError, SeedError
from ..paths import SEEDS
from ..regions import all_regions
from . import data, downloads
from .outlines import outlines


def prepare() -> None:
    """Raises SeedError where a seed cannot be read, OutputError where nothing can be written, DataError."""
    tables, _, held = data.load()
    if held or tables.problems:
        raise SeedError("not all can be read", str(SEEDS), "mend what `paritrana check` lists")
    if downloads.publish(tables) is None:
        raise OutputError("cannot be written", str(downloads.STATIC), "run this as the owner of that folder")
    for province in sorted({region.province_code for region in all_regions().values()}):
        outlines(province)
    outlines()
    outlines(local=True)


if __name__ == "__main__":
    try:
        prepare()
    except ParitranaError as error:
        sys.exit(f"paritrana: {error}")
