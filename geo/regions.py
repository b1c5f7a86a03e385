"""regions.csv: every province, kabupaten and kota in one table, from the open part and what a person wrote beside it.

fixes.csv   a value that the part lacks or has wrong, with the reason
bps.csv     the statistics office's code of each region
"""

import csv
import io
from pathlib import Path

import parts

HERE = Path(__file__).parent
COLUMNS = [
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
TYPES = {
    "Provinsi ": "provinsi",
    "Kabupaten Administrasi ": "kabupaten",
    "Kabupaten ": "kabupaten",
    "Kota Administrasi ": "kota",
    "Kota ": "kota",
}


def read_csv(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def split_name(name):
    """("kota", "Jakarta Selatan") of "Kota Administrasi Jakarta Selatan"."""
    word = next(word for word in TYPES if name.startswith(word))
    return TYPES[word], name.removeprefix(word)


def table(cache):
    """The rows of regions.csv, dicts of strings in the order of COLUMNS, sorted by code."""
    tables = parts.nusantara(cache)
    fixes = {}
    for fix in read_csv(HERE / "fixes.csv"):
        fixes.setdefault(fix["code"], {})[fix["column"]] = fix["value"]
    bps = {row["code"]: row["bps_code"] for row in read_csv(HERE / "bps.csv")}
    provinces = {row["id"]: fixes.get(row["id"], {}).get("province", row["name"]) for row in tables["provinces"]}

    rows = []
    for source in tables["provinces"] + tables["regencies"]:
        province_code = source["id"][:2]
        code = source["id"] if len(source["id"]) == 2 else f"{province_code}.{source['id'][2:]}"
        fix = fixes.get(code, {})
        name = fix.get("name", source["name"]) if "." in code else f"Provinsi {provinces[code]}"
        level, short_name = split_name(name)
        rows.append(
            {
                "code": code,
                "level": level,
                "name": name,
                "short_name": short_name,
                "province_code": province_code,
                "province": provinces[province_code],
                "bps_code": bps[code],
                "capital": fix.get("capital", source["capital"]),
                "lat": f"{float(source['latitude']):.4f}",
                "lon": f"{float(fix.get('lon', source['longitude'])):.4f}",
                "population": source["population"],
                "area_km2": fix.get("area_km2", source["area"]),
            }
        )
    return sorted(rows, key=lambda row: row["code"])


def as_csv(rows):
    """The text of regions.csv."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
