"""?as_of=DATE: the app as it stood on a day, a calm line about it, and the way back."""

import pytest


def url(app) -> dict[str, str]:
    return {name: value if isinstance(value, str) else value[0] for name, value in app.query_params.items()}


@pytest.fixture
def dated(tmp_path, monkeypatch):
    seed = "---\nid: {}\npublished: {}\n---\nCakupan kepesertaan di Kota Ambon mencapai {} persen pada {}.\n"
    for name, published, share, year in (("a", "2022-03-01", "41,5", 2021), ("b", "2024-05-01", "52,5", 2023)):
        (tmp_path / f"{name}.md").write_text(seed.format(name, published, share, year))
    monkeypatch.setattr("paritrana.app.data.SEEDS", tmp_path)


def shares(app) -> list[str]:
    return list(app.dataframe[0].value["Nilai"])


def test_a_day_shows_its_tables_and_says_so(app, dated):
    assert len(shares(app())) == 2
    page = app(as_of="2023-01-01")
    assert len(shares(page)) == 1
    assert [note.value for note in page.info] == [
        "Keadaan per 1 Januari 2023: hanya 1 artikel yang sudah diketahui sampai hari itu. "
        "Yang terbit kemudian tidak ikut."
    ]
    assert page.selectbox(key="f_year").options[1:-1] == ["2021"]
    assert any("1 Januari 2023" in caption.value for caption in page.caption)


def test_the_day_stays_through_filters_and_pages_and_goes_with_a_click(app, dated):
    page = app(as_of="2023-01-01")
    page.selectbox(key="f_year").set_value("2021").run()
    assert url(page) == {"as_of": "2023-01-01", "year": "2021"} and len(page.info) == 1
    page.button_group(key="f_lang").set_value("en").run()
    assert url(page)["as_of"] == "2023-01-01" and "As things stood on 1 January 2023" in page.info[0].value
    page.button(key="today").click().run()
    assert url(page) == {"year": "2021", "lang": "en"} and not page.info
    page.selectbox(key="f_year").set_value("all").run()
    assert len(page.dataframe[0].value) == 2


@pytest.mark.parametrize("day", ["yesterday", "2023-02-30", "1990-01-01", "<b>"])
def test_no_day_or_one_before_all_articles_is_named_and_today_is_shown(app, dated, day):
    page = app(as_of=day)
    assert len(page.info) == 1 and f"tanggal {day}" in page.info[0].value.replace("\\", "")
    assert len(shares(page)) == 2 and not any(button.key == "today" for button in page.button)
