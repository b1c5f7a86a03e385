"""Tests keep readings and tables in a folder of their own, so that no earlier run answers for the code of today."""

import os
import shutil
import tempfile

_FOLDER = tempfile.mkdtemp(prefix="paritrana-cache-")
os.environ["PARITRANA_CACHE"] = _FOLDER


def pytest_unconfigure():
    shutil.rmtree(_FOLDER, ignore_errors=True)
