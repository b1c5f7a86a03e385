"""Runs take turns; one that hangs or fails holds nobody up for good."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from paritrana.app.turns import Turns


def test_no_two_are_within_at_once():
    turns, within, most = Turns(long=60), [], []

    def run(_: int) -> None:
        with turns.one():
            within.append(1)
            most.append(len(within))
            within.pop()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(run, range(200)))
    assert max(most) == 1 and len(most) == 200


def test_a_run_that_fails_ends_its_turn():
    turns = Turns(long=60)
    with pytest.raises(RuntimeError), turns.one():
        raise RuntimeError
    with turns.one():
        pass


def test_nobody_waits_for_a_run_that_hangs():
    turns, go, in_it = Turns(long=0.05), threading.Event(), threading.Event()

    def hang() -> None:
        with turns.one():
            in_it.set()
            go.wait(60)

    with ThreadPoolExecutor(1) as pool:
        hung = pool.submit(hang)
        in_it.wait(60)
        for _ in range(3):
            with turns.one():
                assert not hung.done()
        go.set()


def test_turns_go_by_order_of_coming():
    turns, order = Turns(long=5), []

    def run(n: int) -> None:
        with turns.one():
            order.append(n)

    with ThreadPoolExecutor(12) as pool, turns.one():
        for n in range(12):
            pool.submit(run, n)
            while len(turns._queue) < n + 2:
                time.sleep(0.001)
    assert order == list(range(12))
