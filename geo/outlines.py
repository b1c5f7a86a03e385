"""Outlines of kabupaten and kota from village points: land belongs to whoever lives nearest on the same island.

All geometry here is in EPSG:3395 (metres, true to shape, at most 2 % too long within 11 degrees of the equator).
Borders are drawn only between villages of one island, so no regency reaches across a strait to land where it has
nobody. Weighing the villages to fit official areas was tried: areas get better, and the borders worse.
"""

import numpy as np
import shapely
from pyproj import Transformer
from scipy.spatial import Voronoi, cKDTree

METRES = Transformer.from_crs(4326, 3395, always_xy=True)
DEGREES = Transformer.from_crs(3395, 4326, always_xy=True)
GRID = 0.01  # m, to which borders and coast are noded together

STRAY_M = 12_000  # a village this far from any of its regency, among strangers only, has a wrong position
STRAY_LAND = 20  # ... unless so few villages are on its island that strangers are to be expected
SNAP_M = 500  # a village this close to the coast of its own regency is put on it; farther out it shows missing land
ISLET_M = 600, 1_500  # least and greatest radius of the islet put under any other village in the sea
EXCLAVE_VILLAGES = 4  # fewer than these are not an exclave but an imprecise border


def to_metres(geometry):
    return shapely.transform(geometry, METRES.transform, interleaved=False)


def to_degrees(geometry):
    return shapely.transform(geometry, DEGREES.transform, interleaved=False)


def holding(land, points):
    """Index of the piece of land that each point lies on, -1 at sea."""
    found = np.full(len(points), -1)
    which, where = shapely.STRtree(land).query(shapely.points(points), predicate="intersects")
    found[which] = where
    return found


def nearest(points, point):
    """Index of the point nearest to the given one."""
    return np.argmin(np.hypot(*(points - point).T))


def strays(land, points, regencies):
    """Mask of villages whose position must be wrong: on peopled land, far from all others of their regency."""
    home = holding(land, points)
    neighbours = cKDTree(points).query(points, k=9)[1][:, 1:]
    alone = ~(regencies[neighbours] == regencies[:, None]).any(axis=1)
    alone &= (home >= 0) & (np.bincount(home[home >= 0], minlength=len(land))[home] >= STRAY_LAND)
    for i in np.flatnonzero(alone):
        others = points[(regencies == regencies[i]) & (np.arange(len(points)) != i)]
        alone[i] = not len(others) or np.hypot(*(others - points[i]).T).min() > STRAY_M
    return alone


def snap(land, points, regencies):
    """(points, home): villages just off the coast of their own regency are moved onto it; home is -1 at sea."""
    points, ashore = points.copy(), holding(land, points)
    home, sea = ashore.copy(), np.flatnonzero(ashore < 0)
    (_, shores), metres = shapely.STRtree(land).query_nearest(
        shapely.points(points[sea]), return_distance=True, all_matches=False
    )
    for i, shore, distance in zip(sea, shores, metres, strict=True):
        there = np.flatnonzero(ashore == shore)
        if distance <= SNAP_M and len(there) and regencies[there[nearest(points[there], points[i])]] == regencies[i]:
            points[i] = shapely.shortest_line(land[shore], shapely.Point(points[i])).coords[0]
            home[i] = shore
    return points, home


def settle(land, points, regencies, areas):
    """(land, points, home): villages left at sea get islets, and every village the number of its piece of land.

    An islet is a disc of the mean village area of its regency (areas: {code: km2}), within ISLET_M, cut off at the
    coast and joined to its neighbours where they meet.
    """
    points, home = snap(land, points, regencies)
    codes, counts = np.unique(regencies, return_counts=True)
    radius = {c: np.clip(np.sqrt(areas[c] * 1e6 / n / np.pi), *ISLET_M) for c, n in zip(codes, counts, strict=True)}
    sea = home < 0
    discs = shapely.buffer(shapely.points(points[sea]), [radius[c] for c in regencies[sea]], quad_segs=4)
    coasts = shapely.union_all(land[np.unique(shapely.STRtree(land).query(discs, predicate="intersects")[1])])
    islets = shapely.get_parts(shapely.difference(shapely.union_all(discs), coasts))
    home[sea] = len(land) + holding(islets, points[sea])
    return np.concatenate([land, islets]), points, home


def borders(points, regencies):
    """Lines between the Voronoi cells of different regencies."""
    points, first = np.unique(points, axis=0, return_index=True)
    whose = np.append(regencies[first], [""] * 4)
    if len(set(whose)) < 3:
        return np.array([])
    # four corners far outside close every cell that reaches the coast
    reach = 20 * (np.ptp(points, axis=0).max() + 100_000)
    corners = points.mean(axis=0) + reach * np.array([[-1, -1], [-1, 1], [1, -1], [1, 1]])
    cells = Voronoi(np.vstack([points, corners]))
    split = whose[cells.ridge_points]
    split = (split[:, 0] != split[:, 1]) & (split != "").all(axis=1)
    ridges = np.array([r for r, wanted in zip(cells.ridge_vertices, split, strict=True) if wanted])
    return shapely.linestrings(cells.vertices[ridges])


def clipped(lines, island):
    """The parts of the lines on the island."""
    shapely.prepare(island)
    inside = shapely.contains_properly(island, lines)
    cut = lines[~inside & shapely.intersects(island, lines)]
    return np.append(lines[inside], shapely.intersection(cut, island))


def faces(land, points, home, regencies):
    """(shapes, codes, island): the land cut along all borders; each face is one connected piece of one regency.

    Coast and borders are noded together, which gives faces that share every vertex with their neighbours; cells
    clipped one by one would not.
    """
    villages = {i: np.flatnonzero(home == i) for i in np.unique(home)}
    lines = [shapely.boundary(land)]
    lines += [clipped(borders(points[there], regencies[there]), land[i]) for i, there in villages.items()]
    noded = shapely.union_all(np.concatenate(lines), grid_size=GRID)
    shapes = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    inside = shapely.get_coordinates(shapely.point_on_surface(shapes))
    island = holding(land, inside)
    shapes, inside, island = (array[island >= 0] for array in (shapes, inside, island))  # the rest is enclosed sea

    codes, everywhere = np.empty(len(shapes), dtype=regencies.dtype), shapely.STRtree(shapely.points(points))
    for i in np.unique(island):
        if i in villages:
            there = villages[i]
            codes[island == i] = regencies[there[cKDTree(points[there]).query(inside[island == i])[1]]]
        else:  # nobody lives here: the whole island goes to the nearest village
            codes[island == i] = regencies[everywhere.nearest(land[i])]
    return shapes, codes, island


def absorb(shapes, codes, island, points):
    """Codes after pieces with too few villages, apart from the main piece of their regency on the same island, have
    gone to the neighbour with the longest common border."""
    codes = codes.copy()
    here = holding(shapes, points)
    peopled = np.bincount(here[here >= 0], minlength=len(shapes))
    tree, area = shapely.STRtree(shapes), shapely.area(shapes)
    for i in np.argsort(area, kind="stable"):
        kin = np.flatnonzero((codes == codes[i]) & (island == island[i]))
        if peopled[i] >= EXCLAVE_VILLAGES or i == kin[np.lexsort((area[kin], peopled[kin]))[-1]]:
            continue
        around = tree.query(shapes[i], predicate="intersects")
        around = np.sort(around[(around != i) & (island[around] == island[i])])
        shared = shapely.length(shapely.intersection(shapely.boundary(shapes[i]), shapely.boundary(shapes[around])))
        if len(around) and shared.max() > 0:
            codes[i] = codes[around[np.argmax(shared)]]
    return codes


def trusted(land, codes, points, regencies, verdicts):
    """Mask of the villages to draw from: no strays, but for the verdicts, {village code: "keep" or "drop"}."""
    said = np.array([verdicts.get(code, "") for code in codes])
    return (~strays(land, points, regencies) | (said == "keep")) & (said != "drop")


def draw(land, points, regencies, areas):
    """{code: outline} of every regency with a village, a valid coverage; areas: {code: km2} for the islets."""
    land, points, home = settle(land, points, regencies, areas)
    shapes, codes, island = faces(land, points, home, regencies)
    codes = absorb(shapes, codes, island, points)
    return {str(code): shapely.coverage_union_all(shapes[codes == code]) for code in np.unique(codes)}


def provinces(outlines):
    """{code: outline} of provinces dissolved from regencies."""
    codes = np.array([code[:2] for code in outlines])
    shapes = np.array(list(outlines.values()))
    return {str(code): shapely.coverage_union_all(shapes[codes == code]) for code in np.unique(codes)}
