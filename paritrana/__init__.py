"""Reads Indonesian news on the Paritrana Award into region tables in which every figure carries its sentence.

>>> from paritrana import build_tables, extract_claims, read_articles
>>> articles, errors = read_articles("seeds")                       # doctest: +SKIP
>>> claims = [claim for article in articles for claim in extract_claims(article)]     # doctest: +SKIP
>>> build_tables(articles, claims).coverage                         # doctest: +SKIP
"""

from importlib import import_module

__version__ = "0.1.0"
__all__ = ["build_tables", "extract_claims", "read_articles"]
_HOME = {"build_tables": ".tables.frames", "extract_claims": ".reader.extract", "read_articles": ".articles"}


def __getattr__(name: str):
    """The three functions, each loaded when first asked for: `import paritrana` stays light (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name], __name__), name)
