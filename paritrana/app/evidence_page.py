"""Evidence: one article with its figures marked in place, what was read, turned down, corrected and why; all checks."""

from __future__ import annotations

import polars as pl
import streamlit as st

from ..dictionary import load_reasons
from ..models import Article, Rejection
from ..tables.frames import Tables
from ..words import Words
from . import data, evidence, filters, nav
from .chart_card import Row, head, table
from .markup import link, plain, web
from .state import ALL, Choices, State
from .view import CHECKED, dated, within

LISTED = 60  # checks on the page; the audit table has them all


def page(tables: Tables, choices: Choices, state: State, words: Words) -> None:
    """Draw the articles, or the checks."""
    st.markdown(f"## {words('articles.title')}\n:small[:gray[{words('articles.about')}]]")
    failing = tables.audit.filter(outcome="fails").height
    said = {"": words("articles.view"), "audit": words("articles.view_audit", n=words.number(failing))}
    filters.widget(st.segmented_control, "f_evidence", "audit" if state.view == "audit" else "",
                   lambda view: filters.change(view=view), words("articles.what"), tuple(said), required=True,
                   format_func=said.get, label_visibility="collapsed")  # fmt: skip
    if state.view == "audit":
        with st.container(border=True, key="audit_card"):
            _checks(tables, choices, state, words)
    else:
        _articles(tables, state, words)


def _articles(tables: Tables, state: State, words: Words) -> None:
    names = _names(tables, state)
    if not names:
        st.info(words("articles.none"))
        return
    chosen = state.article if state.article in names else names[0]
    filters.widget(
        st.selectbox,
        "f_article",
        chosen,
        lambda name: filters.change(article=name, claim=""),
        words("articles.pick"),
        names,
        format_func=lambda name: _title(tables.texts[name], words),
    )
    article = tables.texts[chosen]
    claims = tables.claims.filter(article=article.id).sort("start")
    left, right = st.columns([1.25, 1], gap="small")
    with left.container(border=True, key="article_card"):
        _text(article, claims, tables, state.claim, words)
    with right:
        with st.container(border=True, key="taken_card"):
            _taken(claims, state.claim, tables, words)
        with st.container(border=True, key="turned_card"):
            _corrected(article.id, words)
            _turned_down(tables.rejections.get(article.id, ()), words)
        if (checks := evidence.telling(tables.audit).filter(article=article.id)).height:
            with st.container(border=True, key="sums_card"):
                head(words("articles.audit"))
                st.markdown("\n".join(f"- {evidence.verdict(row, words)}" for row in checks.iter_rows(named=True)))


def _names(tables: Tables, state: State) -> list[str]:
    """The articles with a claim within province, year and region; the one a link asks for stays among them."""
    if state.provinces or state.year != ALL or state.region:
        kept = set(within(tables.claims, state)["article"]) | {state.article}
        return [name for name in tables.texts if name in kept]
    return list(tables.texts)


def _title(article: Article, words: Words) -> str:
    return words(
        "articles.option",
        title=article.title or article.id,
        publisher=article.publisher or words("evidence.no_publisher"),
    )


def _text(article: Article, claims: pl.DataFrame, tables: Tables, chosen: str, words: Words) -> None:
    about = [plain(article.publisher or words("evidence.no_publisher")), evidence.published(article, tables, words)]
    if article.place:
        about.append(words("articles.place", place=plain(article.place)))
    about.append(f"[{words('evidence.link')}](<{article.url}>)" if web(article.url) else words("evidence.no_link"))
    st.markdown(f":small[:gray[{' · '.join(about)}]]")
    headed, rejections = article.title and article.text.startswith(article.title), tables.rejections.get(article.id, ())
    text = marked(article.text, claims, rejections, chosen, lambda claim: nav.address("bukti", claim=claim))
    st.markdown(("#### " if headed else "") + text)
    st.caption(words("articles.legend"))


def marked(text: str, claims: pl.DataFrame, rejections: tuple[Rejection, ...], chosen: str = "", to=None) -> str:
    """The article as Markdown: figures read on a tint, the chosen one on another, those turned down struck.

    `to` makes the address that a figure leads to from its claim's id.
    """
    spans = [(r.start, r.end, "~~", "~~") for r in rejections]
    for claim, start, end in claims.select("claim_id", "start", "end").iter_rows():
        colour = "orange" if claim == chosen else "green"
        before, after = ("[", f"](<{to(claim)}>)") if to else ("", "")
        spans.append((start, end, f":{colour}-background[{before}**", f"**{after}]"))
    done, at = [], 0
    for start, end, before, after in sorted(
        spans, key=lambda span: (span[0], span[2] == "~~", "orange" not in span[2])
    ):
        if start < at or start >= end or "\n" in text[start:end] or text[start:end] != text[start:end].strip():
            continue
        done += [_paragraphs(text[at:start]), before, plain(text[start:end]), after]
        at = end
    return "".join([*done, _paragraphs(text[at:])])


def _paragraphs(text: str) -> str:
    return "\n".join(plain(line) for line in text.split("\n"))


def _taken(claims: pl.DataFrame, chosen: str, tables: Tables, words: Words) -> None:
    head(words("articles.taken", n=words.number(claims.height)), words("articles.taken_about"))
    if claims.height == 0:
        st.markdown(words("articles.taken_none"))
    order = claims.sort(pl.col("claim_id") != chosen, "start") if chosen else claims
    for row in order.iter_rows(named=True):
        here = row["claim_id"] == chosen
        name = link(words.region(row["region"]), nav.address("bukti", claim=row["claim_id"]))
        told = f"**{name}** · {evidence.what(row, words)} :small[:gray[`{row['rule']}`]]"
        if not here:
            st.markdown(f"{told} {evidence.badges(row, tables, words)}")
            continue
        with st.container(border=True, gap=None, key="chosen"):
            st.markdown(told)
            st.markdown("> " + evidence.quoted(row, tables.texts[row["article"]].text))
            st.markdown(evidence.badges(row, tables, words))
            nav.link("wilayah", words("evidence.region", region=words.region(row["region"])), region=row["region_code"],
                     provinces=())  # fmt: skip


def _corrected(article: str, words: Words) -> None:
    """What a person decided against the reader, with the reason."""
    entries = [entry for entry in data.corrections() if entry.article == article]
    if not entries:
        return
    head(words("articles.corrected", n=words.number(len(entries))))
    st.markdown("\n".join(f"- **{words('articles.' + entry.action)}** {plain(entry.reason)}" for entry in entries))


def _turned_down(rejections: tuple[Rejection, ...], words: Words) -> None:
    head(words("articles.turned"))
    if not rejections:
        st.markdown(words("articles.turned_none"))
        return
    st.markdown("\n".join(f"- ~~{plain(_shown(item))}~~ {plain(_reason(item.reason, words))}" for item in rejections))


def _reason(code: str, words: Words) -> str:
    known = load_reasons().get(code)
    return getattr(known, words.lang) if known else code


def _shown(item: Rejection) -> str:
    return item.quote if len(item.quote) <= 60 else item.quote[:57] + "..."


def _checks(tables: Tables, choices: Choices, state: State, words: Words) -> None:
    """Every arithmetic check within the filters, those that fail first, each with the way to its sentences."""
    rows = within(dated(tables.audit), state)
    counts = dict(rows["outcome"].value_counts().iter_rows())
    head(words("audit.title"), words("audit.about"))
    filters.widget(
        st.pills,
        "f_check",
        state.check or None,
        lambda check: filters.change(check=check or ""),
        words("audit.filter"),
        choices.checks,
        label_visibility="collapsed",
        format_func=lambda code: (
            f"{words.sentence(words.label('outcome', code))} ({words.number(counts.get(code, 0))})"
        ),
    )
    if state.check:
        rows = rows.filter(outcome=state.check)
    if rows.height == 0:
        st.markdown(words("audit.none"))
        return
    order = pl.col("outcome").replace_strict({code: i for i, code in enumerate(CHECKED)}, return_dtype=pl.Int8)
    shown = rows.sort(order, maintain_order=True).head(LISTED)
    table([_check(row, words) for row in shown.iter_rows(named=True)], "checks")
    if rows.height > LISTED:
        st.caption(words("audit.more", n=words.number(rows.height - LISTED)))


def _check(row: dict, words: Words) -> Row:
    outcome = {"fails": "⚠ ", "holds": "✓ "}.get(row["outcome"], "? ") + words.label("outcome", row["outcome"])
    return {
        words("column.region"): plain(words.region(row["region"])),
        words("column.check"): plain(words.sentence(words.label("check", row["check"]))),
        words("column.outcome"): outcome,
        words("column.sum"): link(row["note_" + words.lang],
                                  nav.address("bukti", claim=row["claim_ids"].split(";")[0], article="", view="")),
    }  # fmt: skip
