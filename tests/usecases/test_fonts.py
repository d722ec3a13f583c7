"""The user's own fonts: what is taken and what is refused, families and their cuts, and papers drawn with them."""

from __future__ import annotations

import ast
import hashlib
import io
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader

from clientdesk.documents import invoice as invoice_paper
from clientdesk.documents.layout import render
from clientdesk.documents.look import DEFAULT_LOOK, Look
from clientdesk.documents.sample import Sample
from clientdesk.documents.setting import setting
from clientdesk.domain.client import Client
from clientdesk.domain.errors import EnvironmentFault, NotFoundError, RuleError
from clientdesk.domain.invoice import Invoice
from clientdesk.storage import tables
from clientdesk.storage.database import Database, open_book
from clientdesk.usecases import clients, designs, exchange, fonts, invoices, issuer, papers, trash
from tests.archive.verapdf import validate
from tests.typeset.samples import packaged
from tests.usecases import own_font_files as files
from tests.usecases.billing import ON, line, open_german

INTER = Look(text_family="own:Inter", heading_family="own:Inter")


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    book = open_german(tmp_path / "book.clientdesk")
    yield book
    book.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "mine"
    path.mkdir()
    return path


def stored(folder: Path, **contents: bytes) -> list[Path]:
    for name, content in contents.items():
        (folder / f"{name}.ttf").write_bytes(content)
    return sorted(folder.glob("*.ttf"))


def drawn(db: Database, look: Look = INTER, name: str = "") -> bytes:
    """Draw an invoice in a look, as the designer will."""
    client = clients.get(db, 1)
    if name:
        client = clients.create(db, Client(name=name, addresses=client.addresses))
    made = invoices.create(db, client.id, on=ON, title="Logo", lines=(line("850", "Logo"),))
    return in_look(db, made, look)


def in_look(db: Database, made: Invoice, look: Look) -> bytes:
    own, client = issuer.get(db), clients.get(db, made.client_id)
    where = setting(own, client, on=ON, language="en", fonts=fonts.for_paper(db, own, client, "en"))
    return render(invoice_paper.view(made, where), look)


def faces(pdf: bytes) -> set[str]:
    return {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in PdfReader(io.BytesIO(pdf)).pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]  # a dictionary of pypdf's
    }


def texts(pdf: bytes) -> list[str]:
    by_pypdf = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    by_pdfium = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    # pypdf shows the mark of no width that a glyph without text of its own carries.
    return ["".join(text.replace("\u200b", "").split()) for text in (by_pypdf, by_pdfium)]


def test_a_paper_is_drawn_in_an_own_font_archived_and_read_back(db: Database):
    fonts.add(db, files.INTER.read_bytes(), "Inter-Regular.ttf")
    fonts.add(db, files.INTER_STRONG.read_bytes(), "Inter-SemiBold.ttf")
    pdf = drawn(db)
    assert faces(pdf) == {"Inter-Regular", "Inter-SemiBold"}
    assert all("BäckereiKrummGmbH" in text and "KarlHeine" in text.replace("-", "") for text in texts(pdf))
    for flavour in ("2b", "ua1"):
        assert validate(pdf, flavour).failures == ()


def test_the_design_of_papers_names_an_own_family(db: Database):
    fonts.add(db, files.INTER.read_bytes(), "Inter-Regular.ttf")
    fonts.add(db, files.SERIF.read_bytes(), "serif.ttf")
    chosen = replace(designs.get(db), text_family="own:Inter", heading_family="own:Source Serif 4")
    designs.save(db, chosen)
    made = invoices.create(db, 1, on=ON, title="Logo", lines=(line("850", "Logo"),))
    for pdf in (
        papers.invoice_pdf(db, made, on=ON, draft=True),
        designs.sample(db, chosen, Sample.INVOICE, language="en", on=ON),
    ):
        assert {name.partition("-")[0] for name in faces(pdf)} == {"Inter", "SourceSerif4Roman"}


def test_the_same_paper_has_the_same_bytes_wherever_the_book_is_opened(db: Database, tmp_path: Path):
    fonts.add(db, files.INTER.read_bytes(), "Inter-Regular.ttf")
    made = invoices.create(db, 1, on=ON, title="Logo", lines=(line("850", "Logo"),))
    pdf = in_look(db, made, INTER)
    with (tmp_path / "out.json").open("wb") as stream:
        exchange.export(db, stream)
    other = open_book(tmp_path / "moved.clientdesk")
    with (tmp_path / "out.json").open("rb") as stream:
        exchange.import_(other, stream)
    assert in_look(other, invoices.get(other, made.id), INTER) == pdf
    other.close()


def test_letters_an_own_font_lacks_come_from_the_bundled_ones(db: Database):
    fonts.add(db, files.postscript(), "curves.otf")
    pdf = drawn(db, Look(text_family="own:Curves", heading_family="own:Curves"), name="zzz శ్రావణి")
    assert {"Curves-Regular", "SourceSans3-Regular", "NotoSansTelugu-Regular"} <= faces(pdf)
    assert all("zzzశ్రావణి" in text for text in texts(pdf))


def test_postscript_outlines_are_drawn_as_they_are_and_archived(db: Database):
    fonts.add(db, files.postscript(), "curves.otf")
    pdf = drawn(db, Look(text_family="own:Curves", heading_family="own:Curves"), name="ooo")
    for flavour in ("2b", "ua1"):
        assert validate(pdf, flavour).failures == ()
    (found,) = [
        font.get_object()
        for font in PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]["/Font"].values()  # type: ignore[index]
        if "Curves" in str(font.get_object()["/BaseFont"])
    ]
    program = found["/DescendantFonts"][0]["/FontDescriptor"]["/FontFile2"].get_data()
    from fontTools.ttLib import TTFont

    outline = TTFont(io.BytesIO(program))["glyf"]
    shape = outline[outline.glyphOrder[-1]] if outline.glyphOrder else None
    assert shape is not None
    assert (shape.xMin, shape.yMin, shape.xMax, shape.yMax) == (50, 50, 550, 550)


def test_letters_that_only_an_own_font_has_are_printed_in_any_look(db: Database):
    made = replace(clients.get(db, 1), id=0, version=0, name="บริษัท ไทย จำกัด")
    client = clients.create(db, made)
    draft = invoices.create(db, client.id, on=ON, title="Logo", lines=(line("850", "Logo"),))
    with pytest.raises(RuleError, match=r"No font here has the sign “บ” .* under Fonts"):
        papers.invoice_pdf(db, draft, on=ON, draft=True)
    fonts.add_files(db, [packaged("thai")])
    pdf = papers.invoice_pdf(db, draft, on=ON, draft=True)
    assert any("NotoSansThai" in name for name in faces(pdf))
    assert all("".join(client.name.split()) in text for text in texts(pdf))
    assert invoices.issue(db, draft.id, on=ON).number


def test_cuts_of_one_family_are_one_and_a_single_cut_serves_for_all(db: Database):
    fonts.add(db, files.made(family="Lone", path=files.INTER_STRONG), "lone.ttf")
    fonts.add(db, files.INTER.read_bytes(), "a.ttf")
    fonts.add(db, files.INTER_STRONG.read_bytes(), "b.ttf")
    found = {family.name: family.weights for family in fonts.families(db)}
    assert found == {"Inter": (400, 600), "Lone": (600,)}
    assert faces(drawn(db, Look(text_family="own:Lone", heading_family="own:Lone"))) == {"Inter-SemiBold"}


def test_a_variable_font_gives_all_cuts(db: Database):
    fonts.add(db, files.SERIF.read_bytes(), "serif.ttf")
    (family,) = fonts.families(db)
    assert family.weights == (300, 400, 600)
    own = "own:Source Serif 4"
    assert {name.rpartition("wght")[2] for name in faces(drawn(db, Look(text_family=own, heading_family=own)))} == {
        "400",
        "600",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("family", "language"),
    [("نستعلیق", 0x0401), ("ఎన్టీఆర్", 0x044A), ("游ゴシック体", 0x0411), ("Große Schrift", 0x0407)],
)
def test_a_family_has_its_name_in_any_script(db: Database, family: str, language: int):
    assert fonts.add(db, files.made(family=family, language=language), "x.ttf").family == family
    assert "Inter-Regular" in faces(drawn(db, Look(text_family=f"own:{family}")))


def test_a_collection_gives_the_cuts_of_its_first_family(db: Database):
    other = files.made(family="Other")
    both = files.collection(files.INTER.read_bytes(), files.INTER_STRONG.read_bytes(), other)
    font = fonts.add(db, both, "all.ttc")
    assert (font.family, [face.index for face in font.faces]) == ("Inter", [0, 1])
    assert faces(drawn(db)) == {"Inter-Regular", "Inter-SemiBold"}


def test_a_newer_file_of_a_cut_takes_the_place_of_the_old_one_on_the_next_paper(db: Database):
    fonts.add(db, files.INTER.read_bytes(), "old.ttf")
    made = invoices.create(db, 1, on=ON, title="Logo", lines=(line("850", "Logo"),))
    before = in_look(db, made, INTER)
    newer = files.made(path=files.SERIF, family="Inter")
    fonts.add(db, newer, "new.ttf")
    fonts.add(db, files.made(path=files.FONTS / "NotoSans-Regular.ttf", family="Inter"), "new.ttf")
    after = in_look(db, made, INTER)
    assert "NotoSans-Regular" in faces(after)
    assert "Inter-Regular" not in faces(after)
    assert len(tables.fonts.find(db)) == 2
    fonts.add(db, files.INTER.read_bytes(), "old.ttf")
    fonts.remove(db, "Inter")
    fonts.add(db, files.INTER.read_bytes(), "old.ttf")
    assert in_look(db, made, INTER) == before


def test_adding_the_same_file_twice_changes_nothing(db: Database):
    first = fonts.add(db, files.INTER.read_bytes(), "a.ttf")
    assert fonts.add(db, files.INTER.read_bytes(), "b.ttf") == replace(first, content=b"")
    assert len(tables.fonts.find(db)) == 1


def test_a_family_that_is_removed_gives_way_to_the_usual_one_and_comes_back(db: Database):
    fonts.add(db, files.INTER.read_bytes(), "a.ttf")
    made = invoices.create(db, 1, on=ON, title="Logo", lines=(line("850", "Logo"),))
    before = in_look(db, made, INTER)
    removed = fonts.remove(db, "Inter")
    assert fonts.families(db) == ()
    assert in_look(db, made, INTER) == in_look(db, made, DEFAULT_LOOK)
    fonts.put_back(db, removed)
    assert in_look(db, made, INTER) == before
    with pytest.raises(NotFoundError, match="no own font “Frutiger”"):
        fonts.remove(db, "Frutiger")


def test_papers_are_drawn_alike_in_many_threads_while_fonts_change(db: Database, tmp_path: Path):
    fonts.add(db, files.INTER.read_bytes(), "a.ttf")
    made = invoices.create(db, 1, on=ON, title="Logo", lines=(line("850", "Logo"),))
    own, client = issuer.get(db), clients.get(db, 1)
    where = setting(own, client, on=ON, language="en", fonts=fonts.for_paper(db, own, client, "en"))
    view = invoice_paper.view(made, where)
    fonts.remove(db, "Inter")
    with ThreadPoolExecutor(4) as pool:
        drawings = set(pool.map(lambda _: render(view, INTER), range(8)))
    # What was asked for before the font went is still drawn with it.
    assert len(drawings) == 1
    assert "Inter-Regular" in faces(drawings.pop())


def test_an_archive_is_taken_as_it_was_downloaded_with_the_cuts_that_papers_use(db: Database, folder: Path):
    path = folder / "Inter.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("OFL.txt", "SIL Open Font License")
        archive.writestr("__MACOSX/._Inter-Regular.ttf", b"\0" * 100)
        archive.write(files.INTER, "static/Inter-Regular.ttf")
        for weight in (100, 600, 700, 900):
            archive.writestr(
                f"static/Inter-{weight}.ttf", files.made(files.INTER_STRONG, family="Inter", weight=weight)
            )
        archive.writestr("static/Inter-Italic.ttf", files.made(italic=True))
    assert fonts.add_files(db, [path]).refused == ()
    (family,) = fonts.families(db)
    assert (family.name, family.weights) == ("Inter", (400, 600))
    assert len(family.fonts) == 2


def test_a_folder_is_taken_too_and_what_cannot_be_used_is_told(db: Database, folder: Path):
    stored(folder, a=files.INTER.read_bytes(), b=b"%PDF-1.7", c=files.with_licence(2))
    found = fonts.add_files(db, [folder])
    assert [font.family for font in found.fonts] == ["Inter"]
    assert [str(error) for error in found.refused] == [
        "b.ttf is no font file. Choose files that end in .ttf, .otf or .ttc, or an archive (.zip) of them.",
        (
            "c.ttf may not be embedded in documents: its licence forbids it."
            " Choose another font, or ask its maker for a licence that allows it."
        ),
    ]


def test_a_slanted_font_alone_is_a_family_of_its_own(db: Database):
    assert fonts.add(db, files.made(italic=True), "x.ttf").family == "Inter Italic"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"wOF2" + bytes(60), r"x\.ttf is a web font \(WOFF\)\. Take the font's \.ttf or \.otf file"),
        (b"", r"x\.ttf is no font file"),
        (b"\x00\x01\x00\x00" + b"\xff" * 40, r"x\.ttf is damaged\. Download it again\."),
        (files.INTER.read_bytes()[:9000], r"x\.ttf is damaged\."),
        (files.with_licence(0x0002), r"x\.ttf may not be embedded"),
        (files.with_licence(0x0100), r"Parts of x\.ttf may not be embedded"),
        (files.with_licence(0x0204), r"outlines of x\.ttf may not be embedded"),
        (files.coloured(), r"x\.ttf draws its signs as coloured pictures.* Noto Emoji"),
        (files.INTER.read_bytes() + bytes(11_000_000), r"x\.ttf is larger than 10 MB"),
    ],
)  # fmt: skip
def test_what_papers_cannot_use_is_refused_with_a_sentence(db: Database, data: bytes, sentence: str):
    with pytest.raises(RuleError, match=sentence):
        fonts.add(db, data, "x.ttf")
    assert tables.fonts.find(db) == ()


@pytest.mark.parametrize("bits", [0x0000, 0x0004, 0x0008])
def test_fonts_that_may_be_embedded_for_print_or_editing_are_taken(db: Database, bits: int):
    assert fonts.add(db, files.with_licence(bits), "x.ttf").family == "Inter"


def test_a_damaged_archive_and_a_file_that_is_not_there_are_refused(db: Database, folder: Path):
    bad = folder / "bad.zip"
    bad.write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(EnvironmentFault, match=r"bad\.zip cannot be read"):
        fonts.add_files(db, [bad])
    with pytest.raises(EnvironmentFault, match=r"gone\.ttf cannot be read: No such file"):
        fonts.add_files(db, [folder / "gone.ttf"])
    empty = folder / "empty.zip"
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("readme.txt", "nothing here")
    with pytest.raises(RuleError, match=r"no font file in empty\.zip"):
        fonts.add_files(db, [empty])


def test_every_cut_off_and_every_twisted_file_ends_in_a_sentence_or_a_paper(db: Database):
    whole = files.INTER.read_bytes()
    for seed in range(120):
        at = int.from_bytes(hashlib.sha256(bytes([seed])).digest()[:4], "big")
        # The first 400 bytes are the list of tables; the rest is anywhere.
        place = at % (400 if seed % 2 else len(whole))
        twisted = whole[:place] + bytes([at & 0xFF, at >> 8 & 0xFF]) * 8 + whole[place + 16 :]
        try:
            family = fonts.add(db, twisted, "x.ttf").family
        except RuleError as error:
            assert "x.ttf" in str(error)  # noqa: PT017  # either end is right
            continue
        try:
            drawn(db, Look(text_family=f"own:{family}"))
        except RuleError as error:
            said = str(error)
            assert "No font here has the sign" in said or "is damaged" in said  # as above
        fonts.remove(db, family)
        # Else each font that is added would be compared with all that were.
        trash.empty(db)


def test_every_paper_is_set_with_the_own_fonts(root: Path):
    """A setting or a type scale without them would print boxes, or stop, where the others draw."""
    calls = [
        (f"{path.name}:{call.lineno}", call.func.id, len(call.args), {word.arg for word in call.keywords})
        for folder in ("usecases", "documents")
        for path in (root / "clientdesk" / folder).glob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
    ]
    found = [(where, count, words) for where, name, count, words in calls if name in {"setting", "styles"}]
    assert len(found) > 2
    assert [where for where, count, words in found if "fonts" not in words and count < 3] == []
