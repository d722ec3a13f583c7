"""How the bytes of a file are read as letters: what it says itself, what it can only be, and what is only guessed."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from clientdesk.domain.errors import RuleError
from clientdesk.domain.text import N_

#: What can be chosen by hand, by Python's names; the words for them belong to whoever asks.
ENCODINGS: Final = (
    "utf-8", "utf-16", "cp1252", "iso8859-15", "mac_roman", "cp850", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255",
    "cp1256", "gb18030", "shift_jis", "euc_kr",
)  # fmt: skip
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: How much of a file is looked at to guess by.
_LOOKED_AT: Final = 1 << 18
#: So many control characters may stray into any list.
_STRAY: Final = 8
_UNTYPED: Final = re.compile(r"[\x00-\x08\x0e-\x1f]")
#: Letters of UTF-8 that were taken for Western ones and written down so: Ã¼ for ü, Â§ for §, â€“ for a dash.
_AFTER: Final = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_BROKEN: Final = re.compile(rf"[ÃÂØÙ][{_AFTER}]|â€|\ufffd")
_NAMED_WORD: Final = re.compile(r"[^\s;,\"\t|]*[^\x00-\x7f\s][^\s;,\"\t|]*")
_FEW: Final = 8
#: Every second byte of UTF-16 in Latin letters is 0; a file of bytes holds none.
_NUL_SHARE: Final = 5
_TELLING_BYTES: Final = 4
#: Easily taken for one another; where they can be, it is what most computers in the West write.
_WESTERN: Final = frozenset({"cp1252", "cp1250", "cp1254", "iso8859_15"})


@dataclass(frozen=True, slots=True)
class Reading:
    """An encoding, and whether it is known or only the likeliest."""

    encoding: str
    is_sure: bool


def guess(data: bytes) -> Reading:
    """Return how to read `data`: by its mark, as UTF-8 where it is that, else by what its letters look like."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return Reading(name, is_sure=True)
    head = data[:_LOOKED_AT]
    wide = _without_mark(head)
    if wide:
        return Reading(wide, is_sure=True)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return Reading(_likeliest(head, data), is_sure=False)
    return Reading("utf-8", is_sure=True)


def decoded(data: bytes, encoding: str) -> str:
    """Return the text of `data`; raises RuleError naming the line that is no text in this encoding, or for no text."""
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise RuleError(
            N_("Line {line} cannot be read as {encoding}."),
            field="encoding",
            next_step=N_("Choose how the file is written; names in the preview must look right."),
            command_step=N_("Say with --encoding how the file is written, such as cp1252."),
            line=data.count(b"\n", 0, error.start) + 1,
            encoding=encoding.upper().replace("_", "-"),
        ) from error
    except (LookupError, UnicodeError) as error:
        raise RuleError(
            N_("“{encoding}” is no way of writing letters that is known here."),
            field="encoding",
            next_step=N_("Choose one of {known}."),
            encoding=encoding,
            known=", ".join(ENCODINGS),
        ) from error
    if _is_no_text(text[:_LOOKED_AT]):
        raise RuleError(
            N_("The file holds no text: it may be a picture, a spreadsheet or a book."),
            next_step=N_(
                "Save the list as CSV or vCards in the program it comes from, and choose that file."
            ),
        )
    return text


def _is_no_text(head: str) -> bool:
    """Whether more than one sign in fifty is one that nobody types."""
    odd = len(_UNTYPED.findall(head))
    return odd > _STRAY and odd * 50 > len(head)


def telling_words(text: str) -> tuple[str, ...]:
    """Return the first words with letters beyond ASCII: by them a person sees whether the file is read rightly."""
    found: dict[str, None] = {}
    for match in _NAMED_WORD.finditer(text, 0, _LOOKED_AT):
        found[match.group()[:40]] = None
        if len(found) == _FEW:
            break
    return tuple(found)


def is_broken(text: str) -> bool:
    """Tell whether words look as if some program had written letters down wrongly, such as MÃ¼ller."""
    return _BROKEN.search(text) is not None


def _without_mark(head: bytes) -> str:
    if len(head) < len("ab".encode("utf-16-le")) or head.count(b"\0") * _NUL_SHARE < len(head):
        return ""
    odd, even = head[1::2].count(b"\0"), head[::2].count(b"\0")
    if min(odd, even) * _NUL_SHARE > max(odd, even):
        return ""
    name = "utf-16-le" if odd > even else "utf-16-be"
    try:
        head[: len(head) // 2 * 2].decode(name)
    except UnicodeDecodeError:
        return ""
    return name


def _likeliest(head: bytes, data: bytes) -> str:
    from charset_normalizer import from_bytes

    single = [name for name in ENCODINGS if not name.startswith("utf")]
    # Only lines with letters that tell something: a thousand lines of ASCII make all alike.
    telling = b"\n".join(line for line in head.splitlines() if not line.isascii()) or head
    found = from_bytes(telling, cp_isolation=single, preemptive_behaviour=False, enable_fallback=False)
    names = [match.encoding for match in found]
    best = found.best()
    # Where both read alike it is what Windows writes; one letter alone tells nothing.
    alike = {name for match in found for name in match.could_be_from_charset}
    is_western = best is not None and best.encoding in _WESTERN and "cp1252" in alike
    if is_western or sum(byte >= 0x80 for byte in telling) < _TELLING_BYTES:  # noqa: PLR2004  # beyond ASCII
        names.insert(0, "cp1252")
    elif best is not None:
        names.insert(0, best.encoding)
    for name in (*names, "cp1252", "cp1256", "mac_roman"):
        try:
            data.decode(name)
        except UnicodeDecodeError:
            continue
        return name
    return "latin-1"
