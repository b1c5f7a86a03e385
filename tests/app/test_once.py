"""What was made once is found again for the same things, and forgotten when others are asked for more."""

import gc
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor

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


def test_many_who_ask_at_once_wait_for_the_one_that_makes_it():
    asked, begun, go = [], threading.Event(), threading.Event()

    @once.once
    def make(n: int) -> object:
        asked.append(n)
        begun.set()
        go.wait(10)
        return object()

    with ThreadPoolExecutor(8) as pool:
        made = [pool.submit(make, 1) for _ in range(8)]
        begun.wait(10)
        go.set()
        assert len({id(one.result()) for one in made}) == 1 and asked == [1]


def test_what_was_made_of_a_thing_goes_with_it():
    class Own:
        pass

    rows = once.once(lambda own: Own())
    words = once.once(lambda rows: Own())
    same = once.once(lambda own: own)
    own = Own()
    left = weakref.ref(rows(same(own))), weakref.ref(words(rows(own))), weakref.ref(own)
    assert all(ref() for ref in left)
    del own
    gc.collect()
    assert not any(ref() for ref in left)
