"""Reading one large JSON file piece by piece, so that a book of any size passes through little memory."""

from __future__ import annotations

import codecs
import json
from typing import Any, BinaryIO, NoReturn

_CHUNK = 1 << 16
_BLANKS = " \t\r\n"
#: Longer than any escape, keyword or number that a chunk may cut in two.
_LONGEST_TOKEN = 64
_MOST_DIGITS = 20
#: Characters of one record: the longest have a paper in them. More are refused before they fill the memory.
_MOST_OF_ONE = 64 << 20


class MalformedJsonError(Exception):
    """The file is not the JSON that was expected, from character `at` on; the text is for the log."""

    def __init__(self, reason: str, at: int = 0) -> None:
        super().__init__(reason)
        self.at = at


class JsonStream:
    """A cursor over JSON text: punctuation is expected, values are taken whole (one row at a time)."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._decode = codecs.getincrementaldecoder("utf-8")()
        self._buffer = ""
        self._at = 0
        self._before = 0
        self._at_end = False
        self._json = json.JSONDecoder(
            object_pairs_hook=_without_twins,
            parse_int=_whole_number,
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
        )

    def take(self, mark: str) -> bool:
        """Step over `mark` if it comes next, and tell whether it did."""
        self._skip_blanks()
        if not self._buffer.startswith(mark, self._at):
            return False
        self._at += len(mark)
        return True

    def expect(self, mark: str) -> None:
        """Step over `mark`, or raise MalformedJsonError."""
        if not self.take(mark):
            raise self._error(f"“{mark}” is missing")

    def key(self, name: str) -> None:
        """Step over the key `name` of an object and its colon."""
        if self.value() != name:
            raise self._error(f"“{name}” is missing")
        self.expect(":")

    def value(self) -> Any:  # noqa: ANN401  # JSON's values
        """Take the next value whole."""
        self._skip_blanks()
        wanted = _CHUNK
        while True:
            try:
                value, end = self._json.raw_decode(self._buffer, self._at)
            except MalformedJsonError as error:
                raise self._error(str(error)) from error
            except json.JSONDecodeError as error:
                if self._at_end or self._is_hopeless(error):
                    raise self._error(error.msg) from error
            else:
                # A number may go on in the next chunk; everything else has a visible end.
                if end < len(self._buffer) or self._at_end:
                    self._at = end
                    return value
            if len(self._buffer) - self._at > _MOST_OF_ONE:
                raise self._error("one record is too long")
            self._read(wanted)
            wanted *= 2

    def end(self) -> None:
        """Raise MalformedJsonError unless nothing but blanks is left."""
        self._skip_blanks()
        if self._at < len(self._buffer):
            raise self._error("more text follows")

    def _is_hopeless(self, error: json.JSONDecodeError) -> bool:
        """Tell a wrong text from one that is only cut off by the end of the buffer."""
        return not error.msg.startswith("Unterminated") and error.pos < len(self._buffer) - _LONGEST_TOKEN

    def _skip_blanks(self) -> None:
        while True:
            while self._at < len(self._buffer) and self._buffer[self._at] in _BLANKS:
                self._at += 1
            if self._at < len(self._buffer) or self._at_end:
                return
            self._read(_CHUNK)

    def _read(self, size: int) -> None:
        data = self._stream.read(size)
        self._at_end = not data
        self._before += self._at
        self._buffer = self._buffer[self._at :] + self._decode.decode(data, final=self._at_end)
        self._at = 0

    def _error(self, reason: str) -> MalformedJsonError:
        return MalformedJsonError(reason, self._before + self._at)


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise MalformedJsonError("a field stands twice in one object")
    return members


def _whole_number(text: str) -> int:
    number = int(text) if len(text) <= _MOST_DIGITS else 1 << 63
    if not -(1 << 63) <= number < 1 << 63:
        raise MalformedJsonError(f"{text[:_MOST_DIGITS]}… is too large a number")
    return number


def _refuse_number(text: str) -> NoReturn:
    raise MalformedJsonError(f"{text} is no whole number; amounts are written as texts")
