"""How much a stranger's file may unpack to, enforced while it unpacks."""

from __future__ import annotations

import io
import struct
import zlib
from typing import BinaryIO, NamedTuple
from zipfile import BadZipFile

from ..errors import SeedError

MIB = 1 << 20
MAX_ARTICLE = 16 * MIB  # bytes of one article, page or line
MAX_RATIO, RATIO_FREE = 200, 256 * MIB  # news text packs to a third or a tenth; a bomb to a thousandth
BOMB = f"unpacks to more than {MAX_RATIO} times its size"
PIECE = 1 << 15  # bytes unpacked at once


class Visit(NamedTuple):
    """What one visitor may bring to the app: all of it is held in memory for as long as the visit lasts."""

    file: int = 32 * MIB  # bytes of one file as uploaded (.streamlit/config.toml: maxUploadSize)
    files: int = 200  # at once, and their bytes together
    together: int = 64 * MIB
    unpacked: int = 128 * MIB  # bytes that one packed file may unpack to
    articles: int = 5_000
    letters: int = 200_000  # of one article
    total: int = 30_000_000  # letters of all articles


VISIT = Visit()
# what readers of packed files raise on damage
DAMAGE = (OSError, EOFError, ValueError, struct.error, zlib.error, BadZipFile, NotImplementedError, RuntimeError)


class Meter:
    """Bytes read so far, for a progress bar; `total`: how many there are, where that is known."""

    def __init__(self, total: int = 0):
        self.done, self.total = 0, total


class Budget:
    """What one packed file may unpack to: `most` bytes, else in proportion to what is packed.

    `check()` raises SeedError once it is spent.
    """

    def __init__(self, packed: int, name: str, most: int | None = None):
        self.left = RATIO_FREE + MAX_RATIO * packed if most is None else most
        self.name, self._most = name, most

    def check(self) -> None:
        if self.left < 0:
            what = f"unpacks to more than {self._most // MIB} MiB" if self._most else BOMB
            raise SeedError(what, self.name, "unpack it yourself if you trust it; what stands before is read")


class Counted(io.RawIOBase):
    """A stream that tells a Meter, and spends a Budget, as it is read."""

    def __init__(self, stream: BinaryIO, meter: Meter | None = None, budget: Budget | None = None):
        self._stream, self._meter, self._budget = stream, meter, budget
        self._read = getattr(stream, "read1", stream.read)  # read() loses what stands before a damage

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        if self._budget:
            self._budget.check()  # before the next piece: the last one is delivered
        got = self._read(min(len(buffer), PIECE))
        buffer[: len(got)] = got
        if self._meter:
            self._meter.done += len(got)
        if self._budget:
            self._budget.left -= len(got)
        return len(got)

    def seekable(self) -> bool:
        return self._budget is None and self._stream.seekable()

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()


def too_long(where: str) -> SeedError:
    what = f"longer than {MAX_ARTICLE // MIB} MiB, no article"
    return SeedError(what, where, "split it, or remove it")


def damaged(error: Exception, where: str) -> SeedError:
    if isinstance(error, RuntimeError) and "password" in str(error):
        return SeedError("locked with a password", where, "unpack it first")
    if isinstance(error, OSError) and error.strerror:
        return SeedError(f"cannot be opened ({error.strerror})", where, "check its permissions")
    what = "cut short" if isinstance(error, EOFError) else f"damaged ({type(error).__name__})"
    return SeedError(what, where, "fetch or pack it anew; what stands before is read")
