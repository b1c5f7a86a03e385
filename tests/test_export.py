"""Files: the same bytes for the same tables, readable by others, safe in a spreadsheet, all in place or none."""

import io
import json
import zipfile

import fastexcel
import geopandas
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import article, claim

from paritrana.dictionary import column, load_dictionary
from paritrana.errors import DataError, OutputError
from paritrana.export import files as export
from paritrana.export.cells import bare, safe
from paritrana.models import Claim
from paritrana.tables.frames import build_tables
from paritrana.tables.schemas import SCHEMAS


@pytest.fixture(scope="module")
def tables():
    claims = [
        claim("64.01 coverage_share 90.43 all 2023", claim_id="share", quote="=SUM(A1), kata mereka"),
        claim("64.01 covered 81436 all 2023 ~", claim_id="covered", quote='Baris satu\nbaris dua; "kutip"'),
        claim("64 benefit_paid 148510000000 all", claim_id="paid", label="@nama"),
        claim("64.01 coverage_share 100 all 2024 target", claim_id="target", label="-janji"),
        claim("64.01 rank 1 2023 provinsi", claim_id="rank"),
    ]
    return build_tables([article("a", published="2024-04-24", title="+judul", url="https://example.org/a")], claims)


@pytest.fixture(scope="module")
def made(tables):
    return export.files(tables)


def test_the_same_tables_give_the_same_bytes(tables, made):
    again = export.files(build_tables(tables.texts.values(), _claims(tables)[::-1]))
    assert [name for name in made if made[name] != again[name]] == []


def _claims(tables):
    return [Claim(**row) for row in tables.claims.drop("province_then").iter_rows(named=True)]


def test_csv_and_parquet_hold_the_table(tables, made):
    for name, frame in tables.frames().items():
        assert pl.read_parquet(io.BytesIO(made[f"{name}.parquet"])).equals(frame)
        back = pl.read_csv(io.BytesIO(made[f"{name}.csv"]), schema=frame.schema)
        assert bare(back).equals(frame), name
    text = made["claims.csv"].decode()
    assert text.startswith("claim_id,article,region_code,")
    assert "\"'=SUM(A1), kata mereka\"" in text and ",'-janji," in text and ",+" not in text
    assert ",81436,people," in text and ",148510000000,IDR," in text


def test_excel_csv_is_indonesian_and_runs_nothing(made):
    raw = made["claims.excel-id.csv"]
    assert raw.startswith(b"\xef\xbb\xbf")
    back = pl.read_csv(io.BytesIO(raw), separator=";", infer_schema=False)
    assert back.columns[:8] == [
        "id_klaim", "id_artikel", "kode_provinsi", "nama_provinsi", "kode_kabupaten_kota", "nama_kabupaten_kota",
        "indikator", "nilai",
    ]  # fmt: skip
    by = {row["id_klaim"]: row for row in back.iter_rows(named=True)}
    assert by["share"]["nilai"] == "90,43" and by["covered"]["nilai"] == "81436" and by["covered"]["perkiraan"] == "ya"
    assert by["share"]["kode_kabupaten_kota"] == "64.01" and by["paid"]["kode_kabupaten_kota"] is None
    assert by["share"]["kalimat"] == "'=SUM(A1), kata mereka" and by["paid"]["sebutan"] == "'@nama"
    assert by["target"]["sebutan"] == "'-janji" and by["share"]["indikator"] == "cakupan kepesertaan"


def test_workbook_has_a_sheet_a_table_and_the_dictionary(tables, made):
    book = fastexcel.read_excel(made["paritrana.xlsx"])
    titles = [load_dictionary().tables[name].title_id for name in SCHEMAS]
    assert book.sheet_names == [*titles, "Kamus"]
    claims = book.load_sheet("Klaim", dtypes="string").to_polars()
    assert claims.height == tables.claims.height and claims.columns[2] == "kode_provinsi"
    assert "=SUM(A1), kata mereka" in claims["kalimat"].to_list()  # a text, not a formula
    assert "64.01" in claims["kode_kabupaten_kota"].to_list()
    assert b"<f>" not in _unzipped(made["paritrana.xlsx"])
    words = book.load_sheet("Kamus").to_polars()
    assert {column("ranks", "place").title_id, "cakupan kepesertaan"} <= set(words["sebutan"].to_list())


def _unzipped(raw):
    with zipfile.ZipFile(io.BytesIO(raw)) as book:
        return b"".join(book.read(name) for name in book.namelist())


def test_geojson_draws_every_region_and_turns_rings_as_rfc_7946_wants(tables, made):
    features = json.loads(made["regions.geojson"])["features"]
    by = {feature["id"]: feature for feature in features}
    assert len(by) == len(features) == 38 + 514
    assert by["64.01"]["properties"]["articles"] == 1 and by["11"]["properties"]["articles"] == 0
    shares = [f for f in by["64.01"]["properties"]["figures"] if f["measure"] == "coverage_share"]
    shares = [(f["data_year"], f["value"], f["status"]) for f in shares]
    assert shares == [(2023, 90.43, "actual"), (2024, 100.0, "target")]
    assert by["64.01"]["properties"]["silence"]["coverage"] == "figure"
    assert by["64.02"]["properties"]["silence"]["coverage"] == "no_article"
    for feature in features:
        polygons = feature["geometry"]["coordinates"]
        for polygon in polygons if feature["geometry"]["type"] == "MultiPolygon" else [polygons]:
            assert _area(polygon[0]) > 0, feature["id"]  # exterior counter-clockwise


def _area(ring):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:], strict=False))


def test_metadata_describes_every_file_and_column_in_both_languages(tables, made):
    package = json.loads(made["datapackage.json"])
    assert {item["path"] for item in package["resources"]} == set(made) - {"datapackage.json"}
    assert all(item["bytes"] == len(made[item["path"]]) for item in package["resources"])
    assert package["as_of"] == "2024-04-24" and package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["version"] in package["citation"] and package["version"] in package["citation_en"]
    fields = next(item for item in package["resources"] if item["path"] == "ranks.csv")["schema"]["fields"]
    assert [field["name"] for field in fields] == tables.ranks.columns
    assert all(field["title"] and field["title_en"] and field["description"] for field in fields)
    csvw = json.loads(made["claims.csv-metadata.json"])
    assert csvw["url"] == "claims.csv" and csvw["dc:modified"] == "2024-04-24"
    columns = csvw["tableSchema"]["columns"]
    assert [item["name"] for item in columns] == tables.claims.columns
    assert {"id", "en"} <= set(columns[0]["titles"]) and csvw["tableSchema"]["primaryKey"] == ["claim_id"]
    keys = {item["path"]: item["schema"].get("primaryKey") for item in package["resources"] if "schema" in item}
    assert keys["silence.csv"] == ["region_code"] and keys["audit.csv"] == ["audit_id"] and keys["ranks.csv"] is None


def test_metadata_says_which_columns_point_into_which_table(made):
    """As the two standards want it: table-schema `reference.fields`, CSVW `columnReference`."""
    package = json.loads(made["datapackage.json"])
    names = {item["name"]: item for item in package["resources"]}
    for item in package["resources"]:
        for link in item.get("schema", {}).get("foreignKeys", ()):
            target = names[link["reference"]["resource"]]["schema"]
            assert target["primaryKey"] == [link["reference"]["fields"]]
            assert link["fields"] in [field["name"] for field in item["schema"]["fields"]]
    (article,) = json.loads(made["claims.csv-metadata.json"])["tableSchema"]["foreignKeys"]
    assert article["reference"] == {"resource": "articles.csv", "columnReference": "article"}
    promises = json.loads(made["targets.csv-metadata.json"])["tableSchema"]
    assert len(promises["foreignKeys"]) == 5
    assert next(item for item in promises["columns"] if item["name"] == "article_ids")["separator"] == ";"


def test_spreadsheets_word_every_code(made):
    book = fastexcel.read_excel(made["paritrana.xlsx"])
    names = ("Cakupan", "Yang tidak diberitakan")
    back, silent = (book.load_sheet(name, dtypes="string").to_polars() for name in names)
    assert back["penyebut"].to_list() == ["tidak disebut"]
    assert back["dasar_tahun_data"].to_list() == ["disebut bersama angka"]
    assert silent.columns[:5] == [
        "kode_provinsi", "nama_provinsi", "kode_kabupaten_kota", "nama_kabupaten_kota", "jumlah_artikel",
    ]  # fmt: skip
    states = load_dictionary().codes["state"].values()
    assert silent.height == 552 and set(silent["uang"]) == {state.id for state in states}


def test_write_replaces_what_an_earlier_build_left(tables, made, tmp_path):
    out = tmp_path / "deep" / "out"
    export.write(tables, out)
    (out / "claims.csv").write_text("old")
    (out / "ranks.csv").unlink()
    export.write(tables, out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == made
    assert [path.name for path in out.parent.iterdir()] == ["out"]


def test_an_interrupted_build_leaves_the_last_good_one(tables, tmp_path, monkeypatch):
    export.write(tables, tmp_path / "out")
    good = (tmp_path / "out" / "claims.csv").read_bytes()

    def full(self, content):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch, pytest.raises(OutputError, match="No space left"):
        patch.setattr("pathlib.Path.write_bytes", full)
        export.write(tables, tmp_path / "out")
    assert (tmp_path / "out" / "claims.csv").read_bytes() == good
    (tmp_path / "out").rename(tmp_path / ".out.last")  # stopped between moving the old away and the new in
    export.write(tables, tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_places_that_cannot_be_written_to(tables, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="other files"):
        export.write(tables, tmp_path)
    for bad in (tmp_path / "file", tmp_path / "file" / "out"):
        with pytest.raises(OutputError) as error:
            export.write(tables, bad)
        assert str(bad) in str(error.value) and "\n" not in str(error.value)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_damaged_geo_file_is_named(tables, tmp_path):
    (tmp_path / "provinces.geojson").write_text("{")
    with pytest.raises(DataError, match="provinces.geojson"):
        export.geojson(tables, tmp_path)


def test_the_outlines_open_in_geopandas_with_the_figures(made):
    """Every province, kabupaten and kota, as a map program reads them."""
    regions = geopandas.read_file(io.BytesIO(made["regions.geojson"]))
    assert (regions.crs.to_epsg(), len(regions), regions.is_empty.any()) == (4326, 552, False)
    assert regions["code"].is_unique
    assert regions.set_index("code").loc["64.01", "articles"] == 1


@given(st.lists(st.text(st.sampled_from("'=+-@\t\r\n＝＠a1;,\""), max_size=5), min_size=1))
def test_no_text_runs_and_none_is_lost(texts):
    frame = pl.DataFrame({"text": texts, "number": [-3.5] * len(texts)})
    made = safe(frame)
    assert not [text for text in made["text"] if text[:1] and text[0] in "=+-@\t\r\n＝＋－＠"]
    assert bare(made).equals(frame) and export.csv(frame).count(b",-3.5\n") == len(texts)
