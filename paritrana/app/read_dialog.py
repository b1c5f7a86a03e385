"""The dialog in which a visitor rejects or amends what was read in an article of theirs, or adds what was not."""

from __future__ import annotations

from typing import get_args

import streamlit as st
from babel.numbers import NumberFormatError, parse_decimal

from .. import problems
from ..errors import CorrectionError, Problem
from ..models import Claim, Group, Measure, Per, Scope
from ..own import Own, printed, sentences_of, year_basis
from ..reader.numbers import figures
from ..reader.text import fold
from ..regions import all_regions
from ..tables.clocks import PLACINGS
from ..tables.frames import WORDS, Tables
from ..tables.schemas import UNITS, YEARS
from ..words import Words
from . import evidence, filters
from .markup import plain

NONE = ""  # a field that the article leaves open
OPEN = dict.fromkeys(("label", "value", "group", "scope", "per")) | {"approximate": False, "increment": False}


def ask(action: str, article: str, claim: str = "") -> None:
    """Open the dialog, until it is closed."""
    st.session_state.update(own_asked=(action, article, claim), own_ask=st.session_state.get("own_ask", 0) + 1)


def _closed() -> None:
    st.session_state.pop("own_asked", None)


def _key(name: str) -> str:
    """A widget's key: another each time, as a dialog closed by its cross leaves what was typed."""
    return f"{name}_{st.session_state.own_ask}"


def dialog(own: Own, tables: Tables, words: Words) -> None:
    """Draw the dialog that was asked for, if any."""
    action, article, claim_id = st.session_state.get("own_asked", (None, "", ""))
    claim = next((claim for claim in own.corrected().claims if claim.claim_id == claim_id), None)
    if action is None or article not in own.readings or action != "add" and claim is None:
        return

    @st.dialog(words("read.ask_" + action), width="medium", on_dismiss=_closed)
    def drawn() -> None:
        reading = own.readings[article]
        if claim:
            row = tables.claims.filter(claim_id=claim.claim_id).row(0, named=True)
            st.markdown(f"**{plain(claim.region)}** · {evidence.what(row, words)}")
            st.markdown("> " + evidence.quoted(row, reading.article.text))
            said = {"quote": claim.quote} if action == "amend" else {}
        else:
            said = _place(sentences_of(reading.article), words)
        wrong = ""
        if action != "reject":
            fields, wrong = _fields(claim, said.get("quote", ""), words)
            if "year" in fields and (claim is None or fields["year"] != claim.year):
                basis = year_basis(fields["year"], said["quote"], reading.article, fields["measure"])
                fields["year_basis"] = basis
            said |= fields
        if claim and action == "amend":
            said.pop("quote")
            if own.entry(claim) and own.entry(claim).action == "add":  # the whole of it is written anew
                said |= {"quote": claim.quote, "figure": reading.article.text[claim.start : claim.end]}
        reason = st.text_input(words("read.reason"), key=_key("own_reason"), placeholder=words("read.reason_hint"))
        if wrong:
            st.warning(wrong)
        open_ = bool(wrong) or not reason.strip()
        if st.button(words("read.save"), type="primary", key=_key("own_save"), disabled=open_):
            try:
                own.decide(claim, action, reason, article, **said)
            except CorrectionError as error:
                st.error(plain(problems.told(Problem(error.what, mend=error.mend), words)))
                return
            if claim:
                filters.change(claim=_now(own, claim, article))
            _closed()
            st.rerun()

    drawn()


def _now(own: Own, claim: Claim, article: str) -> str:
    """The id of what a claim has become; "" where it is gone."""
    same = [c for c in own.corrected().claims if (c.article, c.start, c.end) == (article, claim.start, claim.end)]
    return same[0].claim_id if same else ""


def _place(sentences: list[str], words: Words) -> dict[str, str]:
    """Which sentence says it, and the figure as printed there."""
    quote = st.selectbox(words("read.sentence"), sentences, key=_key("own_sentence"))
    key = _key(f"own_figure_{sentences.index(quote)}")
    figure = st.selectbox(words("read.figure"), printed(quote), key=key, index=None, accept_new_options=True,
                          placeholder=words("read.figure_hint"))  # fmt: skip
    return {"quote": quote} | ({"figure": figure} if figure else {})


def _fields(claim: Claim | None, quote: str, words: Words) -> tuple[dict, str]:
    """What the claim is to say: its fields, and what is wrong with them ("" for nothing)."""
    names = sorted(region.name for region in all_regions().values())
    named = next((name for name in names if name in quote), names[0])
    left, right = st.columns(2)
    with left:
        region = _one("region", names, claim.region if claim else named, words, lambda name: name)
        measure = _one("measure", get_args(Measure), claim.measure if claim else "covered", words)
        fields = {name: getattr(claim, name) for name in OPEN} if claim and claim.measure == measure else dict(OPEN)
        fields |= {"region": region, "measure": measure}
        wrong = ""
        if measure in UNITS:
            was = words.number(claim.value) if claim and claim.value is not None else ""
            told = st.text_input(words("read.value"), was, key=_key("own_value"))
            fields["value"] = number(told, words.lang)
            wrong = "" if fields["value"] is not None else words("read.value_wrong")
            if claim and told == was:
                fields["value"] = claim.value
        elif measure in WORDS:
            label = st.text_input(words("read.label"), claim.label or "" if claim else "", key=_key("own_label"))
            fields["label"] = label.strip() or None
        year = st.text_input(words("filter.year"), str(claim.year or "") if claim else "", key=_key("own_year")).strip()
        fields["year"] = int(year) if year.isdigit() and YEARS[0] <= int(year) <= YEARS[1] else None
        wrong = words("read.year_wrong", low=YEARS[0], high=YEARS[1]) if year and fields["year"] is None else wrong
    with right:
        fields["status"] = _one("status", ("actual", "target"), claim.status if claim else "actual", words)
        if measure in PLACINGS or measure == "coverage_rank":
            fields["scope"] = _one("scope", (NONE, *get_args(Scope)), claim.scope if claim else "provinsi", words)
        elif measure not in WORDS:
            fields["group"] = _one("group", get_args(Group), claim.group or "all" if claim else "all", words)
        if UNITS.get(measure) in ("people", "IDR"):
            fields["per"] = _one("per", (NONE, *get_args(Per)), claim.per if claim else NONE, words)
        if measure in UNITS:
            for flag in ("approximate", "increment"):
                fields[flag] = st.checkbox(words("evidence." + flag), bool(claim and getattr(claim, flag)),
                                           key=_key(f"own_{flag}"))  # fmt: skip
    return fields, wrong


def _one(kind: str, codes: tuple[str, ...] | list[str], now: str | None, words: Words, show=None) -> str | None:
    """A box that chooses one code; None for the one that says nothing."""
    codes = list(codes)
    chosen = st.selectbox(words("read.is_" + kind), codes, codes.index(now or NONE) if (now or NONE) in codes else 0,
                          key=_key(f"own_is_{kind}"),
                          format_func=show or (lambda code: words.label(kind, code) or words("read.open")))  # fmt: skip
    return chosen or None


def number(text: str, lang: str) -> float | None:
    """A figure as a person types it: as the language writes it, or as papers print it; None for anything else.

    >>> number("81.436", "id"), number("81,436", "en"), number("Rp600,1 juta", "id"), number("25 ribu", "en")
    (81436.0, 81436.0, 600100000.0, 25000.0)
    """
    try:
        return float(parse_decimal(text.strip(), locale=lang, strict=True))
    except NumberFormatError:
        found = figures(fold(text))
        return found[0].value if len(found) == 1 else None
