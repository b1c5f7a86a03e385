"""The front door: page set-up, language, filters and navigation. `streamlit run streamlit_app.py`, or `make app`."""

import streamlit as st

from paritrana.app import articles_page, data, data_page, filters, front_page, theme
from paritrana.errors import ParitranaError
from paritrana.paths import ROOT
from paritrana.words import load_words

st.set_page_config(page_title="Paritrana", page_icon=str(ROOT / "static" / "icon.png"), layout="wide")
theme.style()


def main() -> None:
    """Load, restore what the URL asks for, draw the filters, run the page, write the URL."""
    st.logo(f"/app/static/logo-{theme.name()}.svg", size="large")
    try:
        tables, choices = data.load(filters.asked_day())
    except ParitranaError as error:
        words = load_words("id")
        st.warning(f"{words('problem.data')}\n\n`{error}`")
        return
    words = filters.restore(choices)
    pages = {
        "map": st.Page(lambda: front_page.page(tables, choices, filters.current(choices), words),
                       title=words("app.map"), url_path="peta", default=True),
        "articles": st.Page(lambda: articles_page.page(tables, filters.current(choices), words),
                            title=words("app.articles"), url_path="bukti"),
        "data": st.Page(lambda: data_page.page(tables, words), title=words("app.data"), url_path="data"),
    }  # fmt: skip
    st.session_state.pages = pages
    page = st.navigation(list(pages.values()), position="top")
    filters.front_door(choices, words)
    filters.notes(tables, words)
    if tables.problems:
        with st.expander(words("problem.seeds", n=words.number(len(tables.problems)))):
            st.code("\n".join(tables.problems), language=None, wrap_lines=True)
    page.run()
    filters.remember(filters.current(choices), choices)
    st.container(key="footer").caption(
        words("footer.line", as_of=words.date(tables.as_of), version=tables.fingerprint[: data_page.SHORT])
    )


main()
