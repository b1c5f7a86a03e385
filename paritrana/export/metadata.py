"""What goes beside the data: datapackage.json and CSVW, with titles in both languages, licence, citation and date."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import polars as pl

from ..dictionary import column, load_dictionary
from ..tables.frames import Tables

TYPES = {  # Polars type -> Data Package type, CSVW type
    pl.String: ("string", "string"),
    pl.Float64: ("number", "number"),
    pl.Int64: ("integer", "integer"),
    pl.Boolean: ("boolean", "boolean"),
    pl.Date: ("date", "date"),
}
LISTS = ("claim_ids", "article_ids")  # several in a cell
MEDIA = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "json": "application/csvm+json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "geojson": "application/geo+json",
}


def csvw(table: str, tables: Tables) -> dict:
    """CSV on the Web metadata of one table (W3C tabular metadata; language maps for titles and descriptions)."""
    known, frame = load_dictionary(), tables.frames()[table]
    entry, dataset = known.tables[table], known.dataset
    fields = [
        {
            "name": name,
            "titles": {"und": [name], "id": [(item := column(table, name)).title_id], "en": [item.title_en]},
            "dc:description": [_word(item.about_id, "id"), _word(item.about_en, "en")],
            "datatype": TYPES[kind][1],
        }
        | ({"separator": ";"} if name in LISTS else {})
        for name, kind in frame.schema.items()
    ]
    links = [
        {"columnReference": name, "reference": {"resource": f"{other}.csv", "columnReference": key}}
        for name, other, key in _links(table, frame)
    ]
    schema = {"columns": fields} | _keys(table) | ({"foreignKeys": links} if links else {})
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "id"}],
        "url": f"{table}.csv",
        "dc:title": [_word(entry.title_id, "id"), _word(entry.title_en, "en")],
        "dc:description": [_word(entry.about_id, "id"), _word(entry.about_en, "en")],
        "dc:license": {"@id": dataset.licence_url},
        "dc:bibliographicCitation": [
            _word(dataset.citation("id", tables.as_of, tables.fingerprint), "id"),
            _word(dataset.citation("en", tables.as_of, tables.fingerprint), "en"),
        ],
        "dc:modified": tables.as_of,
        "dc:identifier": tables.fingerprint,
        "dialect": {"encoding": "utf-8", "delimiter": ",", "header": True},
        "tableSchema": schema,
    }


def datapackage(tables: Tables, files: Mapping[str, bytes]) -> dict:
    """The Data Package descriptor of all files: schema of each CSV, size and hash of every file."""
    dataset = load_dictionary().dataset
    return {
        "profile": "data-package",
        "name": "paritrana",
        "title": dataset.title_id,
        "title_en": dataset.title_en,
        "description": dataset.about_id,
        "description_en": dataset.about_en,
        "version": tables.fingerprint,
        "as_of": tables.as_of,
        "licenses": [{"name": dataset.licence, "title": dataset.licence_title, "path": dataset.licence_url}],
        "citation": dataset.citation("id", tables.as_of, tables.fingerprint),
        "citation_en": dataset.citation("en", tables.as_of, tables.fingerprint),
        "counts": tables.counts,
        "sources": [
            {"title": article.publisher or article.id}
            | ({"path": article.url} if article.url and article.url.startswith(("https://", "http://")) else {})
            for article in tables.texts.values()
        ],
        "resources": [_resource(name, content, tables) for name, content in files.items()],
    }


def _resource(name: str, content: bytes, tables: Tables) -> dict:
    stem, _, suffix = name.rpartition(".")
    made = {
        "name": name.lower().replace(".", "-"),
        "path": name,
        "format": suffix,
        "mediatype": MEDIA[suffix],
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }
    if suffix != "csv" or stem not in tables.frames():
        return made
    entry, frame = load_dictionary().tables[stem], tables.frames()[stem]
    fields = [
        {
            "name": field,
            "type": TYPES[kind][0],
            "title": (item := column(stem, field)).title_id,
            "title_en": item.title_en,
            "description": item.about_id,
            "description_en": item.about_en,
        }
        for field, kind in frame.schema.items()
    ]
    links = [
        {"fields": name, "reference": {"resource": f"{other}-csv", "fields": key}}
        for name, other, key in _links(stem, frame)
    ]
    schema = {"fields": fields, "missingValues": [""]} | _keys(stem) | ({"foreignKeys": links} if links else {})
    return made | {
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "title": entry.title_id,
        "title_en": entry.title_en,
        "description": entry.about_id,
        "description_en": entry.about_en,
        "schema": schema,
    }


def _keys(table: str) -> dict:
    from ..tables.schemas import SCHEMAS

    key = SCHEMAS[table].primary_key()
    return {"primaryKey": key} if key else {}


def _links(table: str, frame: pl.DataFrame) -> list[tuple[str, str, str]]:
    """(column, table, its key) for each column with one id of another table in a cell."""
    from ..tables import guard

    return [
        (name, other, guard.KEYS[other])
        for name, other in guard.LINKS.items()
        if name in frame.columns and name not in LISTS and name != guard.KEYS.get(table)
    ]


def _word(text: str, language: str) -> dict[str, str]:
    return {"@value": text, "@language": language}
