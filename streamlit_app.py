"""The front door: page set-up, language, filters and navigation. `streamlit run streamlit_app.py`, or `make app`."""

import streamlit as st

from paritrana import problems
from paritrana.app import (
    compare_page,
    data,
    data_page,
    downloads,
    evidence_page,
    filters,
    map_page,
    method_page,
    nav,
    promises_page,
    read_page,
    region_page,
    theme,
)  # fmt: skip
from paritrana.app.markup import plain
from paritrana.app.state import Choices
from paritrana.app.turns import turns
from paritrana.errors import ParitranaError
from paritrana.log import to_stderr
from paritrana.paths import ROOT
from paritrana.tables.frames import Tables
from paritrana.words import Words, load_words

st.set_page_config(page_title="Paritrana", page_icon=str(ROOT / "static" / "icon.png"), layout="wide")
theme.style()
to_stderr()
# path -> the page, and the filters it answers to
PAGES = {
    "": (map_page, ("province", "year", "measure", "group", "region")),
    "banding": (compare_page, ("measure", "group")),
    "wilayah": (region_page, ("region",)),
    "janji": (promises_page, ("province", "region")),
    "bukti": (evidence_page, ("province", "year", "region")),
    "baca": (read_page, ("province", "year", "measure", "group", "region")),
    "data": (data_page, ("province", "year", "measure", "group", "region")),
    "metode": (method_page, ()),
}


def main() -> None:
    """Load the tables, and draw the page when it is this visitor's turn."""
    st.logo(f"/app/static/logo-{theme.name()}.svg", size="large")
    try:
        loaded = data.load(filters.asked_day())
    except ParitranaError as error:
        words = load_words(filters.asked_lang())
        st.warning(f"{words('problem.data')}\n\n{plain(problems.told(error, words))}")
        return
    with turns.one():
        draw(*loaded)


def draw(tables: Tables, choices: Choices, held: str) -> None:
    """Restore what the URL asks for, run the page and draw the filters above it, write the URL."""
    if filters.asked_page() == "baca":
        choices = read_page.choices(choices)
    st.session_state.choices = choices
    if not choices.as_of:
        downloads.publish_beside(tables)
    words = filters.restore(choices)

    def of(path: str) -> st.Page:
        return st.Page(lambda: PAGES[path][0].page(tables, choices, filters.current(), words),
                       title=words("app." + (path or "peta")), url_path=path or "peta", default=not path)  # fmt: skip

    st.session_state.pages = {path: of(path) for path in nav.PAGES}
    page = st.navigation(list(st.session_state.pages.values()), position="top")
    path = next(path for path, one in st.session_state.pages.items() if one == page)
    door = st.container()
    try:
        page.run()  # first, so that what visitors look at reaches them first
    finally:  # whatever becomes of the page, the filters that lead away from it are there
        with door:
            _above(path, tables, choices, held, words)
    filters.remember(filters.current(), choices)
    nav.bridge(words)
    st.container(key="footer").caption(
        words("footer.line", as_of=words.date(tables.as_of), version=tables.fingerprint[: data_page.SHORT])
    )


def _above(path: str, tables: Tables, choices: Choices, held: str, words: Words) -> None:
    """What stands above a page: language, the filters it answers to, what must be said of the data."""
    empty = path == "baca" and not read_page.visit().readings  # nothing yet that filters could narrow
    filters.front_door(() if empty else PAGES[path][1], choices, words)
    filters.notes(tables, held, words)
    if tables.problems:
        with st.expander(words("problem.seeds", n=words.number(len(tables.problems)))):
            st.code(problems.lines(tables.problems, words), language=None, wrap_lines=True)


main()
