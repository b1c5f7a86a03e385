"""The reader as a pure function over Arrow: a batch of articles in, a batch of claims out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TypeVar

import pyarrow as pa

from ..articles import parse
from ..articles.formats import Raw, check_columns, kept_columns
from ..articles.text import whole
from ..errors import SeedError, SeedNote
from ..models import Article, Claim
from .work import claims_of

Batch = TypeVar("Batch", pa.RecordBatch, pa.Table)
_KINDS = {"value": pa.float64(), "year": pa.int64(), "start": pa.int64(), "end": pa.int64(),
          "approximate": pa.bool_(), "increment": pa.bool_(), "uncertain": pa.bool_()}  # fmt: skip
PROBLEMS = pa.schema({"article": pa.string(), "read": pa.bool_(), "problem": pa.string()})


@cache
def claims_schema() -> pa.Schema:
    """The columns of claims, in the order they have everywhere."""
    return pa.schema([(name, _KINDS.get(name, pa.string())) for name in Claim.__struct_fields__])


def read_batch(batch: Batch) -> Batch:
    """The claims of a batch of articles, in the order of its rows: a RecordBatch of one, a Table of a Table.

    Columns read: `text`, and where there are `id`, `publisher`, `url`, `published`, `place`, `title`; any others are
    left alone. A row without an id is called after its text ("t-" and 12 hex digits). A row that holds no article
    gives no claim, and `check_batch` says why. Raises SeedError where there is no column `text`.

    >>> batch = pa.RecordBatch.from_pydict({"text": ["Kota Ambon menjadi Juara I Paritrana Award 2022 se-Maluku."]})
    >>> read_batch(batch).select(["region", "measure", "value"]).to_pylist()
    [{'region': 'Kota Ambon', 'measure': 'rank', 'value': 1.0}]
    """
    claims = [claim for _, _, item in readings(batch) if not isinstance(item, SeedError) for claim in item[1]]
    return _like(batch, claims_batch(claims))


def check_batch(batch: Batch) -> Batch:
    """What `read_batch` could not read of a batch: `article` (its id), `read` (true where only a part was left out,
    as an odd date is) and `problem`, a line that says what, where and how to mend it."""
    found = [(raw.id, item) for _, raw, item in readings(batch) if isinstance(item, SeedError)]
    columns = {
        "article": [id for id, _ in found],
        "read": [isinstance(error, SeedNote) for _, error in found],
        "problem": [str(error) for _, error in found],
    }
    return _like(batch, pa.RecordBatch.from_pydict(columns, schema=PROBLEMS))


def readings(
    batch: Batch, name: str = "batch", stem: str = "", first: int = 1
) -> Iterator[tuple[int, Raw, tuple[Article, Sequence[Claim]] | SeedError]]:
    """Each row's number and what it holds: its article with the claims, or what is wrong with it."""
    for number, raw in raw_rows(batch, name, stem, first):
        for item in parse(raw):
            yield number, raw, claims_of(item, raw.where) if isinstance(item, Article) else item


def raw_rows(batch: Batch, name: str = "batch", stem: str = "", first: int = 1) -> Iterator[tuple[int, Raw]]:
    """The rows of a batch, counted from `first`. One without an id is called after its file's `stem` and its number;
    without a stem after its text. Raises SeedError where there is no column `text`."""
    check_columns(batch.schema.names, name)
    for number, row in enumerate(batch.select(kept_columns(batch.schema.names)).to_pylist(), start=first):
        id = f"{stem}-{number}"
        if not stem:
            row["id"] = id = str(row.get("id") or text_id(row["text"]))
        yield number, Raw("row", row, f"{name}: row {number}", id, name)


def claims_batch(claims: Sequence[Claim]) -> pa.RecordBatch:
    schema = claims_schema()
    columns = [pa.array([getattr(claim, field.name) for claim in claims], field.type) for field in schema]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _like(batch: Batch, made: pa.RecordBatch) -> Batch:
    return pa.Table.from_batches([made]) if isinstance(batch, pa.Table) else made


def text_id(text: object) -> str:
    return "t-" + hashlib.blake2b(whole(str(text)).encode(), digest_size=6).hexdigest()
