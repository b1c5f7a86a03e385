"""Tables as files that stay: CSV, Parquet, spreadsheets, GeoJSON, and the metadata beside them.

`files(tables)` makes every file in memory, byte for byte the same for the same tables; `write(tables, folder)` puts
them in place all at once, so that an interrupted build leaves the last good one.
"""

from __future__ import annotations

import io
import json
from pathlib import Path

import msgspec
import polars as pl

from ..errors import DataError
from ..paths import GEO
from ..tables.frames import Tables
from .excel import excel_csv, workbook
from .metadata import csvw, datapackage
from .place import put

OUTLINES = ("provinces", "regencies")


def csv(frame: pl.DataFrame) -> bytes:
    """UTF-8, comma, decimal point, the field names as header, nothing for missing."""
    return frame.write_csv(float_scientific=False).encode()


def parquet(frame: pl.DataFrame) -> bytes:
    out = io.BytesIO()
    frame.write_parquet(out)
    return out.getvalue()


def files(tables: Tables) -> dict[str, bytes]:
    """File name -> content of everything that `paritrana build` writes. Raises DataError for a damaged geo file."""
    frames = tables.frames()
    made = {f"{name}.csv": csv(frame) for name, frame in frames.items()}
    made |= {f"{name}.parquet": parquet(frame) for name, frame in frames.items()}
    made |= {f"{name}.csv-metadata.json": _json(csvw(name, tables)) for name in frames}
    made["claims.excel-id.csv"] = excel_csv("claims", tables.claims)
    made["paritrana.xlsx"] = workbook(frames, tables.as_of, tables.fingerprint)
    made["regions.geojson"] = geojson(tables)
    made["datapackage.json"] = _json(datapackage(tables, made))
    return made


def geojson(tables: Tables, folder: Path = GEO) -> bytes:
    """Outlines of all provinces, kabupaten and kota (WGS 84), each with its chosen figures and number of articles.

    `silence` says for each family of measures whether there is a figure, an article without one, or no article.
    """
    figures: dict[str, list[dict]] = {}
    for row in tables.regions.drop("region", "province_code", "province").iter_rows(named=True):
        figures.setdefault(row.pop("region_code"), []).append(row)
    articles, states = {}, {}
    for code, family, state, n in tables.silence.select("region_code", "family", "state", "articles").iter_rows():
        articles[code] = n
        states.setdefault(code, {})[family] = state
    features = []
    for name in OUTLINES:
        for feature in outlines(folder / f"{name}.geojson"):
            code = feature["id"]
            properties = feature["properties"] | {"articles": articles[code], "silence": states[code]}
            properties |= {"figures": figures.get(code, [])}
            geometry = feature["geometry"] | {"coordinates": _turned(feature["geometry"]["coordinates"])}
            features.append({"type": "Feature", "id": code, "properties": properties, "geometry": geometry})
    return msgspec.json.encode({"type": "FeatureCollection", "as_of": tables.as_of, "features": features})


def write(tables: Tables, folder: Path | str) -> list[Path]:
    """Write all files into `folder`, replacing what an earlier build left there; the paths written.

    Raises OutputError where that cannot be done, or where the folder holds files that are not a build's.
    """
    return put(files(tables), folder)


def outlines(path: Path) -> list[dict]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict)["features"]
    except (OSError, msgspec.DecodeError, KeyError, UnicodeDecodeError) as error:
        what = f"no outlines can be read ({type(error).__name__})"
        raise DataError(what, str(path), "restore it from the repository or run `python geo/build.py`") from error


def _turned(coordinates: list) -> list:
    """Rings the other way round: ours are clockwise for the map's sake, RFC 7946 wants counter-clockwise."""
    if isinstance(coordinates[0][0], int | float):
        return coordinates[::-1]
    return [_turned(part) for part in coordinates]


def _json(content: dict) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()
