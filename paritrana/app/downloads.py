"""What can be taken away: the rows of a state in every format, and all tables at addresses that stay.

`publish` puts the files of a build under static/data: with stable names that always hold the newest build, and once
more in a folder named by date and version that never changes, and goes after KEPT others. Nothing here knows Streamlit.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl

from ..dictionary import column, load_dictionary
from ..export.excel import excel_csv, workbook
from ..export.files import csv, files, outlines, parquet
from ..export.place import alone_in
from ..log import log
from ..paths import GEO, ROOT
from ..regions import all_regions
from ..tables.frames import Tables

STATIC = ROOT / "static" / "data"
URL = "app/static/data/"
SHORT = 8  # letters of the version, everywhere it is shown
FORMATS = ("csv", "excel", "xlsx", "parquet", "geojson", "zip")
SUFFIX = {"excel": ".excel-id.csv", **{kind: f".{kind}" for kind in FORMATS if kind != "excel"}}
MIME = {
    "csv": "text/csv", "excel": "text/csv", "parquet": "application/vnd.apache.parquet", "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "geojson": "application/geo+json",
}  # fmt: skip
_DATE = (1980, 1, 1, 0, 0, 0)  # inside archives: the same tables, the same bytes
LAST = "datapackage.json"  # written last: what it lists is all there
PART = ".part-"  # how the names of files begin that are not yet in place
PAST = "past"  # the folder of the days before the newest
KEPT = 12  # versions, and past days, of 2.5 MB each: 60 MB at most, however often seeds change and visitors ask
AGAIN = 60  # seconds until files that stand are looked at again
_lock = threading.Lock()
_told: list[str] = []  # the last thing the log was told


def taken(kind: str, rows: pl.DataFrame, tables: Tables, about: str, ours: bool = True) -> bytes:
    """The rows of a state (columns of `view.table`) in one of FORMATS; `about` says in words what was chosen.

    What is not `ours`, but read from articles that a visitor brought, is not cited as the published data.
    """
    makers: dict[str, Callable[[], bytes]] = {
        "csv": lambda: csv(rows),
        "excel": lambda: excel_csv("claims", rows),
        "xlsx": lambda: workbook({"claims": rows}, tables.as_of, tables.fingerprint, ours),
        "parquet": lambda: parquet(rows),
        "geojson": lambda: _geojson(rows, tables),
        "zip": lambda: _zip({
            "README.txt": readme(tables, about, rows.columns, ours).encode(),
            **{f"paritrana{SUFFIX[kind]}": taken(kind, rows, tables, about, ours) for kind in FORMATS if kind != "zip"},
        }),
    }  # fmt: skip
    return makers[kind]()


def readme(tables: Tables, about: str, columns: list[str], ours: bool = True) -> str:
    """What goes into an archive beside the data: what it is, licence, citation, caveats, columns; in both languages."""
    known, lines = load_dictionary(), []
    for lang in ("id", "en"):
        said = known.dataset
        credits = [said.citation(lang, tables.as_of, tables.fingerprint[:SHORT]), said.licence_url]
        lines += [
            getattr(said, f"title_{lang}"), getattr(said, f"about_{lang}"), "", about, "",
            *(credits if ours else [THEIRS[lang]]), "",
            *(f"- {line}" for line in CAVEATS[lang]), "",
            *(f"{name}: {column(table_of(name), name).title(lang)}. "
              f"{column(table_of(name), name).about(lang)}" for name in columns),
            "", "",
        ]  # fmt: skip
    return "\n".join(lines)


def table_of(column: str) -> str:
    """The table whose entry in the dictionary explains a column of `view.table`."""
    return {"publisher": "articles", "url": "articles", "denominator": "coverage"}.get(column, "claims")


THEIRS = {
    "id": "Dibaca mesin dari artikel yang dibawa pengguna; bukan bagian dari data Paritrana dan belum diperiksa. "
    "Hak atas artikelnya ada pada penerbitnya.",
    "en": "Read by machine from articles that a user brought; no part of the Paritrana data, and not checked. "
    "The rights in the articles are their publishers'.",
}
CAVEATS = {
    "id": (
        "Kosong berarti tidak disebut artikel mana pun, bukan nol.",
        "Baca kode wilayah sebagai teks: 73.10 bukan 73,1.",
        "Tidak ada angka yang diisi dari tahun lain; kolom tahun dan dasarnya ada di setiap baris.",
        "Di CSV, teks yang diawali = + - @ didahului satu tanda petik (') agar tidak dijalankan lembar kerja.",
        "Angka berbeda antarartikel ditampilkan semuanya di tabel klaim.",
        "Garis batas hanya perkiraan untuk membaca peta, bukan batas resmi.",
    ),
    "en": (
        "Empty means that no article says it, not zero.",
        "Read region codes as text: 73.10 is not 73.1.",
        "No figure is filled in from another year; each row has its year and the ground for it.",
        "In CSV, a text that begins with = + - @ has an apostrophe (') in front, so that no spreadsheet runs it.",
        "Where articles differ, the claims table has every figure.",
        "Outlines are approximate, for reading the map, and no legal boundaries.",
    ),
}


def publish(tables: Tables, folder: Path = STATIC, newest: bool = True) -> Path | None:
    """Put all files of these tables in place, once a version; the dated folder, or None where nothing can be written.

    Tables of a past day (`newest` false) go into their dated folder only. The last KEPT versions and days stay.

    A file is either the old one or the new one, whenever it is read; one that was lost or cut short is made anew.
    """
    home = folder if newest else folder / PAST
    dated = home / f"{tables.as_of or 'undated'}-{tables.fingerprint[:SHORT]}"
    try:
        with _lock, alone_in(folder):
            for left in folder.glob(f"{PART}*"):  # of a process that was stopped
                shutil.rmtree(left) if left.is_dir() else left.unlink()
            if not _whole(dated):
                part = folder / f"{PART}{dated.name}"
                part.mkdir()
                home.mkdir(exist_ok=True)
                for name, content in all_files(tables).items():
                    (part / name).write_bytes(content)
                shutil.rmtree(dated, ignore_errors=True)
                part.rename(dated)
            if newest and not (_whole(folder) and _same(folder / LAST, dated / LAST)):
                for path in sorted(dated.iterdir(), key=lambda path: path.name == LAST):
                    part = folder / f"{PART}{path.name}"
                    shutil.copyfile(path, part)
                    part.replace(folder / path.name)
            os.utime(dated)
            _drop(home)
    except OSError as error:
        if _told[-1:] != [said := f"no files for download in {folder}: {error.strerror or error}"]:
            log.warning(said)
            _told[:] = [said]
        return None
    _told.clear()
    return dated


def _drop(home: Path) -> None:
    """Take away all but the KEPT folders that were published, or asked for, last."""
    found = [path for path in home.iterdir() if path.is_dir() and path.name != PAST]
    for old in sorted(found, key=lambda path: path.stat().st_mtime_ns)[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)


def _whole(folder: Path) -> bool:
    """Is every file there in its full length, by the list written last?"""
    try:
        listed = json.loads((folder / LAST).read_bytes())["resources"]
        return zipfile.is_zipfile(folder / "paritrana.zip") and all(
            (folder / file["path"]).stat().st_size == file["bytes"] for file in listed
        )
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _same(one: Path, other: Path) -> bool:
    return one.read_bytes() == other.read_bytes()


_published: dict[str, float] = {}  # version -> when it was last seen to


def publish_beside(tables: Tables) -> None:
    """Publish in a thread of its own, so that no visitor waits; of one version now and then, as files may be lost."""
    last = _published.get(tables.fingerprint)
    if last is None or time.monotonic() - last > AGAIN:
        _published.clear()
        _published[tables.fingerprint] = time.monotonic()
        threading.Thread(target=publish, args=(tables,), daemon=True).start()


def all_files(tables: Tables) -> dict[str, bytes]:
    """Everything `paritrana build` writes, and all of it once more in an archive with a README."""
    made = files(tables)
    about = "Semua tabel / all tables."
    said = readme(tables, about, list(tables.claims.columns)).encode()
    return made | {"paritrana.zip": _zip({"README.txt": said, **made})}


def _geojson(rows: pl.DataFrame, tables: Tables) -> bytes:
    """The outlines of the regions in the rows, each with its rows."""
    by_region = {
        code: part.drop("region_code", "region", "province").to_dicts()
        for (code,), part in rows.partition_by("region_code", as_dict=True, maintain_order=True).items()
    }
    features = []
    for name in ("provinces", "regencies"):
        for feature in outlines(GEO / f"{name}.geojson"):
            code = feature["id"]
            if code in by_region:
                region = all_regions()[code]
                features.append({
                    "type": "Feature", "id": code,
                    "properties": {"region_code": code, "region": region.name, "province": region.province,
                                   "rows": by_region[code]},
                    "geometry": feature["geometry"] | {"coordinates": _turned(feature["geometry"]["coordinates"])},
                })  # fmt: skip
    collection = {"type": "FeatureCollection", "as_of": tables.as_of, "version": tables.fingerprint,
                  "features": features}  # fmt: skip
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def _turned(coordinates: list) -> list:
    """Rings the other way round, as RFC 7946 wants them."""
    if isinstance(coordinates[0][0], int | float):
        return coordinates[::-1]
    return [_turned(part) for part in coordinates]


def _zip(made: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in made.items():
            archive.writestr(zipfile.ZipInfo(name, _DATE), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
