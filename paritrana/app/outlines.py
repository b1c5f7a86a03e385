"""Outlines for the browser: copies of geo/*.geojson under static/, with a content version in the name.

The copies are made on first use and are not committed: the browser keeps a static file for as long as its name stands.
Where static/ cannot be written, the outlines travel inside the figure instead (slower, but nothing is missing).
All kabupaten and kota on one map are drawn by coarser outlines, and by province where nothing is said of them.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from functools import cache
from pathlib import Path

from ..charts.map import MANY, Outlines
from ..errors import DataError
from ..log import log
from ..paths import GEO, ROOT
from ..regions import REBUILD, all_regions

STATIC = ROOT / "static" / "geo"
URL = "app/static/geo/"
MARGIN = 0.03  # of the width, around the areas
TINY = 0.02  # of the width: a narrower area shows no colour
COARSE = 2  # decimals of a degree, about 1 km: far below a pixel where the whole country is shown


def outlines(province: str | None = None, local: bool = False) -> Outlines:
    """All provinces; the kabupaten and kota of one, or (`local`) all of them. Raises DataError naming the file."""
    path = GEO / ("regencies.geojson" if province or local else "provinces.geojson")
    if not all(map(_stands, list(_lengths))):  # a copy was lost or cut short while we serve: all are looked at again
        _outlines.cache_clear()
    try:
        found = _outlines(path, path.stat().st_mtime_ns)
    except OSError as error:
        raise DataError(f"cannot be read ({type(error).__name__})", str(path), REBUILD) from error
    if province not in found:
        raise DataError("has no areas", str(path), REBUILD)
    return found[province]


@cache
def _outlines(path: Path, _version: int) -> dict[str | None, Outlines]:
    """All areas of a file (None), and the kabupaten and kota of each province: it is read once, not once for each."""
    try:
        parts: dict[str | None, list[dict]] = {}
        for feature in json.loads(path.read_bytes())["features"]:
            parts.setdefault(None, []).append(feature)
            if (province := feature["properties"]["province_code"]) != feature["id"]:
                parts.setdefault(province, []).append(feature)
        return {part: _published(features, f"{path.stem}{part or ''}") for part, features in parts.items()}
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise DataError(f"is damaged ({type(error).__name__})", str(path), REBUILD) from error


def _published(features: list[dict], name: str) -> Outlines:
    """What a figure must know of these areas, their shapes put where the browser finds them."""
    rings = {f["id"]: _rings(f["geometry"]) for f in features}
    widest = {code: max(parts, key=_area) for code, parts in rings.items()}
    middles = {code: _middle(ring) for code, ring in widest.items()}
    many = len(features) > MANY
    if many:
        middles = {code: (round(lon, COARSE), round(lat, COARSE)) for code, (lon, lat) in middles.items()}
    drawn = [_feature(f["id"], f["properties"]["name"], [[coarse(r) for r in part] for part in _parts(f["geometry"])]
                      if many else _parts(f["geometry"])) for f in features]  # fmt: skip
    whole = _by_province(drawn) if many else []
    shapes = {"type": "FeatureCollection", "features": [*whole, *drawn]}
    points = [point for parts in rings.values() for ring in parts for point in ring]
    bounds = _bounds(points)
    tiny = frozenset(code for code, ring in widest.items() if _width(ring) < TINY * (bounds[2] - bounds[0]))
    backdrop = tuple(feature["id"] for feature in whole)
    return Outlines(publish(shapes, name), middles, tiny, bounds, backdrop)


def _feature(code: str, name: str, parts: list) -> dict:
    geometry = {"type": "MultiPolygon", "coordinates": parts}
    return {"type": "Feature", "id": code, "properties": {"name": name}, "geometry": geometry}


def _by_province(features: list[dict]) -> list[dict]:
    """One feature a province, with the outlines of all its kabupaten and kota in it."""
    parts: dict[str, list] = {}
    for feature in features:
        parts.setdefault(feature["id"][:2], []).extend(feature["geometry"]["coordinates"])
    return [_feature(code, all_regions()[code].province, own) for code, own in parts.items()]


def coarse(ring: list) -> list:
    """The ring in fewer decimals and points; as it is where that would turn it over or leave no area."""
    points = [[round(x, COARSE), round(y, COARSE)] for x, y in ring]
    kept = [point for point, before in zip(points, [None, *points], strict=False) if point != before]
    return kept if len(kept) > 3 and _turn(kept) * _turn(ring) > 0 else ring


def publish(shapes: dict, name: str) -> str | dict:
    """The address the browser finds `shapes` at, or the shapes themselves where static/ cannot be written."""
    content = json.dumps(shapes, separators=(",", ":")).encode()
    file = STATIC / f"{name}.{hashlib.blake2b(content, digest_size=5).hexdigest()}.geojson"
    _lengths[file] = len(content)
    try:
        if not _stands(file):
            STATIC.mkdir(parents=True, exist_ok=True)
            part = file.with_suffix(f".{os.getpid()}")
            part.write_bytes(content)
            part.replace(file)
            for old in STATIC.glob(f"{name}.*.geojson"):
                if old != file:
                    _lengths.pop(old, None)
                    with contextlib.suppress(OSError):
                        old.unlink()
    except OSError as error:
        log.warning("outlines travel inside the figures: %s cannot be written (%s)", file, error.strerror)
        del _lengths[file]
        return shapes
    return URL + file.name


_lengths: dict[Path, int] = {}  # of the copies that were made


def _stands(file: Path) -> bool:
    try:
        return file.stat().st_size == _lengths[file]
    except OSError:
        return False


def _parts(geometry: dict) -> list[list]:
    return geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]


def _rings(geometry: dict) -> list[list]:
    """The outer rings of a polygon or multipolygon, as lists of (longitude, latitude)."""
    return [part[0] for part in _parts(geometry)]


def _area(ring: list) -> float:
    return abs(_turn(ring))


def _turn(ring: list) -> float:
    """The area of a ring in square degrees, below zero for a clockwise one."""
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, ring[1:], strict=False)) / 2


def _width(ring: list) -> float:
    return max(x for x, _ in ring) - min(x for x, _ in ring)


def _middle(ring: list) -> tuple[float, float]:
    """The middle of the widest stretch of a ring at half its height: a point inside, where a mark can stand."""
    height = (min(y for _, y in ring) + max(y for _, y in ring)) / 2 + 1e-7
    crossings = sorted(
        x0 + (height - y0) * (x1 - x0) / (y1 - y0)
        for (x0, y0), (x1, y1) in zip(ring, ring[1:], strict=False)
        if (y0 > height) != (y1 > height)
    )
    west, east = max(zip(crossings[::2], crossings[1::2], strict=True), key=lambda pair: pair[1] - pair[0])
    return round((west + east) / 2, 3), round(height, 3)


def _bounds(points: list) -> tuple[float, float, float, float]:
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    edge = MARGIN * max(east - west, north - south)
    return tuple(round(at, 3) for at in (west - edge, south - edge, east + edge, north + edge))


@cache
def neighbours(folder: Path = GEO) -> dict[str, tuple[str, ...]]:
    """Code -> the regions it shares a stretch of outline with, most first; provinces border where their parts do.

    Empty where the outlines cannot be read: they are a help, not a fact.
    """
    try:
        features = json.loads((folder / "regencies.geojson").read_bytes())["features"]
    except (OSError, ValueError, KeyError):
        return {}
    owners: dict[tuple, set[str]] = {}
    for feature in features:
        for ring in _rings(feature["geometry"]):
            for point in ring:
                owners.setdefault(tuple(point), set()).add(feature["id"])
    shared: dict[str, dict[str, int]] = {}
    for regions in owners.values():
        for one in regions:
            for other in regions - {one}:
                for mine, theirs in ((one, other), (one[:2], other[:2])):
                    if mine != theirs:
                        near = shared.setdefault(mine, {})
                        near[theirs] = near.get(theirs, 0) + 1
    return {code: tuple(sorted((other for other, n in near.items() if n > 1), key=lambda other: (-near[other], other)))
            for code, near in shared.items()}  # fmt: skip
