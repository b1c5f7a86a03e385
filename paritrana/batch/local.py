"""All cores of this machine: batches out to worker processes, results back in the order of the batches.

A batch is cut by what is in it, never by how many workers there are, so the result is the same for any number.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait

from ..articles.formats import Raw
from ..errors import SeedError
from .work import Done, work

Batch = list[Raw | SeedError]
Result = list[Done | SeedError]
SIZE, BYTES = 64, 1 << 18  # articles, and bytes of files, after which a batch is full
AHEAD = 4  # batches a worker may be ahead of the first that is not done


def cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def batches(items: Iterable[Raw | SeedError]) -> Iterator[Batch]:
    """Items in batches, each full when it holds SIZE items or BYTES bytes."""
    batch, size = [], 0
    for item in items:
        batch.append(item)
        size += _size(item)
        if len(batch) == SIZE or size >= BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def read(items: Iterable[Raw | SeedError], workers: int) -> Iterator[tuple[Batch, Result]]:
    """Each batch with what was read in it, in order; a single one here, since workers take a second to start."""
    made = batches(items)
    head = list(itertools.islice(made, 2))
    made = itertools.chain(head, made)
    if workers == 1 or len(head) < 2:
        return ((batch, work(batch)) for batch in made)
    return _pooled(made, workers)


def _size(item: Raw | SeedError) -> int:
    if isinstance(item, SeedError):
        return 0
    return len(item.content if isinstance(item.content, bytes) else item.content.get("text") or "")


@dataclass
class _Job:
    batch: Batch
    result: Result | None = None
    died: bool = False  # a worker did, with this before it


class _Worker:
    """A process with a pipe of its own: what dies with it is what it was given, and nobody else waits for it."""

    def __init__(self):
        ways = multiprocessing.get_all_start_methods()
        # a fork of this process would copy locks that threads of Polars hold
        context = multiprocessing.get_context("forkserver" if "forkserver" in ways else "spawn")
        context.set_forkserver_preload(["paritrana.batch.work"])  # the reader, loaded once for all of them
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, work), daemon=True)
        self.process.start()
        theirs.close()
        self.job: _Job | None = None

    def stop(self) -> None:
        self.pipe.close()
        if self.job:
            self.process.terminate()


def _pooled(made: Iterator[Batch], count: int) -> Iterator[tuple[Batch, Result]]:
    workers: list[_Worker] = []
    waiting: deque[_Job] = deque()  # in order, the first not yet handed back
    again: deque[_Job] = deque()
    try:
        while True:
            idle = [worker for worker in workers if not worker.job]
            while idle or len(workers) < count:
                job = again.popleft() if again else _next(made, waiting, AHEAD * count)
                if not job:
                    break
                if not idle:
                    workers.append(_Worker())
                worker = idle.pop() if idle else workers[-1]
                worker.job = job
                with suppress(OSError):  # it died idle: seen below
                    worker.pipe.send(job.batch)
            if not waiting:  # though there was room for more: that was all
                return
            if waiting[0].result is not None:
                job = waiting.popleft()
                yield job.batch, job.result
                continue
            busy = {worker.pipe: worker for worker in workers if worker.job}
            for pipe in wait(list(busy)):
                worker = busy[pipe]
                job, worker.job = worker.job, None
                try:
                    job.result = pipe.recv()
                except (EOFError, OSError):
                    workers.remove(worker)
                    worker.stop()
                    if job.died:
                        job.result = _one_by_one(job.batch)
                    else:
                        job.died = True
                        again.append(job)
    finally:
        for worker in workers:
            worker.stop()


def _next(made: Iterator[Batch], waiting: deque[_Job], most: int) -> _Job | None:
    batch = next(made, None) if len(waiting) < most else None
    if batch is None:
        return None
    waiting.append(_Job(batch))
    return waiting[-1]


def _one_by_one(batch: Batch) -> Result:
    """A batch that two workers died of, each article by itself: the one that kills its worker is named."""
    result: Result = []
    worker = _Worker()
    for item in batch:
        try:
            worker.pipe.send([item])
            result += worker.pipe.recv()
        except (EOFError, OSError):
            result.append(SeedError("a worker died reading it", item.where, "look at it alone: paritrana explain"))
            worker.stop()
            worker = _Worker()
    worker.stop()
    return result


def _serve(pipe: Connection, work: Callable[[Batch], Result]) -> None:
    """What a worker does until its parent, or the pipe to it, is gone. Ctrl-C is left to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError):
        while True:
            pipe.send(work(pipe.recv()))
