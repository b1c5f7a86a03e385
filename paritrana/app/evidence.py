"""From a figure to its sentence: publisher, date, link, rule and flags, in a dialog over any page."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable
from typing import NamedTuple

import polars as pl
import streamlit as st
from plotly.basedatatypes import BaseFigure

from ..charts import Palette
from ..models import Article
from ..regions import all_regions, parts_then, succession
from ..tables.frames import Tables
from ..words import Words
from . import nav, theme, view
from .markup import plain, web
from .once import Kept

MOST = 5  # claims in one dialog


def clicked(key: str, marks: list[str]) -> list[str]:
    """The claims behind the marks of a chart that was just clicked. Each click is answered once."""
    points = (st.session_state.get(key) or {}).get("selection", {}).get("points", [])
    numbers = [_custom(point) for point in points]
    return [claim for number in numbers if number is not None for claim in marks[number].split(";")]


def _custom(point: dict) -> int | None:
    custom = point.get("customdata")
    return custom[0] if isinstance(custom, list | tuple) else custom


class _Checked(BaseFigure):
    """A figure that was checked when it was built. Streamlit checks a dict at every run, and copies a `Figure`."""

    def __init__(self, figure: dict):
        self.__dict__["_figure"] = figure  # past Plotly's own setter

    def to_dict(self) -> dict:
        return self.__dict__["_figure"]


class Drawn(NamedTuple):
    """A figure whose marks carry numbers for the ids of their claims, which do not compress; and the ids."""

    figure: BaseFigure
    marks: list[str]


def built(name: str, tables: Tables, words: Words, about: Hashable, build: Callable[[Palette], object]) -> Drawn | None:
    """The figure that `build` makes in the visitor's colours: once for all who see the same tables, words and state.

    `about` is that state: all that the figure depends on besides. None where `build` makes none.
    """
    palette = theme.palette()
    key, own = (name, tables.fingerprint, words.lang, palette, about), st.session_state.get("own")
    if own and own.holds(tables):  # a visitor's own articles are kept in the visit alone
        return own.drawn(key, lambda: _numbered(build(palette)))
    return _built(key, lambda: build(palette))


figures: Kept[Drawn | None] = Kept()


def _built(key: tuple, build: Callable[[], object]) -> Drawn | None:
    return figures.get(key, lambda: _numbered(build()))


def _numbered(made) -> Drawn | None:
    if made is None:
        return None
    figure, marks = json.loads(made.to_json()), []
    for trace in figure["data"]:
        if ids := trace.get("customdata"):
            trace["customdata"] = list(range(len(marks), len(marks) + len(ids)))
            marks += ids
    return Drawn(_Checked(figure), marks)


def chart(drawn: Drawn, name: str, tables: Tables, words: Words, alt: str) -> None:
    """A chart whose marks open their evidence. Closing the dialog gives the chart a new key: its selection ends."""
    turn = f"turn_{name}"
    key = f"{name}_{st.session_state.get(turn, 0)}"
    st.plotly_chart(drawn.figure, key=key, theme=None, config=CONFIG, on_select="rerun", selection_mode="points",
                    alt=alt)  # fmt: skip
    if claims := clicked(key, drawn.marks):
        show(claims, tables, words, lambda: st.session_state.update({turn: st.session_state.get(turn, 0) + 1}))


CONFIG = {"displayModeBar": False, "topojsonURL": "app/static/topo/", "doubleClick": False}


def show(claim_ids: list[str], tables: Tables, words: Words, closed) -> None:
    """Open the dialog for these claims."""

    @st.dialog(words("evidence.title"), width="medium", on_dismiss=closed)
    def dialog() -> None:
        rows = tables.claims.filter(pl.col("claim_id").is_in(claim_ids))
        for row in rows.head(MOST).iter_rows(named=True):
            one(row, tables, words)
        region = rows["region_code"].unique().to_list()
        if len(region) == 1:
            nav.link("wilayah", words("evidence.region", region=words.region(rows["region"][0])), region=region[0])
        if rows.height > MOST:
            st.caption(words("evidence.more", n=words.number(rows.height - MOST)))
        st.caption(words("evidence.retold"))

    dialog()


def one(row: dict, tables: Tables, words: Words) -> None:
    """One claim with all that supports it and all that speaks against it."""
    article = tables.texts[row["article"]]
    st.markdown(f"**{plain(row['region'])}** · {what(row, words)}")
    st.markdown("> " + quoted(row, article.text))
    publisher = plain(article.publisher or words("evidence.no_publisher"))
    link = f"[{words('evidence.link')}](<{article.url}>)" if web(article.url) else words("evidence.no_link")
    st.markdown(f":small[{publisher} · {published(article, tables, words)} · {link}]")
    st.markdown(badges(row, tables, words))
    if said := then(row["region_code"], row["year"], words):
        st.markdown(f":small[:gray[{said}]]")
    for line in checks(row["claim_id"], tables, words):
        st.markdown(line)
    rule = (
        words("evidence.read_person") if row["rule"] == "correction" else words("evidence.read_rule", rule=row["rule"])
    )
    with st.container(horizontal=True, vertical_alignment="center", key=f"foot_{row['claim_id']}"):
        st.markdown(f":small[{rule}]")
        nav.link(nav.shows(row["claim_id"]), words("evidence.open"), article="", claim=row["claim_id"], view="")


def then(code: str, year: int | None, words: Words) -> str:
    """What a reader of a figure of that year must know: the region's province then, or how far a province reached."""
    name = plain(words.region(all_regions()[code].name))
    if law := succession(code, year):
        before = all_regions()[law.from_code].province
        return words("then.figure", year=year, region=name, before=before, law=law.law, date=words.date(str(law.date)),
                     now=all_regions()[code].province)  # fmt: skip
    parts = parts_then(code, year)
    return words("then.parts", year=year, region=name, parts=words.names(parts)) if parts else ""


def moved(code: str, words: Words) -> str:
    """Which province a region was in before, and since when it is in today's; "" for one that never moved."""
    law = succession(code, 0)
    if law is None:
        return ""
    before, now = (all_regions()[part].province for part in (law.from_code, law.province_code))
    return words("then.region", region=plain(words.region(all_regions()[code].name)), before=before, now=now,
                 law=law.law, date=words.date(str(law.date)))  # fmt: skip


def published(article: Article, tables: Tables, words: Words) -> str:
    """When an article appeared; where nobody knows, also the years its figures are of."""
    years = tables.claims.filter(article=article.id, status="actual")["year"].drop_nulls()
    if article.published or not years.len():
        return words.date(article.published)
    return f"{words.date(None)}, {words('date.holds', years=words.span(years))}"


def what(row: dict, words: Words) -> str:
    """What a claim says, in a line: "pekerja terlindungi, pekerja formal: 25.000 (2023)"."""
    parts = [
        words.label("measure", row["measure"]),
        words.label("group", row["group"]),
        words.label("scope", row["scope"]),
    ]
    said = ", ".join(filter(None, parts))
    if row["value"] is not None:
        exact = "" if row["unit"] == "ordinal" else words.label("unit", row["unit"]) if row["unit"] == "people" else ""
        said += f": **{words.said(row | {'uncertain': False})}** {exact}".rstrip()  # a badge says so
        said += f" {words.label('per', row['per'])}" if row["per"] else ""
    elif row["label"]:
        said += f": {plain(row['label'])}"
    return f"{said} ({words.year(row['year'])})"


def quoted(row: dict, text: str) -> str:
    """The sentence as Markdown, the figure in it marked where it stands."""
    quote, figure = row["quote"], text[row["start"] : row["end"]]
    at = quote.find(figure) if figure.strip() else -1
    if at < 0:
        return plain(quote)
    return f"{plain(quote[:at])}:green-background[**{plain(figure)}**]{plain(quote[at + len(figure) :])}"


def badges(row: dict, tables: Tables, words: Words) -> str:
    """What a reader must know of a figure before using it."""
    found = [("orange", words("evidence.target"))] if row["status"] == "target" else []
    if of := tables.of.get(row["claim_id"]):
        share = {"group": row["group"], "denominator": of.code, "denominator_people": of.people}
        found.append(("gray", words.denominator(share)))
    if row["approximate"]:
        found.append(("orange", words("evidence.approximate")))
    if row["increment"]:
        found.append(("orange", words("evidence.increment")))
    if row["uncertain"]:
        found.append(("orange", words("evidence.uncertain")))
    chosen = tables.regions.filter(
        pl.col("claim_ids").str.split(";").list.contains(row["claim_id"]), pl.col("others") > 0
    )
    if chosen.height:
        found.append(("orange", words("evidence.others")))
    if row["year"] is None:
        found.append(("gray", words("evidence.no_year")))
    elif row["year_basis"]:
        found.append(
            ("gray", words("evidence.basis", year=row["year"], basis=words.label("year_basis", row["year_basis"])))
        )
    return " ".join(f":{colour}-badge[{plain(flag)}]" for colour, flag in found)


def checks(claim_id: str, tables: Tables, words: Words) -> list[str]:
    """The arithmetic checks a claim takes part in, a line each."""
    rows = telling(tables.audit).filter(pl.col("claim_ids").str.split(";").list.contains(claim_id))
    return [verdict(row, words) for row in rows.iter_rows(named=True)]


def telling(audit: pl.DataFrame) -> pl.DataFrame:
    """The checks worth a line: not the bounds that a figure merely keeps to."""
    return audit.filter((pl.col("outcome") != "holds") | ~pl.col("check").str.starts_with("over_"))


def verdict(check: dict, words: Words) -> str:
    """A row of table `audit` as a line: does it hold, and the sum in words."""
    colour = {"holds": "green", "fails": "red"}.get(check["outcome"], "gray")
    return f":{colour}-badge[{words.label('outcome', check['outcome'])}] :small[{plain(check['note_' + words.lang])}]"


def failed(tables: Tables) -> frozenset[str]:
    """The claims of a check that fails."""
    return view.failed(tables)
