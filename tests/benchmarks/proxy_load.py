"""The hosting of deploy/ under load: visitors filter through the proxy while a replica is killed, then both restarted.

    .venv/bin/python tests/benchmarks/proxy_load.py [VISITORS] [SECONDS]        50 and 120 where none are named

Prints how long a filter change took, how many visitors had to come again (their replica went), and what new visitors
saw meanwhile. Exit status 1 where anybody saw an error. Needs nginx.
"""

import asyncio
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path
from signal import SIGKILL

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parents[1])]

import visitor  # noqa: E402
from hosting import FORGIVEN, NGINX, NO_NGINX, Hosting, NewVisitors  # noqa: E402


def with_cookie(connect):
    """As a browser: each visitor with a cookie of the proxy's kind, so that they spread."""
    return lambda *where, **how: connect(*where, additional_headers={"Cookie": f"paritrana={uuid.uuid4().hex}"}, **how)


def trouble(site: Hosting, seconds: float) -> None:
    """At a third of the time a replica is killed and started again; at two thirds both are restarted in turn."""
    time.sleep(seconds / 3)
    print(f"sessions: {[site.sessions(number) for number in (0, 1)]}; one replica is killed", flush=True)
    site.stop(0, SIGKILL)
    time.sleep(seconds / 6)
    site.launch(0)
    site.wait(0)
    time.sleep(seconds / 6)
    for number in (0, 1):
        print(f"replica {number} is restarted", flush=True)
        site.stop(number)
        site.launch(number)
        site.wait(number)
        time.sleep(FORGIVEN)


def main(visitors: int = 50, seconds: int = 120) -> int:
    if not NGINX:
        sys.exit(NO_NGINX)
    visitor.connect = with_cookie(visitor.connect)
    with tempfile.TemporaryDirectory() as folder, Hosting(Path(folder)) as site, NewVisitors(site, 0.1) as seen:
        beside = threading.Thread(target=trouble, args=(site, seconds))
        beside.start()
        taken, errors = asyncio.run(visitor.crowd(int(site.url.rsplit(":", 1)[1]), visitors, seconds))
        beside.join()
    taken.sort()
    p50, p95 = (taken[int(len(taken) * part)] if taken else float("nan") for part in (0.5, 0.95))
    print(f"{len(taken)} filter changes of {visitors} visitors: p50 {p50:.2f} s, p95 {p95:.2f} s")
    cut = [error for error in errors if "Connection" in error]
    print(f"{len(cut)} visitors had to come again, as their replica went")
    wrong = [error for error in errors if error not in cut] + seen.bad
    print(f"new visitors: {seen.good} answers; {len(wrong)} errors of any kind {wrong[:5]}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
