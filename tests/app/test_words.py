"""Figures, dates and names in both languages; both files of texts hold the same keys."""

import re

import pytest

from paritrana.errors import DataError
from paritrana.paths import PACKAGE, ROOT
from paritrana.words import TEXTS, load_words

ID, EN = load_words("id"), load_words("en")
SPACE = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    "value, unit, short, indonesian, english",
    [
        (90.43, "percent", True, f"90,43{SPACE}%", "90.43%"),
        (53.0, "percent", True, f"53{SPACE}%", "53%"),
        (81436, "people", True, "81.436", "81,436"),
        (600_100_000, "IDR", True, f"Rp600,1{SPACE}juta", f"Rp600.1{SPACE}million"),
        (600_100_000, "IDR", False, "Rp600.100.000", "Rp600,100,000"),
        (1_000_000_000, "IDR", True, f"Rp1{SPACE}miliar", f"Rp1{SPACE}billion"),
        (16800, "IDR", True, "Rp16.800", "Rp16,800"),
        (4, "ordinal", True, "peringkat 4", "place 4"),
        (None, "people", True, "–", "–"),
    ],
)
def test_figures(value, unit, short, indonesian, english):
    assert (ID.figure(value, unit, short), EN.figure(value, unit, short)) == (indonesian, english)


def test_a_measure_of_accuracy_has_all_its_decimals():
    assert (ID.number(1.0, fixed=True), EN.number(0.9, fixed=True), ID.number(1.0)) == ("1,00", "0.90", "1")


def test_a_figure_says_whether_it_is_a_target_or_approximate():
    row = {"value": 53.0, "unit": "percent"}
    assert ID.said(row) == f"53{SPACE}%"
    assert ID.said(row | {"approximate": True}) == f"sekitar 53{SPACE}%"
    assert EN.said(row | {"status": "target", "approximate": True}) == "target about 53%"
    added = {"value": 14242.0, "unit": "people", "status": "target", "increment": True}
    assert ID.said(added) == "target tambahan 14.242"


def test_ranges_and_counts():
    assert ID.range(53, 90.43, "percent") == f"53–90,43{SPACE}%" and EN.range(5, 5, "percent") == "5%"
    assert [EN.count("region", n) for n in (1, 2)] == ["1 region", "2 regions"]
    assert ID.count("region", 1) == "1 wilayah"


def test_dates_years_and_names():
    assert (ID.date("2023-05-06"), EN.date("2023-05-06")) == ("6 Mei 2023", "6 May 2023")
    assert ID.date(None) == "tanggal terbit tidak diketahui"
    assert (ID.span([2023, None, 2021]), ID.span([2023]), ID.span([None])) == ("2021–2023", "2023", "tanpa tahun")
    assert ID.names(["Paser"]) == "Paser"
    assert ID.names(["Paser", "Ambon", "Enrekang"]) == "Paser, Ambon dan Enrekang"
    assert EN.names(list("abcdef")) == "a, b, c and 3 more"
    assert [ID.region(name) for name in ("Kabupaten Paser", "Kota Ambon", "Provinsi Maluku")] == [
        "Paser",
        "Kota Ambon",
        "Prov. Maluku",
    ]


def test_texts_of_one_language_only_are_an_error(tmp_path, monkeypatch):
    for lang in ("id", "en"):
        text = (TEXTS / f"{lang}.toml").read_text()
        (tmp_path / f"{lang}.toml").write_text(text + ('\n[more]\nkey = "x"\n' if lang == "en" else ""))
    monkeypatch.setattr("paritrana.words.TEXTS", tmp_path)
    with pytest.raises(DataError, match=r"more\.key stands in one language only"):
        load_words.__wrapped__("id")


def test_every_text_the_code_names_exists():
    code = "".join(
        path.read_text()
        for path in [*PACKAGE.glob("app/*.py"), *PACKAGE.glob("charts/*.py"), ROOT / "streamlit_app.py"]
    )
    named = set(re.findall(r'words\("([a-z]+\.[a-z_]+)"[,)]', code))
    assert named and named <= ID._texts.keys()


def test_the_theme_and_the_charts_share_their_colours():
    import tomllib

    from paritrana.charts import DARK, LIGHT

    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["theme"]
    for name, palette in (("light", LIGHT), ("dark", DARK)):
        part = theme[name]
        said = [
            part[key]
            for key in ("backgroundColor", "secondaryBackgroundColor", "textColor", "borderColor", "primaryColor")
        ]
        assert said == [palette.page, palette.panel, palette.ink, palette.rule, palette.accent]
