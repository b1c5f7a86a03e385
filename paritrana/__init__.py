"""Reads Indonesian news on the Paritrana Award into region tables in which every figure carries its sentence.

>>> import paritrana, polars as pl
>>> claims = paritrana.extract_claims("Kota Ambon menjadi Juara I Paritrana Award 2022 se-Maluku.")
>>> claims[0].region, claims[0].measure, claims[0].value, claims[0].year, claims[0].year_basis
('Kota Ambon', 'rank', 1.0, 2022, 'award_name')

An archive (files, folders, patterns, zips, frames) is read article by article; what cannot be read is named:

>>> frame = pl.DataFrame({"id": ["a", "b"], "text": ["Kabupaten Paser melindungi 25.000 pekerja pada 2023.", None]})
>>> articles, errors = paritrana.read_articles(frame)
>>> print(errors[0])
frame: row 2: no `text`; put the article's text into it
>>> tables = paritrana.build_tables(articles)
>>> tables.coverage.select("region", "covered", "data_year").rows()
[('Kabupaten Paser', 25000.0, 2023)]

Arrow record batches, for a cluster or any other engine, go through a pure function:

>>> import pyarrow as pa
>>> paritrana.read_batch(pa.RecordBatch.from_pydict({"id": ["a"], "text": [articles[0].text]})).num_rows
1
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .batch.arrow import read_batch
    from .library import build_tables, extract_claims, read_articles

__version__ = "0.1.0"
__all__ = ["build_tables", "extract_claims", "read_articles", "read_batch"]
_HOME = {name: ".library" for name in ("build_tables", "extract_claims", "read_articles")}
_HOME["read_batch"] = ".batch.arrow"


def __getattr__(name: str):
    """The functions, each loaded when first asked for: `import paritrana` stays light (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name], __name__), name)
