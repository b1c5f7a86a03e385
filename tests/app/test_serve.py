"""`paritrana app`, and what it is for: no visitor waits for work that another visitor, or nobody, could have done."""

import subprocess
import sys

import plotly.graph_objects as go
import polars as pl
import pytest
import streamlit as st
from streamlit.web import bootstrap

from paritrana.__main__ import main
from paritrana.app import data, downloads, evidence, serve
from paritrana.errors import DataError
from paritrana.paths import ROOT

HEAVY = {"pandas", "geopandas", "plotly.express", "trafilatura", "xlsxwriter", "matplotlib"}


@pytest.fixture
def counted(monkeypatch):
    """Counts the figures that are made and the frames that are worked out."""
    made = {"figures": 0, "frames": 0}

    def counting(kind, real):
        def call(*args, **named):
            made[kind] += 1
            return real(*args, **named)

        return call

    monkeypatch.setattr(go.Figure, "__init__", counting("figures", go.Figure.__init__))
    monkeypatch.setattr(pl.LazyFrame, "_collect_eager", counting("frames", pl.LazyFrame._collect_eager))
    return made


@pytest.fixture
def shown(monkeypatch):
    """The figures given to Streamlit, in order."""
    figures, real = [], st.plotly_chart
    monkeypatch.setattr(st, "plotly_chart", lambda figure, **named: figures.append(figure) or real(figure, **named))
    return figures


def test_a_rerun_of_an_unchanged_state_builds_nothing(app, counted):
    page = app(year="2023", province="73")
    counted.update(figures=0, frames=0)
    page.run()
    assert counted == {"figures": 0, "frames": 0}


def test_two_sessions_share_one_figure(app, shown):
    app(year="2022")
    first = list(shown)
    app(year="2022")
    assert first and all(one is other for one, other in zip(first, shown[len(first) :], strict=True))


def test_the_server_starts_when_the_front_page_has_been_drawn_in_all_themes_and_languages(monkeypatch, app, counted):
    seen = []

    def run(script, hello, args, options):
        counted.update(figures=0)
        for lang in ("id", "en"):
            for palette in ("light", "dark"):
                monkeypatch.setattr("paritrana.app.theme.name", lambda palette=palette: palette)
                app(lang=lang)
        seen.append((script, options, counted["figures"]))

    data._load.clear()
    evidence.figures.clear()
    monkeypatch.setattr(bootstrap, "run", run)
    monkeypatch.setattr(bootstrap, "load_config_options", lambda options: None)
    monkeypatch.setattr(serve.gc, "freeze", lambda: None)
    assert main(["app", "--port", "8123"]) == 0
    ((script, options, figures),) = seen
    assert script == str(ROOT / "streamlit_app.py") and options["server_port"] == 8123 and figures == 0


def test_a_server_that_could_draw_no_page_does_not_start(monkeypatch, capsys, app):
    def broken(*_):
        raise DataError("cannot be read", "geo/regions.csv", "restore it")

    monkeypatch.setattr(bootstrap, "run", lambda *_: pytest.fail("served"))
    monkeypatch.setattr(bootstrap, "load_config_options", lambda options: None)
    monkeypatch.setattr("paritrana.app.data.load", broken)
    assert main(["app"]) == 2 and capsys.readouterr().err == "paritrana: geo/regions.csv: cannot be read; restore it\n"
    monkeypatch.undo()
    monkeypatch.setattr(downloads, "publish", lambda *given, **named: None)
    monkeypatch.setattr("paritrana.app.map_page.page", lambda *given: 1 / 0)
    with pytest.raises(DataError, match="cannot be drawn"):
        list(serve.pages())


def test_the_start_imports_nothing_that_the_front_page_does_not_show():
    code = f"import sys; from paritrana.app import serve; next(serve.pages()); print(*{HEAVY} & sys.modules.keys())"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""
