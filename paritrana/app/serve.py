"""`paritrana app`: the explorer, served by a process that has drawn its front page before it answers anyone.

`streamlit run streamlit_app.py` serves the same pages; its first visitor waits for imports, tables and figures.
"""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from .. import paths
from ..errors import DataError
from ..words import LANGUAGES

SCRIPT = "streamlit_app.py"
THEMES = ("light", "dark")
BARE = "streamlit.runtime.scriptrunner_utils.script_run_context"
PATIENCE = 300  # seconds for one page


def serve(port: int, host: str | None = None, seeds: Path | None = None) -> None:
    """Build, warm, then serve on `port` (of `host`: all addresses where None) until a signal ends it.

    Raises ParitranaError where no page can be drawn: a server that could only show errors does not start.
    """
    if seeds:
        paths.SEEDS = seeds.absolute()  # before any of the modules that read it
        os.environ["PARITRANA_SEEDS"] = str(paths.SEEDS)  # for processes of ours
    from streamlit import config
    from streamlit.web import bootstrap

    script, options = str(paths.ROOT / SCRIPT), flags(port, host)
    config._main_script_path = script  # as Streamlit's own command does: .streamlit/ beside the script is read
    bootstrap.load_config_options(options)
    warm()
    bootstrap.run(script, False, [], options)


def flags(port: int, host: str | None) -> dict[str, object]:
    """What is set here and not in .streamlit/config.toml, as Streamlit's command would be given it.

    No watch is kept over the source files: it costs 0.1 s of every new visitor, and a release does not change.
    """
    return {"server_port": port, "server_address": host, "server_headless": True, "server_fileWatcherType": "none"}


def warm() -> None:
    """Build the tables and their files, draw the front page in all themes and languages, fit the outlines.

    Raises ParitranaError.
    """
    from . import data, downloads, outlines

    tables = data.load().tables
    for _ in pages():
        pass
    outlines.outlines(local=True)
    downloads.publish(tables)
    gc.collect()
    gc.freeze()  # all this stays: the collector need not look at it again


def pages() -> Iterator[object]:
    """The front page as drawn for each theme and language. Raises DataError for one that ends in an exception."""
    from streamlit.testing.v1 import AppTest

    logging.getLogger(BARE).setLevel(logging.ERROR)  # it would warn of every page that no visitor asked for
    for theme, lang in product(THEMES, LANGUAGES):
        page = AppTest.from_file(str(paths.ROOT / SCRIPT), default_timeout=PATIENCE)
        page.context = {"theme": theme, "url": "http://localhost/"}
        page.query_params["lang"] = lang
        page.run()
        if page.exception:
            raise DataError("the front page cannot be drawn", SCRIPT, "mend what the log above says")
        yield page
