"""What was made once is found again for the same things, and forgotten when others are asked for more."""

import polars as pl
import pytest

from paritrana.app import once
from paritrana.app.state import State


def test_the_same_objects_and_equal_states_find_what_was_made():
    asked = []

    @once.once
    def make(frame: pl.DataFrame, state: State, *, n: int = 0) -> object:
        asked.append((state.year, n))
        return object()

    frame, other = pl.DataFrame({"a": [1]}), pl.DataFrame({"a": [1]})
    first = make(frame, State(year="2023"))
    assert make(frame, State(year="2023")) is first
    assert make(frame, State(year="2022")) is not first and make(frame, State(year="2023"), n=1) is not first
    assert make(other, State(year="2023")) is not first
    assert asked == [("2023", 0), ("2022", 0), ("2023", 1), ("2023", 0)]


def test_an_error_is_not_kept_and_the_longest_unused_goes(monkeypatch):
    monkeypatch.setattr(once, "MOST", 2)
    asked = []

    @once.once
    def make(n: int) -> int:
        asked.append(n)
        return 1 // n

    for n in (0, 0):
        with pytest.raises(ZeroDivisionError):
            make(n)
    for n in (1, 2, 1, 3, 1, 2):
        make(n)
    assert asked == [0, 0, 1, 2, 3, 2]
