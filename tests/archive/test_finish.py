"""A drawn paper becomes one that archives keep and readers read aloud; veraPDF and other readers are asked."""

from __future__ import annotations

import hashlib
import io
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pikepdf
import pypdf
import pytest

from clientdesk.documents.archive import Attachment, finish
from clientdesk.documents.structure import Annotation, Mark, Node
from tests.archive.paper import DAY, finished, paper
from tests.archive.test_verapdf import clauses
from tests.archive.verapdf import validate

DATA = Attachment(
    name="factur-x.xml",
    content="<invoice>für Ä</invoice>".encode(),
    media_type="text/xml",
    relationship="Alternative",
    description="The invoice for machines",
)


@pytest.mark.parametrize("flavour", ["2b", "ua1"])
def test_a_paper_with_everything_passes(flavour: str) -> None:
    report = validate(finished(*paper()), flavour)
    assert report.failures == ()
    assert report.passed


@pytest.mark.parametrize("flavour", ["3b", "ua1"])
def test_a_paper_with_attachments_passes_the_third_part(flavour: str) -> None:
    other = Attachment(name="Ängebot.csv", content=b"a,b", media_type="text/csv", relationship="Data")
    report = validate(finished(*paper(), attachments=(other, DATA)), flavour)
    assert report.failures == ()


def test_a_paper_without_its_tree_cannot_be_read_aloud() -> None:
    pdf, _tree = paper()
    report = validate(finished(pdf, Node("Document")), "ua1")
    assert "7.1/3" in clauses(report.failures)


@pytest.mark.parametrize("kind", ["H1", "Table", "Figure", "L"])
def test_content_whose_node_is_missing_is_noticed(kind: str) -> None:
    assert "7.1/3" in clauses(validate(finished(*paper(spare=kind)), "ua1").failures)


def test_a_picture_without_words_is_noticed() -> None:
    pdf, tree = paper()
    next(node for node in tree.walk() if node.kind == "Figure").alt = ""
    assert clauses(validate(finished(pdf, tree), "ua1").failures) == {"7.3/1"}


def test_a_table_head_that_heads_nothing_is_noticed() -> None:
    pdf, tree = paper()
    for node in tree.walk():
        if node.kind == "TH":
            node.attributes = {}
    assert "7.5/1" in clauses(validate(finished(pdf, tree), "ua1").failures)


def test_the_same_paper_has_the_same_bytes() -> None:
    first, second = (finished(*paper(), attachments=(DATA,)) for _ in range(2))
    assert first == second
    assert finished(*paper(), title="Another") != first


def test_other_readers_see_title_language_and_dates() -> None:
    title = "Rechnung <2026> & ధన్యవాదాలు\x0b \ud800"
    reader = pypdf.PdfReader(io.BytesIO(finished(*paper(), title=title)))
    info: Any = reader.metadata
    assert info.title == "Rechnung <2026> & ధన్యవాదాలు "
    assert info.author == "Lena Hartmann"
    assert info.subject == "Résumé of work in März"
    assert info.producer == "ClientDesk"
    assert info.creation_date == info.modification_date
    root: Any = reader.root_object
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    said: Any = reader.xmp_metadata
    assert said.dc_title == {"x-default": info.title, "en": info.title}
    assert said.dc_creator == [info.author]
    assert said.dc_description == {"x-default": info.subject, "en": info.subject}
    assert said.pdf_producer == info.producer
    assert said.xmp_create_date.date() == info.creation_date.date() == DAY
    # No other reader forgives a packet that is no XML.
    assert ET.fromstring(root["/Metadata"].get_data()).tag.endswith("xmpmeta")


def test_author_and_subject_may_be_unknown() -> None:
    pdf, tree = paper()
    done = finish(
        pdf, tree=tree, title="Slip", author="", subject="", language="ar", created=date(2026, 1, 2)
    )
    assert [validate(done, flavour).failures for flavour in ("2b", "ua1")] == [(), ()]
    assert "/Author" not in pikepdf.open(io.BytesIO(done)).docinfo


def test_an_attachment_comes_out_as_it_went_in() -> None:
    done = finished(*paper(), attachments=(DATA,))
    reader = pypdf.PdfReader(io.BytesIO(done))
    assert reader.attachments == {"factur-x.xml": [DATA.content]}
    file = pikepdf.open(io.BytesIO(done))
    (entry,) = file.Root.AF
    assert entry.AFRelationship == "/Alternative"
    assert entry.EF.F.Subtype == "/text/xml"
    assert bytes(entry.EF.F.Params.CheckSum) == hashlib.md5(DATA.content).digest()


def test_every_mark_leads_to_its_node_and_the_words_are_still_there() -> None:
    pdf, tree = paper()
    done = finished(pdf, tree)
    file = pikepdf.open(io.BytesIO(done))
    entries = file.Root.StructTreeRoot.ParentTree.Nums
    owners = {int(entries[at]): entries[at + 1] for at in range(0, len(entries), 2)}
    for node in tree.walk():
        for kid in node.kids:
            if isinstance(kid, Mark):
                page = file.pages[kid.page].obj
                kind = owners[int(page.StructParents)][kid.mcid].S
                assert str(kind) == f"/{node.kind}"
    link = file.pages[1].obj.Annots[0]
    assert owners[int(link.StructParent)].S == "/Link"
    assert str(link.Contents) == "Pay online"
    document = file.Root.StructTreeRoot.K
    assert [str(kid.S) for kid in document.K] == ["/H1", "/P", "/P", "/Table", "/Figure", "/L", "/P"]
    assert document.K[2].Lang == "te"
    # The paragraph over both pages.
    assert document.K[1].K[1].Pg == file.pages[1].obj
    words = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(done)).pages]
    assert "This sentence begins" in words[0]
    assert "ends on the second" in words[1]


def test_attributes_go_to_the_one_who_owns_them() -> None:
    pdf, tree = paper()
    cell = next(node for node in tree.walk() if "ColSpan" in node.attributes)
    cell.attributes = {"ColSpan": 3, "TextAlign": "End", "BBox": (60, 100.5, 200, 300)}
    done = finished(pdf, tree)
    assert validate(done, "ua1").failures == ()
    file = pikepdf.open(io.BytesIO(done))
    rows = file.Root.StructTreeRoot.K.K[3].K[1].K
    table, layout = rows[3].K.A
    assert [table.O, table.ColSpan] == ["/Table", 3]
    assert [layout.O, layout.TextAlign] == ["/Layout", "/End"]
    assert [float(each) for each in layout.BBox] == [60, 100.5, 200, 300]


@pytest.mark.parametrize(
    ("kid", "said"),
    [
        (Mark(0, 0), "twice"),
        (Mark(2, 0), "page 2 of 2"),
        (Annotation(0, 0), "not in the file"),
        (Annotation(1, 0), "twice"),
    ],
)
def test_a_tree_that_does_not_fit_is_refused(kid: Mark | Annotation, said: str) -> None:
    pdf, tree = paper()
    tree.kids.append(Node("P", [kid]))
    with pytest.raises(ValueError, match=said):
        finished(pdf, tree)


def test_the_colours_are_described_without_a_date() -> None:
    file = pikepdf.open(io.BytesIO(finished(*paper())))
    profile = file.Root.OutputIntents[0].DestOutputProfile
    content = profile.read_bytes()
    assert profile.N == 3
    assert (content[16:20], content[36:40]) == (b"RGB ", b"acsp")
    assert content[24:36] == bytes(12)
