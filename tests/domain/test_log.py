"""The seal of an entry: the same bytes with every version of the program, or old books would be called altered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clientdesk.domain.log import NOTHING_BEFORE, Head, LogAct, LogEntry, as_json, digest_of, seal

ROW = {"name": "Bäckerei „Krumm“", "amount": 11900, "paper": b"%PDF", "paid_on": None}
#: Worked out by another program: `printf '%s' TEXT | sha256sum`.
_OF_PDF = "315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027"
ENTRY = LogEntry(
    id=2,
    at="2026-06-17T08:30:00Z",
    who="Zoë on studio",
    act=LogAct.CHANGED,
    table_name="clients",
    record_id=7,
    digest="a" * 64,
    changes='{"name":"Krumm"}',
    changes_digest="b" * 64,
    salt="c" * 32,
    previous=NOTHING_BEFORE,
)


def test_a_row_has_one_text_and_bytes_stand_in_it_by_their_hash() -> None:
    text = f'{{"amount":11900,"name":"Bäckerei „Krumm“","paid_on":null,"paper":"sha256:{_OF_PDF}"}}'
    assert as_json(ROW) == as_json(dict(reversed(ROW.items()))) == text


def test_r_aud_1_seals_are_those_of_every_version_before() -> None:
    assert digest_of("salt", ROW) == "a79c4e8ce35c2531998f6516b930fc4e4682731d968016fc6646e46e4bfe3886"
    assert seal(ENTRY) == "a527f532e53dbd6c7e74061e35a36223e602f8ed8e97f6b56c5e69c1c33a7024"


@pytest.mark.parametrize(
    "change",
    [
        {"id": 3},
        {"at": "2026-06-17T08:30:01Z"},
        {"who": "nobody"},
        {"act": LogAct.DELETED},
        {"table_name": "quotes"},
        {"record_id": 8},
        {"digest": ""},
        {"changes_digest": "c" * 64},
        {"previous": "1" * 64},
    ],
)
def test_r_aud_1_whatever_is_changed_of_an_entry_breaks_its_seal(change: dict[str, object]) -> None:
    assert seal(replace(ENTRY, **change)) != seal(ENTRY)


def test_the_head_of_a_log_is_short_enough_to_be_read_out() -> None:
    assert Head(3, "0123456789abcdef" * 4).short == "0123 4567 89AB CDEF"
    assert Head() == Head(0, "0" * 64)


def test_an_entry_without_its_salt_was_erased() -> None:
    assert not ENTRY.is_erased
    assert replace(ENTRY, salt="", changes="").is_erased
