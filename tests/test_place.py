"""A build is in place as a whole or not at all: stopped at any step, twice at once, on any file system."""

import os
import signal
import subprocess
import sys
import time

import pytest

from paritrana.errors import OutputError
from paritrana.export import place
from paritrana.export.place import put

OLD = {f"{n}.csv": b"old" for n in range(4)}
NEW = {f"{n}.csv": b"new" * 5000 for n in range(4)}
STOP = """
import os, signal, sys
from pathlib import Path
from paritrana.export import place
steps = 0
def step(*_):
    global steps
    steps += 1
    if steps == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
def stepped(function):
    def run(*args, **kwargs):
        step()
        result = function(*args, **kwargs)
        step()
        return result
    return run
for owner, name in ((Path, "mkdir"), (Path, "write_bytes"), (Path, "rename"), (place, "_exchange"),
                    (place.fcntl, "flock"), (place.os, "rmdir"), (place.os, "unlink")):
    setattr(owner, name, stepped(getattr(owner, name)))
if sys.argv[3] == "two-steps":
    place._exchange = lambda *_: False
place.put({f"{n}.csv": b"new" * 5000 for n in range(4)}, sys.argv[1])
print(steps)
"""


def held(folder) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def stopped(folder, at: int, how: str = "exchange") -> subprocess.CompletedProcess:
    command = [sys.executable, "-c", STOP, str(folder), str(at), how]
    return subprocess.run(command, capture_output=True, text=True)


def test_stopped_at_any_step_the_last_or_the_new_one_is_there(tmp_path):
    out = tmp_path / "out"
    put(OLD, out)
    steps = int(stopped(out, 0).stdout)
    assert steps > 15 and held(out) == NEW
    seen = set()
    for at in range(1, steps + 1):
        put(OLD, out)
        assert [path.name for path in tmp_path.iterdir()] == ["out"]  # what the last one left is gone
        assert stopped(out, at).returncode == -signal.SIGKILL
        assert held(out) in (OLD, NEW)
        seen.add(held(out) == NEW)
    assert seen == {True, False}


def test_stopped_where_the_system_cannot_exchange_the_next_build_has_it_back(tmp_path):
    out = tmp_path / "out"
    put(OLD, out)
    steps = int(stopped(out, 0, "two-steps").stdout)
    for at in range(1, steps + 1, 3):
        put(OLD, out)
        stopped(out, at, "two-steps")
        with pytest.raises(OutputError):
            put({"other.csv": b""}, out)  # refuses to write, and has tidied
        assert held(out) in (OLD, NEW)


def test_the_first_build_stopped_leaves_nothing_half_done(tmp_path):
    for at in range(1, 24, 2):
        stopped(tmp_path / "out", at)
        assert not (tmp_path / "out").exists() or held(tmp_path / "out") == NEW
        put(OLD, tmp_path / "out")
        assert [path.name for path in tmp_path.iterdir()] == ["out"]
        place.shutil.rmtree(tmp_path / "out")


def test_several_at_once_end_with_one_whole(tmp_path):
    code = (
        "import sys; from paritrana.export.place import put\n"
        "for turn in range(30): put({f'{n}.csv': sys.argv[2].encode() * 9000 for n in range(4)}, sys.argv[1])"
    )
    several = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "out"), name]) for name in "abcd"]
    assert [process.wait() for process in several] == [0] * 4
    contents = set(held(tmp_path / "out").values())
    assert len(held(tmp_path / "out")) == 4 and len(contents) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_link_to_a_folder_stays_a_link(tmp_path):
    put(OLD, tmp_path / "real")
    (tmp_path / "out").symlink_to("real")
    put(NEW, tmp_path / "out")
    assert (tmp_path / "out").is_symlink() and held(tmp_path / "real") == NEW


@pytest.mark.parametrize("after", [0.05, 0.3, 0.45, 0.55, 0.65])
def test_the_command_killed_leaves_the_last_good_one(tmp_path, after):
    out = tmp_path / "out"
    command = [sys.executable, "-m", "paritrana", "build", "--out", str(out)]
    day = [*command, "--as-of", "2023-12-31"]
    wholes = []
    for build in (command, day):
        subprocess.run(build, check=True, capture_output=True)
        wholes.append(held(out))
    assert wholes[0] != wholes[1]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    time.sleep(after)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert held(out) in wholes
