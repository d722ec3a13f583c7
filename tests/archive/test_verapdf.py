"""veraPDF itself: it passes a file made by hand from the standards, and names the clause that a worse one breaks."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String
from reportlab.pdfgen.canvas import Canvas

from tests.archive.verapdf import validate

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">A square</rdf:li></rdf:Alt></dc:title>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>part</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def _nothing(pdf: pikepdf.Pdf) -> None:
    """The file as it is."""


def square(root: Path, spoil: Callable[[pikepdf.Pdf], None] = _nothing) -> bytes:
    """One page with a red square, tagged as a figure; by hand, so that a fault of our own writer cannot hide in it."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 200))
    page.obj.Contents = Stream(pdf, b"/Figure <</MCID 0>> BDC 1 0 0 rg 50 50 100 100 re f EMC")
    page.obj.StructParents = 0
    page.obj.Tabs = Name.S
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(S=Name.Document, P=tree))
    figure = pdf.make_indirect(Dictionary(S=Name.Figure, P=document, Pg=page.obj, K=0, Alt="A red square"))
    document.K = figure
    tree.K = document
    tree.ParentTree = Dictionary(Nums=Array([0, Array([figure])]))
    profile = Stream(pdf, (root / "resources" / "srgb.icc").read_bytes(), N=3)
    intent = Dictionary(
        S=Name.GTS_PDFA1, OutputConditionIdentifier="sRGB", DestOutputProfile=pdf.make_indirect(profile)
    )
    pdf.Root.StructTreeRoot = tree
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = String("en")
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.OutputIntents = Array([intent])
    pdf.Root.Metadata = Stream(pdf, XMP.encode(), Type=Name.Metadata, Subtype=Name.XML)
    spoil(pdf)
    out = io.BytesIO()
    pdf.save(out, min_version="1.7")
    return out.getvalue()


def plain() -> bytes:
    """What ReportLab makes when nobody cares: Helvetica is not embedded, nothing is tagged."""
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(100, 700, "Invoice 2026-0042")
    canvas.save()
    return out.getvalue()


def clauses(failures: tuple[str, ...]) -> set[str]:
    return {failure.partition(":")[0] for failure in failures}


@pytest.mark.parametrize("flavour", ["2b", "ua1"])
def test_a_file_made_by_the_book_passes(root: Path, flavour: str) -> None:
    report = validate(square(root), flavour)
    assert report.failures == ()
    assert report.passed
    assert report.checks > 30


def test_a_plain_file_breaks_the_archive_by_its_font_and_by_what_it_does_not_say_of_itself() -> None:
    report = validate(plain(), "2b")
    assert not report.passed
    # Fonts, colours without an output intent, no description.
    assert {"6.2.11.4.1/1", "6.2.4.3/4", "6.6.2.1/1"} <= clauses(report.failures)
    assert any("embedded" in failure and "Helvetica" in failure for failure in report.failures)


def test_a_plain_file_cannot_be_read_aloud() -> None:
    report = validate(plain(), "ua1")
    assert not report.passed
    # Content that is neither tagged nor an artifact, no tree, no language.
    assert {"7.1/3", "7.1/11", "7.2/34"} <= clauses(report.failures)


def _no_words(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot.K.K.Alt


def _no_claim(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Metadata.write(XMP.replace("<pdfuaid:part>1</pdfuaid:part>", "").encode())


def _no_title_shown(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.ViewerPreferences


@pytest.mark.parametrize(
    ("spoil", "clause"), [(_no_words, "7.3/1"), (_no_claim, "5/1"), (_no_title_shown, "7.1/10")]
)
def test_one_thing_left_out_is_the_one_clause_named(
    root: Path, spoil: Callable[[pikepdf.Pdf], None], clause: str
) -> None:
    report = validate(square(root, spoil), "ua1")
    assert clauses(report.failures) == {clause}
    assert not report.passed


def test_an_attachment_is_for_the_third_part_only(root: Path) -> None:
    def attach(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["data.xml"] = b"<data/>"

    assert not validate(square(root, attach), "2b").passed


def test_the_report_holds_for_the_flavour_asked_for(root: Path) -> None:
    # The file claims part 2.
    assert "6.6.4/2" in clauses(validate(square(root), "3b").failures)


def test_what_is_no_pdf_is_said_so() -> None:
    with pytest.raises(ValueError, match="parse"):
        validate(b"no paper", "2b")
