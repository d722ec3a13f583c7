"""Every figure of Anitha's book, with both halves of the tax."""

from __future__ import annotations

from clientdesk.demo.figures import Figure
from clientdesk.demo.reading import Eyes, parts
from clientdesk.domain.identifiers import check
from clientdesk.domain.money import total
from clientdesk.usecases import issuer

_FINAL = "INV/26-27/0003"


def _lines(eyes: Eyes) -> str:
    return " + ".join(f"{row.amount('INR').amount}" for row in eyes.quote("wedding quote").lines)


def _advances(eyes: Eyes) -> str:
    taken = eyes.paper(_FINAL).deductions
    listed = "; ".join(f"{row.number} {row.received_on}" for row in taken)
    return f"{total((row.gross for row in taken), 'INR').amount}: {listed}"


def _still_to_declare(eyes: Eyes) -> str:
    (group,) = eyes.paper(_FINAL).totals().remaining
    return " + ".join(f"{amount.amount}" for amount in group.amounts)


def _paid(eyes: Eyes) -> str:
    (payment,) = eyes.payments(_FINAL)
    return f"{payment.amount.amount} by {payment.method} on {payment.on}"


def _gstin(eyes: Eyes) -> bool:
    own = issuer.get(eyes.db)
    return bool(check("gstin", own.party().tax_id("gstin"), own.country).ok)


FIGURES = (
    Figure("GSTIN 36AAAPR0000A1ZR is well formed", "yes", _gstin),
    Figure("quote, lines", "90000.00 + 25000.00 + 20000.00", _lines),
    Figure(
        "quote",
        "135000.00 + 12150.00 + 12150.00 = 159300.00",
        lambda eyes: parts(eyes.quote("wedding quote").totals().groups),
    ),
    Figure(
        "RV/25-26/009",
        "42372.88 + 3813.56 + 3813.56 = 50000.00",
        lambda eyes: parts(eyes.paper("RV/25-26/009").groups),
    ),
    Figure("RV/25-26/009 issued", "2026-02-12", lambda eyes: eyes.paper("RV/25-26/009").issued_on),
    Figure(
        "RV/25-26/009 is the first advance",
        "yes",
        lambda eyes: eyes.paper("RV/25-26/009") == eyes.named("first advance"),
    ),
    Figure(
        "RV/25-26/012",
        "63559.32 + 5720.34 + 5720.34 = 75000.00",
        lambda eyes: parts(eyes.paper("RV/25-26/012").groups),
    ),
    Figure("RV/25-26/012 issued", "2026-03-14", lambda eyes: eyes.paper("RV/25-26/012").issued_on),
    Figure(
        "RV/25-26/012 is the second advance",
        "yes",
        lambda eyes: eyes.paper("RV/25-26/012") == eyes.named("second advance"),
    ),
    Figure(
        "INV/26-27/0003, full value",
        "135000.00 + 12150.00 + 12150.00 = 159300.00",
        lambda eyes: parts(eyes.paper(_FINAL).totals().groups),
    ),
    Figure("INV/26-27/0003 issued", "2026-04-20", lambda eyes: eyes.paper(_FINAL).issued_on),
    Figure("advances", "125000.00: RV/25-26/009 2026-02-12; RV/25-26/012 2026-03-14", _advances),
    Figure("INV/26-27/0003, open at issue", "34300.00 INR", lambda eyes: eyes.paper(_FINAL).due),
    Figure("tax still to declare", "2616.10 + 2616.10", _still_to_declare),
    Figure("INV/26-27/0003 paid", "34300.00 by upi on 2026-04-24", _paid),
    Figure("INV/26-27/0003, state", "paid", lambda eyes: eyes.state(_FINAL)),
    Figure("held for the wedding", "0.00 INR", lambda eyes: eyes.held("wedding")),
    Figure("clients found by శ్రావణి", "1", lambda eyes: eyes.finds("శ్రావణి")),
    Figure("clients found by శ్రీకాంత్", "1", lambda eyes: eyes.finds("శ్రీకాంత్")),
    Figure("clients found by లక్ష్మి", "1", lambda eyes: eyes.finds("లక్ష్మి")),
    Figure("clients found by హైదరాబాద్", "2", lambda eyes: eyes.finds("హైదరాబాద్")),
)
