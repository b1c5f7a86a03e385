"""Tables as files that stay: CSV, Parquet, spreadsheets, GeoJSON, and the metadata beside them.

`files(tables)` makes every file in memory, byte for byte the same for the same tables; `write(tables, folder)` puts
them in place all at once, so that an interrupted build leaves the last good one.
"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Generic, TypeVar

import msgspec
import polars as pl

from ..errors import DataError
from ..paths import GEO
from ..tables.frames import Tables
from ..tables.silence import FAMILIES
from .cells import safe
from .excel import excel_csv, workbook
from .metadata import csvw, datapackage
from .place import put

OUTLINES = ("provinces", "regencies")
T = TypeVar("T")
Ring = list[msgspec.Raw]  # of positions, which nobody here looks into


class Polygon(msgspec.Struct, tag=True):
    """Ours are clockwise for the map's sake, RFC 7946 wants the rings the other way round."""

    coordinates: list[Ring]

    def turned(self) -> Polygon:
        return Polygon([ring[::-1] for ring in self.coordinates])


class MultiPolygon(msgspec.Struct, tag=True):
    coordinates: list[list[Ring]]

    def turned(self) -> MultiPolygon:
        return MultiPolygon([[ring[::-1] for ring in rings] for rings in self.coordinates])


class Outline(msgspec.Struct):
    """A feature of the files in geo/."""

    id: str
    properties: dict
    geometry: Polygon | MultiPolygon


class Collection(msgspec.Struct, Generic[T]):
    features: list[T]


def csv(frame: pl.DataFrame) -> bytes:
    """UTF-8, comma, decimal point, the field names as header, nothing for missing; texts made safe (`cells`)."""
    return safe(frame).write_csv(float_scientific=False).encode()


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
    silence = {row["region_code"]: row for row in tables.silence.iter_rows(named=True)}
    features = []
    for name in OUTLINES:
        for feature in outlines(folder / f"{name}.geojson", Outline):
            code = feature.id
            told = silence[code]
            properties = feature.properties | {"articles": told["articles"], "figures": figures.get(code, [])}
            properties["silence"] = {family: told[family] for family in FAMILIES}
            features.append({
                "type": "Feature", "id": code, "properties": properties, "geometry": feature.geometry.turned()
            })  # fmt: skip
    return msgspec.json.encode({"type": "FeatureCollection", "as_of": tables.as_of, "features": features})


def write(tables: Tables, folder: Path | str) -> list[Path]:
    """Write all files into `folder`, replacing what an earlier build left there; the paths written.

    Raises OutputError where that cannot be done, or where the folder holds files that are not a build's.
    """
    return put(files(tables), folder)


def outlines(path: Path, kind: type[T] = dict) -> list[T]:
    """The features of a file in geo/, each as a dict or as `kind`. Raises DataError."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Collection[kind]).features
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        what = f"no outlines can be read ({type(error).__name__})"
        raise DataError(what, str(path), "restore it from the repository or run `python geo/build.py`") from error


def _json(content: dict) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()
