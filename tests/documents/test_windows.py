"""Where the address stands: measured on the drawn page, for every envelope, every look and both directions."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image, ImageChops

from clientdesk.documents.layout import render
from clientdesk.documents.look import LOOKS, MM
from clientdesk.documents.setting import setting
from clientdesk.documents.view import DocumentView, Envelope, Fact, PaperSize
from clientdesk.domain.design import Design
from clientdesk.domain.party import Address
from tests.documents.samples import KRUMM, LENA, pages, placed, plain_view, squeezed, words

#: Left, top, right and bottom of what the standards give to the address, in millimetres of the sheet.
FIELDS = {
    # DIN 5008: 85 x 45, the upper 17.7 for the sender and notes.
    Envelope.DIN_B: (20, 45, 105, 90),
    Envelope.DIN_A: (20, 27, 105, 72),
    # Swiss Post: 85.5 x 25.5.
    Envelope.SWISS_LEFT: (22, 60, 107.5, 85.5),
    # Letter in three: whatever way the sheet slips, this much of it stays visible.
    Envelope.US_10: (22.3, 52, 111, 80),
}
SHEETS = {envelope: PaperSize.LETTER if envelope is Envelope.US_10 else PaperSize.A4 for envelope in Envelope}
WIDTHS = {PaperSize.A4: 210.0, PaperSize.LETTER: 215.9}
ADDRESSES = {
    "en": ("Stone Ltd", "Ms Jane Stone", "2 Low Road", "York YO1 1AA"),
    "ar": ("استوديو النور", "السيدة ليلى", "شارع الملك فهد 2", "الرياض 12271"),
}
LONG = (
    "Stone, Miller and Baker Ltd",
    "Accounts",
    "Ms Jane Stone",
    "2 Low Road",
    "York YO1 1AA",
    "UNITED KINGDOM",
)
SENDERS = {"en": "Ada Smith · 1 High Street · Leeds", "ar": "منى صالح · شارع النيل 1 · القاهرة"}
PIXELS = 8
EVERY = pytest.mark.parametrize(
    ("envelope", "look", "language"),
    [(envelope, look, language) for envelope in Envelope for look in LOOKS for language in ADDRESSES],
)


def letter(envelope: Envelope, look: str, language: str = "en", **changes: object) -> DocumentView:
    view = plain_view(
        paper=SHEETS[envelope],
        envelope=envelope,
        design=Design(look=look),
        language=language,
        tagline="Brand design and lettering",
        recipient=ADDRESSES[language],
        sender_line=SENDERS[language],
    )
    return replace(view, **changes)  # type: ignore[arg-type]


def drawn(view: DocumentView) -> Image.Image:
    """The first page, `PIXELS` to the millimetre."""
    with pypdfium2.PdfDocument(render(view)) as document:
        page: Image.Image = document[0].render(scale=PIXELS / MM).to_pil().convert("L")
        return page


def ink(before: Image.Image, after: Image.Image) -> tuple[float, ...]:
    """Left, top, right and bottom of what one page has and the other has not, in millimetres."""
    box = ImageChops.difference(before, after).getbbox()
    assert box is not None
    return tuple(edge / PIXELS for edge in box)


def field(envelope: Envelope, language: str) -> tuple[float, float, float, float]:
    """The field of the standard; a paper read from the right is mirrored as a whole, and its window with it."""
    left, top, right, bottom = FIELDS[envelope]
    if language == "ar":
        width = WIDTHS[SHEETS[envelope]]
        return width - right, top, width - left, bottom
    return left, top, right, bottom


@EVERY
def test_recipient_and_sender_stand_in_the_field_of_the_standard(
    envelope: Envelope, look: str, language: str
) -> None:
    view = letter(envelope, look, language)
    left, top, right, bottom = field(envelope, language)
    address = ink(drawn(replace(view, recipient=())), drawn(view))
    empty = replace(view, recipient=(), sender_line="")
    both = address if envelope is Envelope.US_10 else ink(drawn(empty), drawn(view))
    for box in (address, both):
        assert left <= box[0] < box[2] <= right
        assert top <= box[1] < box[3] <= bottom
    # The lines begin 5 mm into the field of DIN, and as far from the edge of the sheet elsewhere.
    edge = address[0] if language == "en" else WIDTHS[view.paper] - address[2]
    assert edge == pytest.approx(25.2, abs=1)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(
    ("envelope", "sender", "first", "last"),
    [
        # The zone of the sender ends 17.7 mm into the field of DIN 5008, and the recipient begins.
        (Envelope.DIN_B, (45, 62.7), 62.7, 90),
        (Envelope.DIN_A, (27, 44.7), 44.7, 72),
        (Envelope.SWISS_LEFT, (60, 64.5), 64, 85.5),
        (Envelope.US_10, (15, 46), 54, 80),
    ],
)
def test_the_lines_stand_where_the_standard_has_them(
    envelope: Envelope, sender: tuple[float, float], first: float, last: float, look: str
) -> None:
    pdf = render(letter(envelope, look))
    above = placed(pdf, SENDERS["en"])
    assert sender[0] <= above[1] < above[3] <= sender[1]
    # Within the leading, capitals begin about a millimetre below the top of their line.
    assert first <= placed(pdf, "Stone Ltd")[1] <= first + 2
    assert above[3] < placed(pdf, "Stone Ltd")[1]
    assert placed(pdf, "York YO1 1AA")[3] <= last


@EVERY
def test_nothing_else_reaches_into_the_window(envelope: Envelope, look: str, language: str) -> None:
    # A name of two lines, a trade, an information block that runs on: the loudest head a paper can have.
    view = letter(
        envelope,
        look,
        language,
        issuer_name="Society for the Promotion of Baking as a Craft in the Midlands and the Regions around",
        info=tuple(Fact(label=f"Label {n}", value=f"Some longer value of fact {n}") for n in range(9)),
        recipient=(),
        sender_line=SENDERS[language] if envelope is Envelope.US_10 else "",
    )
    assert free(drawn(view), field(envelope, language))


@EVERY
def test_a_logo_stays_above_the_window(envelope: Envelope, look: str, language: str) -> None:
    content = io.BytesIO()
    Image.new("RGB", (300, 300), "#123456").save(content, "PNG")
    sender = SENDERS[language] if envelope is Envelope.US_10 else ""
    page = drawn(
        letter(
            envelope,
            look,
            language,
            recipient=(),
            sender_line=sender,
            design=Design(look=look, logo=content.getvalue()),
        )
    )
    assert free(page, field(envelope, language))


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("language", ["en", "de", "ar", "te"])
def test_every_letterhead_has_room_above_form_a(look: str, language: str) -> None:
    # From the letterhead's end to the information block nothing is written, from edge to edge.
    view = letter(Envelope.DIN_A, look, issuer_name="Ada Smith " * 9)
    assert free(drawn(replace(view, language=language)), (0, 27, 210, 32))


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("envelope", Envelope)
def test_an_address_of_six_lines_is_whole_in_the_window(envelope: Envelope, look: str) -> None:
    view = letter(envelope, look, recipient=LONG)
    _, top, _, bottom = ink(drawn(replace(view, recipient=())), drawn(view))
    _, highest, _, lowest = FIELDS[envelope]
    pdf = render(view)
    assert [squeezed(words(pdf)).count(squeezed(line)) for line in LONG] == [1] * len(LONG)
    assert highest <= placed(pdf, LONG[0])[1]
    assert bottom <= lowest
    # The sender gives way to a long address: at most one line above the field.
    assert top >= highest - 4.5


@pytest.mark.parametrize("envelope", Envelope)
def test_the_body_begins_below_the_window(envelope: Envelope) -> None:
    begins = {Envelope.DIN_B: 98.5, Envelope.DIN_A: 80.5, Envelope.SWISS_LEFT: 98.5, Envelope.US_10: 91}
    pdf = render(letter(envelope, "quiet"))
    assert begins[envelope] <= placed(pdf, "Invoice INV-7")[1] <= begins[envelope] + 3
    assert placed(pdf, "Invoice no.")[1] >= {Envelope.DIN_A: 32, Envelope.US_10: 46}.get(envelope, 50)


@pytest.mark.parametrize(
    ("envelope", "marks"),
    [
        (Envelope.DIN_B, (105, 148.5, 210)),
        (Envelope.DIN_A, (87, 148.5, 192)),
        (Envelope.SWISS_LEFT, (148.5,)),
        (Envelope.US_10, ()),
    ],
)
def test_fold_marks_stand_at_the_edge(envelope: Envelope, marks: tuple[float, ...]) -> None:
    # A paper without any ground of its own at the edge: what is there are the marks.
    page = drawn(letter(envelope, "quiet"))
    edge = page.crop((5 * PIXELS, 0, 9 * PIXELS, page.height))
    rows = [y for y in range(page.height) if not blank(edge.crop((0, y, edge.width, y + 1)))]
    found = [y / PIXELS for y in rows if y - 1 not in rows]
    assert found == pytest.approx(marks, abs=0.3)


def test_the_window_of_one_country_can_be_had_on_the_sheet_of_another() -> None:
    pdf = render(letter(Envelope.DIN_B, "quiet", paper=PaperSize.LETTER))
    assert 62.7 <= placed(pdf, "Stone Ltd")[1] <= 65
    assert len(pages(pdf)) == 1


def test_the_envelope_is_the_issuers_else_the_one_usual_in_the_country() -> None:
    def chosen(country: str, **changes: object) -> Envelope:
        issuer = replace(LENA, address=Address(city="X", country=country), **changes)  # type: ignore[arg-type]
        return setting(issuer, KRUMM, on=plain_view().archived_on).envelope

    assert chosen("DE") is Envelope.DIN_B
    assert chosen("CH") is Envelope.SWISS_LEFT
    assert chosen("LI") is Envelope.SWISS_LEFT
    assert chosen("US") is Envelope.US_10
    assert chosen("IN") is Envelope.DIN_B
    assert chosen("DE", paper="LETTER") is Envelope.US_10
    assert chosen("DE", envelope="din_a") is Envelope.DIN_A
    assert chosen("CH", envelope="din_b") is Envelope.DIN_B
    assert chosen("DE", envelope="of yesterday") is Envelope.DIN_B


def free(page: Image.Image, box: tuple[float, float, float, float]) -> bool:
    """Whether nothing at all is drawn there."""
    left, top, right, bottom = (round(edge * PIXELS) for edge in box)
    return blank(page.crop((left, top, right, bottom)))


def blank(picture: Image.Image) -> bool:
    return picture.getextrema() == (255, 255)
