"""The app without a browser: filters, language, links, empty choices, damage."""

import json
import re
import shutil

import polars as pl
import pytest

from paritrana.app.evidence_page import why
from paritrana.app.markup import plain, web
from paritrana.paths import GEO, SEEDS
from paritrana.tables.build import build
from paritrana.tables.clocks import dated
from paritrana.tables.corrections import load_corrections

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture(scope="module")
def published():
    """The tables that the app shows."""
    return build(SEEDS)


def regions(tables, measure: str, group: str = "all") -> set[str]:
    """The governments that an article gives such a figure."""
    return set(tables.claims.filter(measure=measure, group=group, status="actual")["region_code"])


def said(app) -> str:
    """All the words on the page."""
    parts = (element.value for kind in ("markdown", "caption", "info", "warning") for element in getattr(app, kind))
    return re.sub(r"\\(.)", r"\1", "\n".join(parts))


def url(app) -> dict[str, str]:
    """The query, whether the test run keeps a value bare or in a list."""
    return {name: value if isinstance(value, str) else value[0] for name, value in app.query_params.items()}


def figure(app, n: int) -> dict:
    return json.loads(app.get("plotly_chart")[n].proto.spec)


def rows(app) -> int:
    return app.dataframe[0].value.shape[0] if app.dataframe else 0


def test_the_front_page_draws_38_provinces_and_says_its_figures(app, published):
    page = app()
    assert len(figure(page, 0)["data"][0]["locations"]) == 38
    assert f"**{published.claims['region_code'].n_unique()}** wilayah diberitakan" in said(page)
    assert f"**{published.articles.height}** artikel dibaca" in said(page)
    assert all(trace.get("geojson", "app/static/").startswith("app/static/") for trace in figure(page, 0)["data"])


def test_filters_narrow_the_table_and_write_codes_into_the_url(app):
    page = app()
    before = rows(page)
    page.multiselect(key="f_province").set_value(["64"]).run()
    assert 0 < rows(page) < before
    page.selectbox(key="f_year").set_value("2024").run()
    assert url(page) == {"province": "64", "year": "2024"}
    page.selectbox(key="f_measure").set_value("covered").run()
    assert url(page)["measure"] == "covered"
    assert not page.exception


def test_one_province_shows_its_regencies(app):
    assert len(figure(app(province="73", measure="rank"), 0)["data"][0]["locations"]) == 24


def test_a_region_narrows_key_figures_title_list_charts_and_table(app):
    page = app(region="73.16", measure="rank")
    assert rows(page) == 1
    assert "**Enrekang** wilayah pilihan" in said(page) and "Peringkat: Enrekang peringkat 1 (2023)" in said(page)
    assert "Kabupaten Enrekang**: peringkat 1" in said(page) and "Parepare" not in said(page)
    page.selectbox(key="f_region").set_value(None).run()
    assert rows(page) > 1 and "region" not in url(page)


def test_the_language_switch_changes_words_figures_and_filters(app):
    page = app(province="64")
    assert f"90,43{NBSP}%" in said(page)
    page.button_group(key="f_lang").set_value("en").run()
    assert "90.43%" in said(page) and "regions in the news" in said(page)
    assert page.selectbox(key="f_year").label == "Year" and url(page) == {"lang": "en", "province": "64"}


def test_no_chart_is_built_twice_for_the_same_state(app, monkeypatch):
    from paritrana.app import cards, evidence

    built, real = [], cards.rank_ladders
    monkeypatch.setattr(cards, "rank_ladders", lambda *given: built.append(1) or real(*given))
    evidence.figures.clear()
    page = app()
    page.selectbox(key="f_year").set_value("2023").run()
    page.selectbox(key="f_year").set_value("all").run()
    app()  # another visitor
    assert len(built) == 2


def test_a_card_shows_its_table_and_the_address_says_so(app):
    page = app(table="rank")
    assert len(page.table) == 1 and "Kabupaten" not in page.table[0].value.columns
    assert "bukti?claim=" in page.table[0].value.iloc[0, 1]
    page.button_group(key="as_rank").set_value("chart").run()
    assert not page.table and "table" not in url(page)
    page.button_group(key="as_list").set_value("table").run()
    assert url(page) == {"table": "list"}


def test_figures_without_a_year_are_a_choice(app, published):
    page = app(measure="covered", group="vulnerable", year="none")
    undated = dated(published.regions).filter(measure="covered", group="vulnerable").filter(pl.col("year").is_null())
    assert rows(page) == undated.height > 0


def test_where_one_change_is_not_enough_all_years_are_offered_too(app):
    page = app(province="76", year="2022")  # of Sulawesi Barat only the nominees of 2023 are told
    assert "tidak ada artikel 2022 (6)" in said(page).replace(NBSP, " ")
    page.button(key="try_all_measure_nominee_").click().run()
    assert rows(page) == 3 and url(page) == {"province": "76", "measure": "nominee"}


def test_an_empty_choice_says_what_would_bring_results(app):
    page = app(province="11")
    assert "Tidak ada baris untuk pilihan ini." in said(page)
    page.button(key="try_province_coverage_share_all").click().run()
    assert rows(page) > 0 and url(page) == {}


@pytest.mark.parametrize(
    "query", [{"province": "99"}, {"year": "1999"}, {"measure": "x"}, {"region": "x"}, {"lang": "x"}]
)
def test_unknown_codes_in_a_link_are_named_calmly(app, query):
    page = app(**query)
    assert len(page.info) == 1 and next(iter(query.values())) in page.info[0].value
    assert rows(page) > 0


def test_a_link_with_several_unknown_codes_is_one_line(app):
    page = app(province="99", year="1999", measure="wealth")
    assert [note.value for note in page.info] == [
        "Tidak dikenal dalam tautan ini: provinsi 99, ukuran wealth, tahun 1999. Pilihan lainnya tetap dipakai."
    ]


def test_a_target_an_approximate_figure_and_a_failed_check_show_in_the_table(app):
    for region, cells in {"64.01": [f"90,43{NBSP}%", f"target 100{NBSP}%"], "73.01": [f"⚠ sekitar 53{NBSP}%"]}.items():
        shown = list(app(region=region).dataframe[0].value["Nilai"])
        assert list(dict.fromkeys(shown)) == cells


def test_key_figures_say_ranges_counts_and_neutral_outcomes(app, published):
    page = said(app())
    assert f"**1,9–126,15{NBSP}%** cakupan kepesertaan" in page  # Pesisir Barat, Kaimana
    assert f"{len(regions(published, 'coverage_share'))} wilayah · 2015–2025" in page
    outcomes = dict(published.targets["outcome"].value_counts().iter_rows())
    assert f"**{published.targets.height}** janji" in page
    assert f"{outcomes['missed']} tidak tercapai, {outcomes['no_later_evidence']} tanpa kabar lanjutan" in page
    assert f"{outcomes['due_later']} bertenggat 2025–2030" in page
    assert "median" not in page and "belum terbukti" not in page
    covered = f"**{len(regions(published, 'covered'))} wilayah** punya angka pekerja terlindungi"
    assert covered in said(app(measure="covered", group="all"))
    nothing = said(app(measure="coverage_share", year="2022"))
    assert "**belum ada angka**" in nothing and "cakupan kepesertaan · semua pekerja · 2022" in nothing


def test_titles_name_each_figure_with_its_year_and_targets_are_no_promises(app):
    assert f"Kepulauan Selayar sekitar 53{NBSP}% (2024)" in said(app(region="73.01"))
    page = said(app(province="64"))
    assert f"2 wilayah punya angka: Kutai Timur 100{NBSP}% (2024), Paser 90,43{NBSP}% (2023)" in page
    assert f"Paser menargetkan 100{NBSP}% paling lambat 2024" in page
    assert "menjanjikan" not in page and "tertinggi" not in page


def test_about_stays_beside_a_lone_figure(app):
    assert f"**Kabupaten Kepulauan Selayar**: ⚠ sekitar 53{NBSP}% (2024)" in said(app(region="73.01"))


def test_a_failed_check_is_named_where_its_figure_stands(app):
    assert said(app()).count("⚠ uji hitung tidak cocok; sebabnya ada di buktinya") == 2
    assert said(app(region="64.01")).count("⚠ uji hitung") == 1  # the list's alone, which keeps the other regions


def test_why_a_person_corrected_a_claim_is_said_in_the_language_of_the_page():
    reason = next(entry.reason for entry in load_corrections(SEEDS / "corrections.toml") if "slip" in entry.reason)
    assert why(reason, "en") == reason and why(reason, "id").startswith("Artikel mencetak Aceh Besar")
    assert why("A reason of another archive.", "id") == "A reason of another archive."


def test_a_damaged_seed_is_named_and_the_others_are_there(app, tmp_path, monkeypatch):
    for seed in SEEDS.glob("*.*"):
        shutil.copy(seed, tmp_path)
    (tmp_path / "broken.md").write_bytes(b"---\nid: broken\n---\n\xff\xfe")
    monkeypatch.setattr("paritrana.app.data.SEEDS", tmp_path)
    page = app()
    assert "broken.md" in page.code[0].value and "1 artikel tidak terbaca" in page.expander[0].label
    assert len(figure(page, 0)["data"][0]["locations"]) == 38


@pytest.mark.parametrize("content", [None, b"", b"{", b'{"features":[{"id":"11"}]}', b'{"features":[]}'])
def test_a_damaged_outline_leaves_all_but_the_map(app, tmp_path, monkeypatch, content):
    if content is not None:
        (tmp_path / "provinces.geojson").write_bytes(content)
    monkeypatch.setattr("paritrana.app.outlines.GEO", tmp_path)
    page = app()
    assert "provinces.geojson" in said(page) and "Peta tidak dapat digambar" in said(page)
    assert "pulihkan dari repositori atau jalankan `python geo/build.py`" in said(page)
    assert rows(page) > 0


def test_damaged_regions_are_one_calm_line(app, tmp_path, monkeypatch):
    from paritrana.errors import DataError

    def broken(*_):
        raise DataError("a code stands twice", "geo/regions.csv", "mend the code")

    monkeypatch.setattr("paritrana.app.data.load", broken)
    assert "geo/regions.csv: ada kode yang tercantum dua kali; perbaiki kodenya" in said(app())
    assert "geo/regions.csv: a code stands twice; mend the code" in said(app(lang="en"))


def test_outlines_travel_inside_the_figure_where_static_cannot_be_written(tmp_path, monkeypatch):
    from paritrana.app import outlines

    (tmp_path / "file").write_text("")
    monkeypatch.setattr(outlines, "STATIC", tmp_path / "file" / "geo")
    outlines._outlines.cache_clear()
    assert isinstance(outlines.outlines().geojson, dict)
    outlines._outlines.cache_clear()


def test_static_outlines_carry_their_content_in_the_name(tmp_path, monkeypatch):
    from paritrana.app import outlines

    monkeypatch.setattr(outlines, "STATIC", tmp_path)
    first = outlines.publish({"features": [1]}, "x")
    second = outlines.publish({"features": [2]}, "x")
    assert first != second and [path.name for path in tmp_path.iterdir()] == [second.rsplit("/", 1)[1]]
    assert json.loads((GEO / "provinces.geojson").read_text())["features"]


@pytest.mark.parametrize(
    "text", ["<b>x</b>", "[a](http://b)", "*a* _b_ `c` $d$ :red[e]", "# a", "\\", "1. a", ":material/home:"]
)
def test_article_text_stays_text(text):
    assert re.sub(r"\\(.)", r"\1", plain(text)) == text
    assert not re.search(r"(?<!\\)[<>\[\]*_`$:#|]", re.sub(r"\\\\", "", plain(text)))


@pytest.mark.parametrize("url, good", [("https://a.id/b?c=1", True), ("javascript:alert(1)", False),
                                       ("https://a>b", False),
                                       ("https://a b", False), (None, False), ("", False)])  # fmt: skip
def test_only_web_links_are_links(url, good):
    assert web(url) is good
