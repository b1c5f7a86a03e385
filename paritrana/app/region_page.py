"""A region's profile: what is known, by when and from whom; its promises; what is silent; those around it."""

from __future__ import annotations

import polars as pl
import streamlit as st

from ..charts import timeline
from ..regions import all_regions
from ..tables.frames import Tables
from ..words import Words
from . import evidence, facts, nav
from .chart_card import Row, chart_card, head, table, take_away
from .facts import Profile
from .ledger import outcome
from .markup import link, plain, web
from .outlines import neighbours
from .share_card import lines, share_card
from .state import Choices, State

FIRST, AROUND = 24, 8  # regions offered where none is chosen; neighbours named


def page(tables: Tables, choices: Choices, state: State, words: Words) -> None:
    """Draw the profile of the region chosen, or help to choose one."""
    if not state.region:
        st.markdown(f"## {words('region.title')}\n:small[:gray[{words('region.about')}]]")
        _choose(tables, words)
        return
    found = facts.profile(tables, state.region)
    _head(found, tables, words)
    left, right = st.columns([1.6, 1], gap="small")
    with left:
        with st.container(border=True, key="known_card"):
            _known(found, tables, words)
        _over_time(found, tables, words)
    with right:
        with st.container(border=True, key="promises_card"):
            _promises(found, words)
        with st.container(border=True, key="silent_card"):
            _silent(found, words)
        with st.container(border=True, key="around_card"):
            _around(found, tables, words)
    with st.container(border=True, key="sources_card"):
        _sources(found, tables, words)


def _choose(tables: Tables, words: Words) -> None:
    st.markdown(words("region.choose"))
    with st.container(horizontal=True, key="regions"):
        for code in list(facts.told(tables))[:FIRST]:
            nav.link("wilayah", words.region(all_regions()[code].name), region=code, provinces=())


def _head(found: Profile, tables: Tables, words: Words) -> None:
    region = found.region
    about = [words("region.kind_" + region.level), plain(region.province) if region.level != "provinsi" else "",
             words("region.capital", name=plain(region.capital)), words("region.codes", kemendagri=region.code,
                                                                         bps=region.bps_code)]  # fmt: skip
    if region.population:
        about.append(words("region.population", n=words.number(region.population)))
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute", key="title"):
        st.markdown(f"## {plain(region.name)}\n:small[:gray[{' · '.join(filter(None, about))}]]")
        with st.container(horizontal=True, width="content", vertical_alignment="center", gap="small", key="actions"):
            _card(found, tables, words)
            take_away("page", "", words, ("print",))
    st.markdown(_summary(found, words))
    if said := evidence.moved(region.code, words):
        st.caption(said)


def _card(found: Profile, tables: Tables, words: Words) -> None:
    region = found.region
    url = nav.absolute("wilayah", region=region.code)

    def make() -> bytes:
        figures, foot = lines(facts.beside(tables, [region.code])[0], tables.as_of, words)
        about = words("region.kind_" + region.level) + (f" · {region.province}" if region.level != "provinsi" else "")
        return share_card(region.name, about, figures, [*foot, url.partition("//")[2]], url)

    st.download_button(words("region.card"), make, f"paritrana-{region.code}.png", "image/png", key="share",
                       on_click="ignore", icon=":material/qr_code_2:")  # fmt: skip


def _summary(found: Profile, words: Words) -> str:
    """One sentence: how much is known, of which years, and what does not add up."""
    if not found.claims.height:
        return words("region.nothing")
    failing = found.checks.filter(outcome="fails").height
    said = words("region.summary", n=words.number(found.claims.height), articles=words.number(found.articles.height),
                 years=words.span(found.claims.filter(status="actual")["year"]))  # fmt: skip
    return f"{said} {words('region.failing', n=words.number(failing))}" if failing else said


def _known(found: Profile, tables: Tables, words: Words) -> None:
    head(words("region.known"), words("region.known_about"))
    if not found.known.height:
        st.markdown(words("region.known_none"))
    table([_line(row, tables, words) for row in found.known.iter_rows(named=True)], "known")


def _line(row: dict, tables: Tables, words: Words) -> Row:
    what = words.caption(words.label("measure", row["measure"]), words.label("group", row["group"]),
                         words.label("scope", row["scope"]))  # fmt: skip
    value = plain(row["label"] or words.label("measure", row["measure"])) if row["value"] is None else words.said(row)
    if row["unit"] == "people":
        value += f" {words.label('unit', 'people')}"
    if row["denominator"]:
        value += f" :small[:gray[{plain(words('list.of', of=words.label('denominator', row['denominator'])))}]]"
    if row["others"] and row["low"] != row["high"]:
        value += " :small[:orange[" + words("figure.range", low=words.figure(row["low"], row["unit"]),
                                            high=words.figure(row["high"], row["unit"])) + "]]"  # fmt: skip
    article = tables.texts[tables.claims.filter(claim_id=row["claim_id"])["article"][0]]
    source = link(
        article.publisher or words("evidence.no_publisher"), nav.address("bukti", claim=row["claim_id"], view="")
    )
    if row["articles"] > 1:
        source += " " + words("region.and_others", n=words.number(row["articles"] - 1))
    failed = set(row["claim_ids"].split(";")) & evidence.failed(tables)
    return {
        words("column.what"): words.sentence(plain(what)),
        words("column.figure"): ("⚠ " if failed else "") + value,
        words("column.year"): words.year(row["year"]),
        words("column.source"): source,
    }


@st.fragment
def _over_time(found: Profile, tables: Tables, words: Words) -> None:
    """Coverage over the years, where there are at least two figures or promises of it."""
    code = [found.region.code]
    group = facts.widest_group(tables, code, "coverage_share")
    drawn = facts.series(tables, code, "coverage_share", group)
    figure = (
        evidence.built(
            "time", tables, words, found.region.code, lambda palette: timeline(drawn, "percent", words, palette)
        )
        if drawn
        else None
    )
    if figure is None:
        return
    with st.container(border=True, key="time_card"):
        title = words.sentence(words.caption(words.label("measure", "coverage_share"), words.label("group", group)))
        chart_card("time", title, words("region.time_about"), figure, lambda: over_time_rows(drawn, words), tables,
                   words, words("region.time_alt"))  # fmt: skip


def over_time_rows(drawn: list, words: Words) -> list[Row]:
    """The table of a timeline: every year, with a dash where no figure is."""
    years = sorted({year for one in drawn for year in one.rows["year"]}, reverse=True)
    rows = []
    for year in range(years[0], years[-1] - 1, -1) if years else ():
        row = {words("column.year"): str(year)}
        for one in drawn:
            told = one.rows.filter(year=year).iter_rows(named=True)
            row[plain(one.name)] = "; ".join(_with_range(item, words) for item in told) or "–"
        rows.append(row)
    return rows


def _with_range(row: dict, words: Words) -> str:
    said = words.said(row, short=False)
    if row["low"] is not None and row["low"] < row["high"]:
        said += f" ({words.range(row['low'], row['high'], row['unit'])})"
    return said


def _promises(found: Profile, words: Words) -> None:
    head(words("region.promises", n=words.number(found.promises.height)))
    if not found.promises.height:
        st.markdown(words("region.promises_none"))
        return
    sentence = words("region.sentence")
    told = [
        f"- {promise(row, words)} {link(sentence, nav.address('bukti', claim=row['claim_id'], view=''))}"
        for row in found.promises.sort("due_year", descending=True, nulls_last=True).iter_rows(named=True)
    ]
    st.markdown("\n".join(told))


def promise(row: dict, words: Words) -> str:
    """A row of the ledger in a line: what, how much, by when, and what came of it."""
    what = words.caption(words.label("measure", row["measure"]), words.label("group", row["group"]))
    value = plain((row["label"] or "").rstrip("."))
    if row["target"] is not None:
        value = words.figure(row["target"], row["unit"])
    if row["target"] is not None and row["increment"]:
        value = "+" + value
    due = words("target.undated") if row["due_year"] is None else str(row["due_year"])
    said = value if row["target"] is None else f"**{value}** {plain(what)}"
    return f"{said}, {due} · {outcome(row['outcome'], words)}"


def _silent(found: Profile, words: Words) -> None:
    head(words("region.silent"))
    if not found.silent:
        st.markdown(words("region.silent_none"))
        return
    names = [words.label("measure", measure) for measure in found.silent]
    st.markdown(words("region.silent_measures", names=", ".join(names)))
    st.caption(words("region.silent_about"))


def _around(found: Profile, tables: Tables, words: Words) -> None:
    code, province = found.region.code, found.region.province_code
    near = neighbours().get(code, ())[:AROUND]
    told = facts.told(tables)
    same = [other for other in told if other[:2] == province and other != code and other not in near]
    for key, codes in (("region.near", near), ("region.same", same[:AROUND])):
        if codes:
            head(words(key))
            table([_neighbour(row, words) for row in facts.beside(tables, list(codes))], key.partition(".")[2])
    nav.link("banding", words("region.compare"), compare=(code, *[other for other in near if other in told][:3]))


def _neighbour(row: dict, words: Words) -> Row:
    share, rank = row["share"], row["rank"]
    return {
        words("column.region"): link(
            words.region(row["name"]), nav.address("wilayah", region=row["code"], provinces=())
        ),
        words("column.share"): f"{words.said(share)} ({words.year(share['year'])})" if share else "–",
        words("column.rank"): f"{words.number(rank['value'])} ({words.year(rank['year'])})" if rank else "–",
    }


def _sources(found: Profile, tables: Tables, words: Words) -> None:
    head(words("region.sources", n=words.number(found.articles.height)))
    if not found.articles.height:
        st.markdown(words("region.sources_none"))
    told = []
    for row in found.articles.sort(pl.col("published"), descending=True, nulls_last=True).iter_rows(named=True):
        article = tables.texts[row["article"]]
        own = link(article.title or article.id, nav.address("bukti", article=article.id, claim="", view=""))
        said = [own, plain(article.publisher or words("evidence.no_publisher")), words.date(article.published)]
        if web(article.url):
            said.append(link(words("evidence.link"), article.url))
        told.append("- " + " · ".join(said))
    st.markdown("\n".join(told))
    st.caption(words("chart.source", as_of=words.date(tables.as_of)))
