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

FIRST, AFTER = 60, 24  # letters shown of a text without title, and after what was turned down
LISTED = 60  # lines of a list; all of them are marked in the text

def title(article: Article, words: Words) -> str:
    """What an article is called in a list: one without a title by its id and first words."""
    first = article.text.partition("\n")[0]
    named = article.title or f"{article.id}: {first if len(first) < FIRST else first[:FIRST].rpartition(' ')[0] + ' …'}"
    return words("articles.option", title=named, publisher=article.publisher) if article.publisher else named


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
    for row in order.head(LISTED).iter_rows(named=True):
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
    _more(claims.height, words)


def turned_down(article: Article, rejections: tuple[Rejection, ...], words: Words) -> None:
    """What was turned down, each with a few words after it, and why."""
    head(words("articles.turned"))
    if not rejections:
        st.markdown(words("articles.turned_none"))
        return
    lines = [f"- {_shown(item, article.text)}: {plain(_reason(item.reason, words))}" for item in rejections[:LISTED]]
    st.markdown("\n".join(lines))
    _more(len(rejections), words)


def _more(n: int, words: Words) -> None:
    if n > LISTED:
        st.caption(words("articles.more", n=words.number(n - LISTED)))


def _reason(code: str, words: Words) -> str:
    known = load_reasons().get(code)
    return getattr(known, words.lang) if known else code


def _shown(item: Rejection, text: str) -> str:
    after = text[item.end : item.end + AFTER].partition("\n")[0]
    whole = after if len(after) < AFTER else after.rpartition(" ")[0]
    figure = text[item.start : item.end].strip()
    return f"~~{plain(figure)}~~{plain(whole.rstrip(' .,;:('))}"
