"""Tests keep readings and tables in a folder of their own, so that no earlier run answers for the code of today."""

import os
import shutil
import sys
import tempfile

import pytest

_MAIN = sys.modules["__main__"]
_FOLDER = tempfile.mkdtemp(prefix="paritrana-cache-")
os.environ["PARITRANA_CACHE"] = _FOLDER


def pytest_unconfigure():
    shutil.rmtree(_FOLDER, ignore_errors=True)


@pytest.fixture(autouse=True)
def main_module():
    """Streamlit puts the app in the place of `__main__`, and a process started later would run it."""
    sys.modules["__main__"] = _MAIN
    yield
    sys.modules["__main__"] = _MAIN
