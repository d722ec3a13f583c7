"""A disk that forgets: a FUSE file system that keeps what was synced, and of the rest what it likes.

The files live in memory. Each has the bytes that are safe and the writes that are not; each name that was made, taken
or changed is safe once its folder was synced. Who makes a folder in it cuts the current: of what is not safe a part
drawn by lot reaches the disk, writes torn where they please, and what is left is put into a folder to be looked at.
"""

from __future__ import annotations

import errno
import os
import random
import stat
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import mfusepy as fuse

_SECTOR = 512


@dataclass(slots=True)
class File:
    """One file: its bytes as a program sees them, those that are safe, and what was done since."""

    mode: int
    now: bytearray = field(default_factory=bytearray)
    safe: bytearray = field(default_factory=bytearray)
    #: Writes as (place, bytes), cuts as (size, None).
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)

    def write(self, data: bytes, place: int) -> None:
        _write(self.now, data, place)
        self.pending.append((place, bytes(data)))

    def cut(self, size: int) -> None:
        _cut(self.now, size)
        self.pending.append((size, None))

    def sync(self) -> None:
        self.safe = bytearray(self.now)
        self.pending.clear()

    def after_cut(self, chance: random.Random) -> bytes:
        """Return what the disk has when the current is cut now."""
        kept = bytearray(self.safe)
        everything = chance.random() < 0.2
        for place, data in self.pending:
            if not everything and chance.random() < 0.5:
                continue
            if data is None:
                _cut(kept, place)
                continue
            sectors = max(1, len(data) // _SECTOR)
            whole = (
                data if everything or chance.random() < 0.7 else data[: chance.randint(0, sectors) * _SECTOR]
            )
            _write(kept, whole, place)
        return bytes(kept)


def _write(data: bytearray, more: bytes, place: int) -> None:
    if len(data) < place:
        data.extend(bytes(place - len(data)))
    data[place : place + len(more)] = more


def _cut(data: bytearray, size: int) -> None:
    del data[size:]
    data.extend(bytes(size - len(data)))


class Disk(fuse.Operations):
    """One flat folder of files."""

    use_ns = True

    def __init__(self, start: Path, left: Path, seed: int) -> None:
        self._files = {
            f"/{path.name}": File(0o600, bytearray(path.read_bytes()), bytearray(path.read_bytes()))
            for path in start.iterdir()
        }
        self._safe_names = dict(self._files)
        self._left, self._chance = left, random.Random(seed)

    def mkdir(self, path: str, mode: int) -> None:
        """Cut the current: write what the disk has into the folder for it, and end at once."""
        names = dict(self._safe_names)
        for name in {*self._files, *names}:
            # What was done to names and never synced has reached the disk, or has not.
            if self._files.get(name) is not names.get(name) and self._chance.random() < 0.5:
                if name in self._files:
                    names[name] = self._files[name]
                else:
                    del names[name]
        for name, file in names.items():
            (self._left / name[1:]).write_bytes(file.after_cut(self._chance))
        (self._left / ".done").touch()
        os._exit(0)

    def _file(self, path: str) -> File:
        if path not in self._files:
            raise fuse.FuseOSError(errno.ENOENT)
        return self._files[path]

    def getattr(self, path: str, fh: int | None = None) -> dict[str, int]:
        own = {"st_uid": os.getuid(), "st_gid": os.getgid()}
        moments = dict.fromkeys(("st_atime", "st_mtime", "st_ctime"), time.time_ns())
        if path == "/":
            return {**own, **moments, "st_mode": stat.S_IFDIR | 0o700, "st_nlink": 2}
        file = self._file(path)
        return {
            **own,
            **moments,
            "st_mode": stat.S_IFREG | file.mode,
            "st_nlink": 1,
            "st_size": len(file.now),
        }

    def readdir(self, path: str, fh: int) -> list[str]:
        return [".", "..", *(name[1:] for name in self._files)]

    def create(self, path: str, mode: int, fi: object = None) -> int:
        self._files[path] = File(mode & 0o777)
        return 0

    def open(self, path: str, flags: int) -> int:
        self._file(path)
        return 0

    def read(self, path: str, size: int, offset: int, fh: int) -> bytes:
        return bytes(self._file(path).now[offset : offset + size])

    def write(self, path: str, data: bytes, offset: int, fh: int) -> int:
        self._file(path).write(data, offset)
        return len(data)

    def truncate(self, path: str, length: int, fh: int | None = None) -> None:
        self._file(path).cut(length)

    def unlink(self, path: str) -> None:
        self._file(path)
        del self._files[path]

    def rename(self, old: str, new: str, flags: int = 0) -> None:
        self._files[new] = self._file(old)
        del self._files[old]

    def chmod(self, path: str, mode: int) -> None:
        self._file(path).mode = mode & 0o777

    def fsync(self, path: str, datasync: int, fh: int) -> None:
        self._file(path).sync()

    def fsyncdir(self, path: str, datasync: int, fh: int) -> None:
        self._safe_names = dict(self._files)

    def flush(self, path: str, fh: int) -> None:
        """Closing a file makes nothing safe."""

    def utimens(self, path: str, times: object = None) -> None:
        """Times are not kept."""

    def statfs(self, path: str) -> dict[str, int]:
        return {
            "f_bsize": 4096,
            "f_frsize": 4096,
            "f_blocks": 1 << 20,
            "f_bfree": 1 << 20,
            "f_bavail": 1 << 20,
        }


def main(start: str, place: str, left: str, seed: str) -> None:
    """Serve the files of `start` at `place` until the current is cut; what is left lies in `left` then."""
    fuse.FUSE(
        Disk(Path(start), Path(left), int(seed)), place, foreground=True, nothreads=True, direct_io=True
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
