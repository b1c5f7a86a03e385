"""The files of geo/ as they are committed: names, codes, aliases and outlines fit each other. Plain JSON and CSV."""

import csv
import json
import re
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

GEO = Path(__file__).parent.parent / "geo"
WEST, SOUTH, EAST, NORTH = 94.9, -11.1, 141.1, 6.2  # of Indonesia's land
NOTES = {"", "everyday", "spelling", "former name", "needs a type word"}
TYPE_WORDS = {"provinsi": "Provinsi ", "kabupaten": "Kabupaten ", "kota": "Kota "}


def table(name):
    with (GEO / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def features(name):
    return json.loads((GEO / name).read_text(encoding="utf-8"))["features"]


def polygons(feature):
    """The polygons of a feature: lists of rings, each a list of (lon, lat)."""
    geometry = feature["geometry"]
    return geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]


def signed_area(ring):
    """Twice the area, positive when the ring runs counter-clockwise."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))


def holds(feature, lon, lat):
    """Whether the point lies in the feature: an odd number of edges lies east of it."""
    edges = (edge for polygon in polygons(feature) for ring in polygon for edge in pairwise(ring))
    return (
        sum((y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1 for (x1, y1), (x2, y2) in edges)
        % 2
        == 1
    )


REGIONS = table("regions.csv")
BY_CODE = {row["code"]: row for row in REGIONS}
ALIASES = table("aliases.csv")
DRAWN = features("provinces.geojson") + features("regencies.geojson")


def test_regions_are_complete_and_in_order():
    assert Counter(row["level"] for row in REGIONS) == {"provinsi": 38, "kabupaten": 416, "kota": 98}
    assert list(BY_CODE) == sorted(BY_CODE) and len(BY_CODE) == len(REGIONS)
    assert list(REGIONS[0]) == [
        "code",
        "level",
        "name",
        "short_name",
        "province_code",
        "province",
        "bps_code",
        "capital",
        "lat",
        "lon",
        "population",
        "area_km2",
    ]


@pytest.mark.parametrize("column", ["code", "name", "bps_code"])
def test_regions_are_told_apart_by(column):
    assert max(Counter(row[column] for row in REGIONS).values()) == 1


@pytest.mark.parametrize("row", REGIONS, ids=lambda row: row["code"])
def test_region(row):
    provinsi = row["level"] == "provinsi"
    assert re.fullmatch(r"\d\d" if provinsi else r"\d\d\.\d\d", row["code"])
    assert re.fullmatch(r"\d\d" if provinsi else r"\d{4}", row["bps_code"])
    assert row["province_code"] == row["code"][:2] and row["province"] == BY_CODE[row["code"][:2]]["province"]
    # kota are numbered from 71
    assert provinsi or (row["level"] == "kota") == (int(row["code"][3:]) >= 71)
    assert row["name"].removeprefix(TYPE_WORDS[row["level"]]).removeprefix("Administrasi ") == row["short_name"]
    assert row["capital"] and row["capital"] == row["capital"].strip()
    assert WEST < float(row["lon"]) < EAST and SOUTH < float(row["lat"]) < NORTH
    assert int(row["population"]) > 10_000 and float(row["area_km2"]) > 10


def test_provinces_are_the_sum_of_their_regencies():
    people, area, bps = Counter(), defaultdict(float), defaultdict(set)
    for row in REGIONS:
        if row["level"] != "provinsi":
            people[row["province_code"]] += int(row["population"])
            area[row["province_code"]] += float(row["area_km2"])
            bps[row["province_code"]].add(row["bps_code"][:2])
    for code, total in people.items():
        assert int(BY_CODE[code]["population"]) == total
        assert float(BY_CODE[code]["area_km2"]) == pytest.approx(area[code], abs=0.01)
        assert bps[code] == {BY_CODE[code]["bps_code"]}


@pytest.mark.parametrize(
    "code, name, province, bps_code",
    [
        ("81", "Provinsi Maluku", "Maluku", "81"),
        ("31", "Provinsi DKI Jakarta", "DKI Jakarta", "31"),
        ("34", "Provinsi DI Yogyakarta", "DI Yogyakarta", "34"),
        ("96", "Provinsi Papua Barat Daya", "Papua Barat Daya", "92"),
        ("73.16", "Kabupaten Enrekang", "Sulawesi Selatan", "7316"),
        ("73.24", "Kabupaten Luwu Timur", "Sulawesi Selatan", "7325"),
        ("11.09", "Kabupaten Simeulue", "Aceh", "1101"),
        ("31.74", "Kota Administrasi Jakarta Selatan", "DKI Jakarta", "3171"),
        ("81.71", "Kota Ambon", "Maluku", "8171"),
        ("94.01", "Kabupaten Nabire", "Papua Tengah", "9604"),
        ("92.03", "Kabupaten Fakfak", "Papua Barat", "9101"),
    ],
)
def test_known_regions(code, name, province, bps_code):
    assert (BY_CODE[code]["name"], BY_CODE[code]["province"], BY_CODE[code]["bps_code"]) == (name, province, bps_code)


def test_aliases_lead_to_regions():
    assert {row["code"] for row in ALIASES} <= set(BY_CODE)
    assert {row["note"] for row in ALIASES} <= NOTES
    assert max(Counter((row["alias"], row["code"]) for row in ALIASES).values()) == 1
    assert all(row["alias"] == " ".join(row["alias"].split()) for row in ALIASES)


def test_aliases_do_not_hide_the_names_of_others():
    names = defaultdict(set)
    for row in REGIONS:
        names[row["short_name"]].add(row["code"])
    hiding = {
        (row["alias"], row["code"])
        for row in ALIASES
        if row["alias"] in names and row["code"] not in names[row["alias"]]
    }
    assert hiding == {("Yogyakarta", "34")}  # the province as much as its capital


def test_an_alias_that_repeats_the_name_only_asks_for_a_type_word():
    repeated = {row["note"] for row in ALIASES if row["alias"] == BY_CODE[row["code"]]["short_name"]}
    assert repeated == {"needs a type word"}


def test_a_word_that_needs_a_type_word_always_does():
    notes = defaultdict(set)
    for row in ALIASES:
        notes[row["alias"]].add(row["note"] == "needs a type word")
    assert all(len(found) == 1 for found in notes.values())
    # every region of that name has its line
    for alias in (alias for alias, found in notes.items() if found == {True}):
        named = {row["code"] for row in REGIONS if row["short_name"] == alias}
        assert named <= {row["code"] for row in ALIASES if row["alias"] == alias}


@pytest.mark.parametrize(
    "alias, codes",
    [
        ("Sulsel", {"73"}),
        ("NTT", {"53"}),
        ("PBD", {"96"}),
        ("Kukar", {"64.02"}),
        ("Mubar", {"74.13"}),
        ("Mura", {"16.05", "62.12"}),
        ("Jogja", {"34", "34.71"}),
        ("Pare-Pare", {"73.72"}),
        ("Solo", {"33.72"}),
        ("Palangkaraya", {"62.71"}),
        ("Banjar", {"32.79", "63.03"}),
        ("Mamuju Utara", {"76.01"}),
    ],
)
def test_known_aliases(alias, codes):
    assert {row["code"] for row in ALIASES if row["alias"] == alias} == codes


def test_every_region_is_drawn_once_under_its_own_name():
    assert [feature["id"] for feature in features("provinces.geojson")] == [c for c in BY_CODE if len(c) == 2]
    assert [feature["id"] for feature in features("regencies.geojson")] == [c for c in BY_CODE if len(c) == 5]
    for feature in DRAWN:
        row = BY_CODE[feature["id"]]
        assert feature["properties"] == {name: row[name] for name in ("code", "name", "province_code", "province")}


@pytest.mark.parametrize("name, limit", [("provinces.geojson", 250_000), ("regencies.geojson", 1_000_000)])
def test_outlines_are_small(name, limit):
    assert (GEO / name).stat().st_size <= limit


@pytest.mark.parametrize("feature", DRAWN, ids=lambda feature: feature["id"])
def test_outline(feature):
    for outside, *holes in polygons(feature):
        assert all(ring[0] == ring[-1] and len(ring) >= 4 for ring in [outside, *holes])
        assert signed_area(outside) < 0  # clockwise, or the SVG map is flooded
        assert all(signed_area(hole) > 0 for hole in holes)
        assert all(WEST < lon < EAST and SOUTH < lat < NORTH for lon, lat in outside)


def test_most_capitals_lie_in_their_outlines():
    regencies = [feature for feature in DRAWN if "." in feature["id"]]
    inside = sum(
        holds(feature, float(BY_CODE[feature["id"]]["lon"]), float(BY_CODE[feature["id"]]["lat"]))
        for feature in regencies
    )
    assert inside / len(regencies) > 0.957


@pytest.mark.parametrize(
    "code, lon, lat",
    [
        ("73.16", 119.77, -3.56),
        ("73", 119.77, -3.56),
        ("81.71", 128.18, -3.70),
        ("31", 106.83, -6.18),
        ("13.74", 100.40, -0.46),
        ("94.01", 135.50, -3.36),
        ("96", 131.30, -0.90),
    ],
)
def test_known_places(code, lon, lat):
    level = len(code)
    assert [feature["id"] for feature in DRAWN if len(feature["id"]) == level and holds(feature, lon, lat)] == [code]
