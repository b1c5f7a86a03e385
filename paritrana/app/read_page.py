"""Read articles of one's own: paste or upload, figures marked in place, corrected by hand, drawn and taken away.

All of it is in the session (`own.Own`) and gone with it.
"""

from __future__ import annotations

import time

import streamlit as st

from .. import problems
from ..articles.limits import MIB, VISIT
from ..errors import ParitranaError
from ..own import Own
from ..tables.frames import Tables
from ..words import Words
from . import article_view, evidence, filters, map_page, options, read_dialog, view
from .chart_card import head
from .markup import plain
from .state import ALL, Choices, State, usual_group
from .take import take

LISTED = 100  # articles in the box that chooses one
EVERY = 0.2  # seconds between two steps of the progress bar


def visit() -> Own:
    """The articles of this session."""
    return st.session_state.setdefault("own", Own())


def choices(published: Choices) -> Choices:
    """What can be chosen on this page: in the published articles and in the visitor's own."""
    own = visit()
    own.begin()
    return options.joined(published, _known(own)) if own.readings else published


def _known(own: Own) -> Choices:
    """What can be chosen in the visitor's own articles, worked out once a change."""
    return own.drawn("choices", lambda: options.choices(own.tables()))


def page(tables: Tables, choices: Choices, state: State, words: Words) -> None:
    """Draw the page: what to bring, and of what was brought the articles, the map and the ways out."""
    own = visit()
    st.markdown(f"## {words('read.title')}\n:small[:gray[{words('read.about')}]]")
    box = st.expander(words("read.more")) if own.readings else st.container(border=True, key="bring_card")
    with box:
        _bring(own, words)
    _go_on(own, words)
    _problems(own, words)
    if not own.readings:
        return
    _articles(own.tables(), own, choices, state, words)
    with st.container(border=True, key="own_take_card"):
        _take(tables, own, words)
    over = st.session_state.get("own_over", False)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="layers"):
        head(words("read.drawn"), words("read.drawn_about"))
        filters.widget(st.segmented_control, "f_over", over, lambda over: st.session_state.update(own_over=over),
                       words("read.over"), (False, True), required=True, label_visibility="collapsed",
                       format_func=lambda over: words("read.over_both" if over else "read.over_own"))  # fmt: skip
    map_page.page(own.tables(tables if over else None), choices, state, words)


def _bring(own: Own, words: Words) -> None:
    """Paste a text, or upload files."""
    turn = st.session_state.get("own_turn", 0)
    left, right = st.columns(2, gap="medium")
    with left:
        st.text_area(words("read.paste"), key=f"own_text_{turn}", height=150, max_chars=VISIT.letters,
                     placeholder=words("read.paste_hint"))  # fmt: skip
        with st.expander(words("read.meta")):
            for name in ("title", "publisher", "url"):
                st.text_input(words("read." + name), key=f"own_{name}_{turn}")
            st.date_input(words("read.published"), None, key=f"own_published_{turn}", format="DD/MM/YYYY",
                          min_value="2000-01-01")  # fmt: skip
        st.button(words("read.go"), type="primary", key="own_paste", on_click=_paste, args=(own, turn, words))
    with right:
        files = st.file_uploader(words("read.upload"), accept_multiple_files=True, key=f"own_files_{turn}",
                                 max_upload_size=VISIT.file // MIB)  # fmt: skip
        if _too_much(files):  # before any of it is read: an emptied box gives the memory back
            st.session_state.update(own_turn=turn + 1, own_error=words("read.too_much", n=words.number(len(files))))
            st.rerun()
        label = words("read.go_files", n=words.number(len(files))) if files else words("read.go_none")
        st.button(label, type="primary", key="own_upload", on_click=_upload, args=(own, turn), disabled=not files)
    limits = VISIT._replace(file=VISIT.file // MIB, together=VISIT.together // MIB, unpacked=VISIT.unpacked // MIB,
                            total=VISIT.total // 10**6)  # fmt: skip
    st.caption(words("read.limits", **{name: words.number(n) for name, n in limits._asdict().items()}))
    if error := st.session_state.pop("own_error", None):
        st.error(plain(error))


def _too_much(files: list) -> bool:
    return len(files) > VISIT.files or sum(file.size for file in files) > VISIT.together


def _paste(own: Own, turn: int, words: Words) -> None:
    said = {name: st.session_state.get(f"own_{name}_{turn}") for name in ("title", "publisher", "url")}
    day = st.session_state.get(f"own_published_{turn}")
    try:
        article = own.paste(st.session_state[f"own_text_{turn}"], published=day.isoformat() if day else None, **said)
    except ParitranaError as error:
        st.session_state.own_error = problems.told(error, words)
        return
    st.session_state.update(own_turn=turn + 1, own_article=article.id)
    _shown(own)


def _upload(own: Own, turn: int) -> None:
    files = [(file.name, file.getvalue()) for file in st.session_state[f"own_files_{turn}"]]
    st.session_state.update(own_turn=turn + 1, own_reading=own.upload(files), own_before=len(own.readings))


def _shown(own: Own) -> None:
    """Let the filters show what was read: everywhere, every year, and a measure that the articles have."""
    state, known = filters.current(), _known(own)
    state = state._replace(provinces=(), region="", year=ALL, claim="")
    if known.measures and state.measure not in known.measures:
        measure = known.measures[0]
        state = state._replace(measure=measure, group=usual_group(measure, known))
    filters.put(state)


def _go_on(own: Own, words: Words) -> None:
    """Read on where an upload was left: each step of the bar is a point where a visitor's click is answered."""
    reading = st.session_state.get("own_reading")
    if reading is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="own_progress"):
        bar = st.progress(0.0, words("read.reading", n=words.number(len(own.readings))))
        st.button(words("read.stop"), key="own_stop", on_click=_stop, args=(own,))
    shown, run = time.monotonic(), own.run
    while (part := own.step(reading, run)) is not None:
        if time.monotonic() - shown > EVERY:
            bar.progress(part, words("read.reading", n=words.number(len(own.readings))))
            shown = time.monotonic()
    if run == own.run:
        _stop(own)
        st.rerun()


def _stop(own: Own) -> None:
    """Keep what was read, and show it."""
    own.begin()
    st.session_state.pop("own_reading", None)
    if len(own.readings) > st.session_state.pop("own_before", 0):
        _shown(own)


def _problems(own: Own, words: Words) -> None:
    """What could not be read, each with its reason; what was passed over."""
    if own.problems:
        with st.expander(words("read.problems", n=words.number(len(own.problems))), expanded=not own.readings):
            st.code(problems.lines(own.problems.values(), words), language=None, wrap_lines=True)
    if own.others:
        kinds = ", ".join(f"{words.number(n)} {kind or '?'}" for kind, n in own.others.most_common(5))
        st.caption(words("read.others", kinds=plain(kinds)))


def _articles(tables: Tables, own: Own, choices: Choices, state: State, words: Words) -> None:
    """One article with its figures marked, what was read in it, turned down and corrected."""
    counts = dict(articles=len(own.readings), claims=tables.claims.height, corrected=len(own.corrections))
    with st.container(key="own_counts"):
        st.markdown(words("read.counts", **{name: words.number(n) for name, n in counts.items()}))
    chosen = _choose(tables, own, choices, state, words)
    if chosen is None:
        return
    article, claims = tables.texts[chosen], tables.claims.filter(article=chosen).sort("start")
    with st.container(horizontal=True, vertical_alignment="center", key="own_actions"):
        struck = st.toggle(words("read.struck"), value=True, key="own_struck")
        st.button(words("read.add"), icon=":material/add:", key="own_add", on_click=read_dialog.ask,
                  args=("add", chosen))  # fmt: skip
        st.button(words("read.forget"), icon=":material/close:", type="tertiary", key="own_forget",
                  on_click=own.forget, args=(chosen,))  # fmt: skip
    left, right = st.columns([1.25, 1], gap="small")
    with left.container(border=True, key="article_card"):
        article_view.text(article, claims, tables, state.claim, words, struck)
    with right:
        with st.container(border=True, key="taken_card"):
            article_view.taken(claims, state.claim, tables, words, "read.taken_about",
                               lambda row: _actions(row["claim_id"], chosen, words))  # fmt: skip
        if any(entry.article == chosen for entry in own.corrections):
            with st.container(border=True, key="corrected_card"):
                _corrected(chosen, own, words)
        if struck:
            with st.container(border=True, key="turned_card"):
                article_view.turned_down(article, tables.rejections.get(chosen, ()), words)
        if (checks := evidence.telling(tables.audit).filter(article=chosen)).height:
            with st.container(border=True, key="sums_card"):
                head(words("articles.audit"))
                st.markdown("\n".join(f"- {evidence.verdict(row, words)}" for row in checks.iter_rows(named=True)))
    read_dialog.dialog(own, tables, words)


def _choose(tables: Tables, own: Own, choices: Choices, state: State, words: Words) -> str | None:
    """The article shown: that of the chosen claim, else the one chosen from those within the filters."""
    names = list(own.readings)
    if state.provinces or state.year != ALL or state.region:
        told = set(view.within(tables.claims, state)["article"])
        names = [name for name in names if name in told]
    if not names:
        st.info(words("articles.none"))
        return None
    if len(names) > LISTED:
        sought = st.text_input(words("read.search"), key="own_search").casefold()
        names = [name for name in names if sought in f"{own.readings[name].article.title or ''} {name}".casefold()]
        st.caption(words("read.found", n=words.number(len(names)), most=words.number(LISTED)))
    held = choices.claims.get(state.claim) or st.session_state.get("own_article")
    listed = names[:LISTED]
    if held in own.readings and held not in listed:
        listed = [held, *listed]
    if not listed:
        return None
    chosen = held if held in listed else listed[0]
    if len(own.readings) > 1:
        filters.widget(st.selectbox, "f_own", chosen, _pick, words("articles.pick"), listed,
                       format_func=lambda name: article_view.title(tables.texts[name], words))  # fmt: skip
    return chosen


def _pick(name: str) -> None:
    st.session_state.own_article = name
    filters.change(claim="")


def _actions(claim: str, article: str, words: Words) -> None:
    """What can be decided on the chosen claim."""
    with st.container(horizontal=True, key="own_decide"):
        for action in ("amend", "reject"):
            st.button(words("read." + action), key=f"own_{action}", on_click=read_dialog.ask,
                      args=(action, article, claim))  # fmt: skip


def _corrected(article: str, own: Own, words: Words) -> None:
    """What was decided here, each with the way back."""
    entries = [entry for entry in own.corrections if entry.article == article]
    head(words("articles.corrected", n=words.number(len(entries))))
    for number, entry in enumerate(entries):
        with st.container(horizontal=True, vertical_alignment="center", key=f"own_entry_{number}"):
            about = entry.claim if entry.action == "add" else entry.expect
            what = words.caption(words.region(str(about["region"])), words.label("measure", str(about["measure"])))
            st.markdown(f"**{words('articles.' + entry.action)}** {plain(what)}: {plain(entry.reason)}")
            st.button(words("read.undo"), type="tertiary", key=f"own_undo_{number}", on_click=own.undo, args=(entry,))


def _take(published: Tables, own: Own, words: Words) -> None:
    """Take the figures away, and an article with its corrections as a proposal."""
    tables = own.tables()
    rows = view.all_claims(tables)
    head(words("read.take"), words("read.take_about", n=words.number(rows.height)))
    take(rows, tables, words, words("read.title"), "paritrana-own", ours=False)
    article = st.session_state.get("own_article")
    article = article if article in own.readings else next(iter(own.readings))
    with st.expander(words("read.propose")):
        st.markdown(words("read.propose_about"))
        with st.container(horizontal=True):
            st.download_button(words("read.seed"), lambda: own.seed(article), f"{article.replace('/', '-')}.md",
                               "text/markdown", on_click="ignore", key="own_seed")  # fmt: skip
            st.download_button(words("read.entries"), lambda: own.proposal(article), "corrections.toml",
                               "application/toml", on_click="ignore", key="own_entries",
                               disabled=not own.proposal(article))  # fmt: skip


