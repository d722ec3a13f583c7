"""Hostile names on paper, by their number in docs/threats.md: what a PDF would load, follow or run."""

from __future__ import annotations

import io
import socket

import pikepdf
import pytest

from clientdesk.documents.layout import render
from tests.documents.samples import plain_view, squeezed, words
from tests.documents.test_hostile_papers import filled

_NAMES = (
    '<img src="file:///etc/hostname"/>Krumm',
    '<img src="http://127.0.0.1:9/x.png" width="9"/>Krumm',
    '<a href="file:///etc/passwd">Krumm</a>',
    '<link href="javascript:app.alert(1)">Krumm</link>',
    "<font color=\"[[[getattr(pow,Word('__globals__'))['os'].system('id') for Word in [0]]]]\">Krumm</font>",
    "&bogus; R&D <acme> GmbH <b>Acme",
)


@pytest.mark.parametrize("name", _NAMES, ids=["t30", "t34", "t32 file", "t32 script", "t33", "t26 to t29"])
def test_t26_to_t34_a_name_is_letters_and_loads_follows_and_runs_nothing(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_connection(*_given: object) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket.socket, "connect", no_connection)
    monkeypatch.setattr(socket, "create_connection", no_connection)
    pdf = render(filled(plain_view(rows=1), name))
    assert squeezed(name) in squeezed(words(pdf))
    with pikepdf.open(io.BytesIO(pdf)) as file:
        kinds = {str(one.get("/Subtype")) for one in file.objects if isinstance(one, pikepdf.Dictionary)}
        streams = {str(one.get("/Subtype")) for one in file.objects if isinstance(one, pikepdf.Stream)}
        actions = [one for one in file.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one]
        assert "/Image" not in streams
        assert "/Link" not in kinds
        assert not [one for one in actions if str(one["/S"]) in {"/URI", "/JavaScript", "/Launch", "/GoToR"}]
