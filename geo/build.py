#!/usr/bin/env python3
"""Make regions.csv, provinces.geojson and regencies.geojson from open parts.

usage: python geo/build.py [--cache DIR] [--report]

Without --report the three files are written. With it they are made again in memory, measured, and the table of
geo/README.md is printed; nothing is written.
"""

import argparse
import json
from pathlib import Path

import measure
import outlines
import parts
import regions
import shapely
from simplify import Detail, simplified

HERE = Path(__file__).parent
PROVINCES = Detail(shared=0.015, lone=0.011, island_km2=10)
REGENCIES = Detail(shared=0.0048, lone=0.0048, island_km2=1)
LIMITS = {"provinces.geojson": 250_000, "regencies.geojson": 1_000_000}  # bytes that a first visit can bear
PROPERTIES = ["code", "name", "province_code", "province"]


def geojson(shapes, rows):
    """UTF-8 bytes of a FeatureCollection, a feature a line, in the order of rows that have a shape."""

    def plain(coordinates):
        if isinstance(coordinates[0], tuple | list):
            return [plain(part) for part in coordinates]
        return [round(number, 4) for number in coordinates]

    def feature(row):
        geometry = shapely.geometry.mapping(shapes[row["code"]])
        return {
            "type": "Feature",
            "id": row["code"],
            "properties": {name: row[name] for name in PROPERTIES},
            "geometry": {"type": geometry["type"], "coordinates": plain(geometry["coordinates"])},
        }

    lines = [
        json.dumps(feature(row), ensure_ascii=False, separators=(",", ":")) for row in rows if row["code"] in shapes
    ]
    return ('{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n").encode("utf-8")


def check(files, shapes, rows):
    """Complain of a region without an outline, an invalid outline and a file that is too large."""
    wrong = [f"{row['code']} {row['name']} has no outline" for row in rows if row["code"] not in shapes]
    wrong += [f"{code}: {shapely.is_valid_reason(shape)}" for code, shape in shapes.items() if not shape.is_valid]
    wrong += [
        f"{name} has {len(files[name])} bytes, more than {limit}"
        for name, limit in LIMITS.items()
        if len(files[name]) > limit
    ]
    if wrong:
        raise SystemExit("geo: " + "; ".join(wrong))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, default=HERE.parent / ".cache" / "geo", help="where the parts are kept")
    parser.add_argument("--report", action="store_true", help="measure instead of writing")
    args = parser.parse_args()

    rows = regions.table(args.cache)
    areas = {row["code"]: float(row["area_km2"]) for row in rows}
    verdicts = {row["code"]: row["verdict"] for row in regions.read_csv(HERE / "villages.csv")}
    codes, whose, lonlat = parts.villages(args.cache)
    land = outlines.to_metres(parts.land(args.cache))
    points = shapely.get_coordinates(outlines.to_metres(shapely.points(lonlat)))
    use = outlines.trusted(land, codes, points, whose, verdicts)
    points, whose = points[use], whose[use]

    drawn = outlines.draw(land, points, whose, areas)
    regencies, provinces = simplified(drawn, REGENCIES), simplified(outlines.provinces(drawn), PROVINCES)
    files = {
        "regions.csv": regions.as_csv(rows).encode("utf-8"),
        "provinces.geojson": geojson(provinces, rows),
        "regencies.geojson": geojson(regencies, rows),
    }
    check(files, provinces | regencies, rows)
    if args.report:
        held = measure.held_out(land, points, whose, areas)
        print(measure.table(regencies, provinces, [files[name] for name in LIMITS], rows, held))
        return
    for name, text in files.items():
        (HERE / name).write_bytes(text)
        print(f"geo/{name}: {len(text)} bytes")


if __name__ == "__main__":
    main()
