"""How good the outlines are: against official areas, the capitals, and villages that they were not told of."""

import gzip

import numpy as np
import outlines
import shapely
from pyproj import Geod

FOLDS = 10
NEAR_M = 2_000


def area_errors(shapes, areas):
    """Relative errors of {code: outline in degrees} against {code: km2}, on the ellipsoid."""
    geod = Geod(ellps="WGS84")
    return np.array(
        [abs(abs(geod.geometry_area_perimeter(shape)[0]) / 1e6 / areas[code] - 1) for code, shape in shapes.items()]
    )


def capitals(shapes, rows):
    """(share inside, share within NEAR_M) of the capitals of rows of regions.csv."""
    rows = [row for row in rows if row["code"] in shapes]
    places = outlines.to_metres(shapely.points([(float(row["lon"]), float(row["lat"])) for row in rows]))
    metres = shapely.distance(places, outlines.to_metres(np.array([shapes[row["code"]] for row in rows])))
    return (metres == 0).mean(), (metres <= NEAR_M).mean()


def held_out(land, points, regencies, areas):
    """(right regency, right province): every tenth village is hidden, the rest drawn, and the hidden ones looked up
    in the drawing (the nearest outline, if at sea); so in turn for each tenth."""
    fold, right = np.arange(len(points)) % FOLDS, []
    for hidden in (fold == i for i in range(FOLDS)):
        drawn = outlines.draw(land, points[~hidden], regencies[~hidden], areas)
        village, found = shapely.STRtree(list(drawn.values())).query_nearest(
            shapely.points(points[hidden]), all_matches=False
        )
        want, got = regencies[hidden][village], np.array(list(drawn))[found]
        right.append([(want == got).mean(), (want.astype("<U2") == got.astype("<U2")).mean()])
    return np.mean(right, axis=0)


def table(regencies, provinces, texts, rows, held):
    """The measured table as Markdown; regencies and provinces as drawn in the files, texts their bytes."""
    areas = {row["code"]: float(row["area_km2"]) for row in rows}
    missing = sum("." in row["code"] and row["code"] not in regencies for row in rows)

    def share(*values):
        return " / ".join(f"{value:.1%}".replace("%", " %") for value in values)

    def errors(shapes):
        return share(*np.quantile(area_errors(shapes, areas), [0.5, 0.9]))

    def size(text):
        return f"{len(text) / 1000:.0f} KB ({len(gzip.compress(text, mtime=0)) / 1000:.0f})"

    lines = {
        "regencies without a polygon": f"{missing} of {len(areas) - len(provinces)}",
        "regency area against the official area, median / 90th percentile error": errors(regencies),
        "province area, median / 90th percentile error": errors(provinces),
        "regency capitals inside their polygon / within 2 km": share(*capitals(regencies, rows)),
        "10 % of villages held out: right regency / right province": share(*held),
        "size, GeoJSON (gzip)": "provinces {}, regencies {}".format(*map(size, texts)),
    }
    return "\n".join(["| | |", "| --- | --- |"] + [f"| {name} | {value} |" for name, value in lines.items()])
