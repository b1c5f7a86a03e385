"""Evidence: one article with its figures marked in place, what was read, what was turned down and why, and the sums."""

from __future__ import annotations

import polars as pl
import streamlit as st

from ..dictionary import load_reasons
from ..models import Article, Rejection
from ..tables.frames import Tables
from ..words import Words
from . import evidence
from .evidence import plain, web
from .state import ALL, State
from .view import within


def page(tables: Tables, state: State, words: Words) -> None:
    """Draw the page for a state: its article, or the first of those its filters leave."""
    st.markdown(f"## {words('articles.title')}\n:small[:gray[{words('articles.about')}]]")
    names = _names(tables, state)
    if not names:
        st.info(words("articles.none"))
        return
    chosen = state.article if state.article in names else names[0]
    if st.session_state.get("f_article") not in names or state.claim:
        st.session_state.f_article = chosen
    article = tables.texts[st.selectbox(words("articles.pick"), names, key="f_article", on_change=_let_go,
                                        format_func=lambda name: _title(tables.texts[name], words))]  # fmt: skip
    claims = tables.claims.filter(article=article.id).sort("start")
    left, right = st.columns([1.25, 1], gap="medium")
    with left.container(border=True, key="article"):
        _text(article, claims, tables, state.claim, words)
    with right:
        _taken(claims, state.claim, tables, words)
        _turned_down(tables.rejections.get(article.id, ()), words)
        _audit(evidence.telling(tables.audit).filter(article=article.id), words)


def _names(tables: Tables, state: State) -> list[str]:
    """The articles with a claim within province and year; the one a link asks for stays among them."""
    if state.provinces or state.year != ALL or state.region:
        kept = set(within(tables.claims, state)["article"]) | ({state.article} if state.claim else set())
        return [name for name in tables.texts if name in kept]
    return list(tables.texts)


def _let_go() -> None:
    st.session_state.claim = ""
    st.session_state.article = st.session_state.f_article


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
    st.markdown(("#### " if headed else "") + marked(article.text, claims, rejections, chosen))


def marked(text: str, claims: pl.DataFrame, rejections: tuple[Rejection, ...], chosen: str = "") -> str:
    """The article as Markdown: figures read on a tint, the chosen one on another, those turned down struck."""
    spans = [(r.start, r.end, "~~", "~~") for r in rejections]
    for claim, start, end in claims.select("claim_id", "start", "end").iter_rows():
        colour = "orange" if claim == chosen else "green"
        spans.append((start, end, f":{colour}-background[**", "**]"))
    done, at = [], 0
    for start, end, before, after in sorted(spans, key=lambda span: (span[0], span[2] == "~~")):
        if start < at or start >= end or "\n" in text[start:end] or text[start:end] != text[start:end].strip():
            continue
        done += [_paragraphs(text[at:start]), before, plain(text[start:end]), after]
        at = end
    return "".join([*done, _paragraphs(text[at:])])


def _paragraphs(text: str) -> str:
    return "\n".join(plain(line) for line in text.split("\n"))


def _taken(claims: pl.DataFrame, chosen: str, tables: Tables, words: Words) -> None:
    st.markdown(f"#### {words('articles.taken')}")
    if claims.height == 0:
        st.markdown(words("articles.taken_none"))
    order = claims.sort(pl.col("claim_id") != chosen, "start") if chosen else claims
    for row in order.iter_rows(named=True):
        with st.container(border=row["claim_id"] == chosen, gap=None):
            st.markdown(
                f"**{plain(words.region(row['region']))}** · {evidence.what(row, words)} :small[:gray[`{row['rule']}`]]"
            )
            st.markdown(evidence.badges(row, tables, words))


def _turned_down(rejections: tuple[Rejection, ...], words: Words) -> None:
    st.markdown(f"#### {words('articles.turned')}")
    if not rejections:
        st.markdown(words("articles.turned_none"))
        return
    st.markdown("\n".join(f"- ~~{plain(_shown(item))}~~ {plain(_reason(item.reason, words))}" for item in rejections))


def _reason(code: str, words: Words) -> str:
    known = load_reasons().get(code)
    return getattr(known, words.lang) if known else code


def _shown(item: Rejection) -> str:
    return item.quote if len(item.quote) <= 60 else item.quote[:57] + "..."


def _audit(checks: pl.DataFrame, words: Words) -> None:
    if checks.height == 0:
        return
    st.markdown(f"#### {words('articles.audit')}")
    st.markdown("\n".join(f"- {evidence.verdict(row, words)}" for row in checks.iter_rows(named=True)))
