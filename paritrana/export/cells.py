"""Cells of CSV files that a spreadsheet shows and does not run, and back: `safe(frame)`, `bare(frame)`.

As OWASP advises on CSV injection, a text that begins as a formula would (= + - @, their full-width twins, tab, line
break) gets an apostrophe in front; so does one that begins with apostrophes before such a sign, so that `bare` can take
one away again and nothing is lost. Numbers are numbers: -3.5 stays -3.5. A workbook (.xlsx) needs none of this, as
`sheets` writes a text as a text whatever it begins with; Parquet and JSON hold the texts as they are.
"""

from __future__ import annotations

import polars as pl

_RUNS = r"^('*[=+\-@\t\r\n＝＋－＠])"


def safe(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with its texts made safe for a spreadsheet.

    >>> safe(pl.DataFrame({"text": ["=1+1", "'=1", "satu"], "number": [-3.5, 1, 2]})).rows()
    [("'=1+1", -3.5), ("''=1", 1.0), ('satu', 2.0)]
    """
    return frame.with_columns(pl.col(pl.String).str.replace(_RUNS, "'$1"))


def bare(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with its texts as they were before `safe`."""
    return frame.with_columns(pl.col(pl.String).str.replace("^'" + _RUNS[1:], "$1"))
