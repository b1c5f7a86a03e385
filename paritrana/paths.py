"""Where the project's own files lie: in a checkout beside the package, in an installed wheel inside it."""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_SHIPPED = PACKAGE / "_shipped"
ROOT = _SHIPPED if _SHIPPED.is_dir() else PACKAGE.parent

DATA = PACKAGE / "data"
GEO = ROOT / "geo"
SEEDS = Path(os.environ.get("PARITRANA_SEEDS") or ROOT / "seeds")  # `make app SEEDS=` names an archive of one's own
GOLD = ROOT / "tests" / "gold"  # in a checkout only


def _cache() -> Path | None:
    """In a checkout its own; of an installed wheel the user's, and none for a user without a home (in a container)."""
    if not _SHIPPED.is_dir():
        return ROOT / ".cache" / "paritrana"
    try:
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "paritrana"
    except RuntimeError:
        return None


CACHE = _cache()
