"""From full outlines to small ones for a page: fewer islands, fewer vertices, degrees with three decimals.

Regions that share a landmass are simplified together, so that they keep their common borders; lone islands one by one,
and more gently where the map is small, or they would shrink to triangles.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from outlines import to_degrees

DEGREE_KM = 111.32
DECIMALS = 3  # about 100 m
SMALL_KM2, ISLET_KM2 = 100, 0.02  # a region smaller than the first keeps every islet of at least the second


@dataclass(frozen=True)
class Detail:
    """How much to keep: tolerance in degrees on shared land and on lone islands, least island in km2."""

    shared: float
    lone: float
    island_km2: float


def km2(shapes):
    """Areas of shapes in degrees, each by the cosine of its own middle."""
    _, south, _, north = shapely.bounds(shapes).T
    return shapely.area(shapes) * DEGREE_KM**2 * np.cos(np.radians((south + north) / 2))


def kept(codes, area, least_km2):
    """Mask of the parts worth drawing: large enough, the largest of its region, or an islet of a small region."""
    keep = area >= least_km2
    for code in np.unique(codes):
        mine = np.flatnonzero(codes == code)
        keep[mine[np.argmax(area[mine])]] = True
        if area[mine].sum() < SMALL_KM2:
            keep[mine] |= area[mine] >= ISLET_KM2
    return keep


def rounded(shape, decimals=DECIMALS):
    """The shape on the grid of decimals; a part too small for that grid gets one more decimal."""
    small = shapely.set_precision(shape, 10.0**-decimals)
    return small if not small.is_empty else rounded(shape, decimals + 1)


def simplified(outlines, detail):
    """{code: outline in degrees} of {code: outline in metres}.

    Exterior rings run clockwise, against RFC 7946: the SVG maps of Plotly (d3-geo) take the other winding for
    "everything but this region" and flood the map.
    """
    shapes = list(outlines.values())
    codes = np.repeat(list(outlines), shapely.get_num_geometries(shapes))
    parts = to_degrees(shapely.get_parts(shapes))
    masses = shapely.get_parts(shapely.coverage_union_all(parts))
    mass = shapely.STRtree(masses).query(shapely.point_on_surface(parts), predicate="intersects")[1]
    shared = np.array([len(set(codes[mass == m])) > 1 for m in range(len(masses))])[mass]

    small = parts.copy()
    small[shared] = shapely.coverage_simplify(parts[shared], detail.shared)
    small[~shared] = shapely.simplify(parts[~shared], detail.lone)
    keep = kept(codes, km2(parts), detail.island_km2)
    drawn = {}
    for code in outlines:
        shape = shapely.union_all([rounded(part) for part in small[keep & (codes == code)]])
        drawn[code] = shapely.orient_polygons(shapely.normalize(shape), exterior_cw=True)
    return drawn
