"""Evidence: one article with its figures marked in place, what was read, turned down, corrected and why; all checks."""

from __future__ import annotations

import polars as pl
import streamlit as st

from ..dictionary import load_correction_reasons
from ..tables.frames import Tables
from ..words import Words
from . import article_view, data, evidence, filters, nav
from .chart_card import Row, head, table
from .markup import link, plain
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
        format_func=lambda name: article_view.title(tables.texts[name], words),
    )
    article = tables.texts[chosen]
    claims = tables.claims.filter(article=article.id).sort("start")
    left, right = st.columns([1.25, 1], gap="small")
    with left.container(border=True, key="article_card"):
        article_view.text(article, claims, tables, state.claim, words)
    with right:
        with st.container(border=True, key="taken_card"):
            article_view.taken(claims, state.claim, tables, words)
        with st.container(border=True, key="turned_card"):
            _corrected(article.id, words)
            article_view.turned_down(article, tables.rejections.get(article.id, ()), words)
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


def _corrected(article: str, words: Words) -> None:
    """What a person decided against the reader, with the reason."""
    entries = [entry for entry in data.corrections() if entry.article == article]
    if not entries:
        return
    head(words("articles.corrected", n=words.number(len(entries))))
    told = [f"- **{words('articles.' + entry.action)}** {plain(why(entry.reason, words.lang))}" for entry in entries]
    st.markdown("\n".join(told))


def why(reason: str, lang: str) -> str:
    """The reason of a correction in a language; as it stands where nobody has put it into Indonesian."""
    return load_correction_reasons().get(reason, reason) if lang == "id" else reason


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
        words("column.sum"): link(row["note_" + words.lang], nav.of_claim(row["claim_ids"].split(";")[0])),
    }  # fmt: skip
