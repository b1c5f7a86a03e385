"""One article: its text with the figures marked in place, what was read, what was turned down and why."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import streamlit as st

from ..dictionary import load_reasons
from ..models import Article, Rejection
from ..tables.frames import Tables
from ..words import Words
from . import evidence, nav
from .chart_card import head
from .markup import link, plain, web


def title(article: Article, words: Words) -> str:
    """What an article is called in a list."""
    return words(
        "articles.option",
        title=article.title or article.id,
        publisher=article.publisher or words("evidence.no_publisher"),
    )


def text(
    article: Article, claims: pl.DataFrame, tables: Tables, chosen: str, words: Words, struck: bool = True
) -> None:
    """Publisher, date and link, and the text with its figures marked; what was turned down is `struck`."""
    about = [plain(article.publisher or words("evidence.no_publisher")), evidence.published(article, tables, words)]
    if article.place:
        about.append(words("articles.place", place=plain(article.place)))
    about.append(f"[{words('evidence.link')}](<{article.url}>)" if web(article.url) else words("evidence.no_link"))
    st.markdown(f":small[:gray[{' · '.join(about)}]]")
    headed = article.title and article.text.startswith(article.title)
    rejections = tables.rejections.get(article.id, ()) if struck else ()
    said = {row["claim_id"]: _hover(row, words) for row in claims.iter_rows(named=True)}
    text = marked(article.text, claims, rejections, chosen, lambda claim: f'<{nav.of_claim(claim)}> "{said[claim]}"')
    st.markdown(("#### " if headed else "") + text)
    st.caption(words("articles.legend"))


def marked(text: str, claims: pl.DataFrame, rejections: tuple[Rejection, ...], chosen: str = "", to=None) -> str:
    """The article as Markdown: figures read on a tint, the chosen one on another, those turned down struck.

    `to` makes the address that a figure leads to, and what it says under the mouse, from its claim's id.
    """
    spans = [(r.start, r.end, "~~", "~~") for r in rejections]
    for claim, start, end in claims.select("claim_id", "start", "end").iter_rows():
        colour = "orange" if claim == chosen else "green"
        before, after = ("[", f"]({to(claim)})") if to else ("", "")
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


def _hover(row: dict, words: Words) -> str:
    """What a figure was read as, for under the mouse."""
    said = f"{words.region(row['region'])} · {evidence.what(row, words)} · {row['rule']}"
    return said.replace("\\", "").replace("**", "").replace('"', "”")


def _paragraphs(text: str) -> str:
    return "\n".join(plain(line) for line in text.split("\n"))


def taken(
    claims: pl.DataFrame, chosen: str, tables: Tables, words: Words, about: str = "articles.taken_about",
    actions: Callable[[dict], None] | None = None,
) -> None:
    """What was read, a line a claim; the chosen one first, with its sentence and the `actions` on it."""
    head(words("articles.taken", n=words.number(claims.height)), words(about))
    if claims.height == 0:
        st.markdown(words("articles.taken_none"))
    order = claims.sort(pl.col("claim_id") != chosen, "start") if chosen else claims
    for row in order.iter_rows(named=True):
        here = row["claim_id"] == chosen
        name = link(words.region(row["region"]), nav.of_claim(row["claim_id"]))
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
            if actions:
                actions(row)


def turned_down(rejections: tuple[Rejection, ...], words: Words) -> None:
    """What was turned down, and why."""
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
