"""Chinese, Japanese and Korean on papers, in real fonts (Debian's fonts-wqy-microhei and fonts-ipafont-gothic)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader

from clientdesk.domain.client import Client
from clientdesk.domain.errors import ChecksFailedError, RuleError
from clientdesk.domain.invoice import Invoice
from clientdesk.domain.line import Line
from clientdesk.domain.party import Address
from clientdesk.domain.tax import Tax, TaxCategory
from clientdesk.storage.database import Database
from clientdesk.usecases import clients, fonts, invoices, issuer, papers
from tests.archive.verapdf import validate
from tests.usecases.billing import ON, open_german

#: Simplified and traditional Chinese, Japanese and Korean in one collection.
CHINESE = Path("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc")
JAPANESE = Path("/usr/share/fonts/opentype/ipafont-gothic/ipagp.ttf")
EXPORT = Tax(category=TaxCategory.EXPORT, reason="Export of services")
PEOPLE = {
    "CN": Client(
        name="北京云图设计有限公司",
        addresses=(Address(street="朝阳区建国路88号", postal_code="100022", city="北京市", country="CN"),),
    ),
    "JP": Client(
        name="株式会社山田製作所",
        addresses=(
            Address(street="渋谷区神南一丁目19番11号", postal_code="150-0041", city="東京都", country="JP"),
        ),
    ),
    "KR": Client(
        name="주식회사 한빛미디어",
        addresses=(
            Address(street="서대문구 연희로2길 62", postal_code="03785", city="서울특별시", country="KR"),
        ),
    ),
}
WORK = {
    "CN": "品牌标志设计，包括三个方案和两轮修改；最终文件以矢量格式交付（AI、SVG、PDF），并附颜色与字体使用说明。",
    "JP": "ロゴデザイン一式（カタログ用）。「最終データ」はPDF形式で納品し、色とフォントの使用説明書を付けます。",
    "KR": "로고 디자인: 세 가지 시안과 두 번의 수정을 포함하며 최종 파일은 벡터 형식으로 전달합니다.",
}
#: What may not begin a line (JIS X 4051, 4.1): closing brackets, stops, small kana, the mark of a long vowel.
NOT_FIRST = "、。，；）」』】〉》！？ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々"


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    book = open_german(tmp_path / "book.clientdesk")
    yield book
    book.close()


def drafted(db: Database, country: str, **changes: object) -> Invoice:
    person = clients.create(db, replace(PEOPLE[country], **changes))  # type: ignore[arg-type]  # checked by the record
    line = Line(
        description=WORK[country][:6],
        details=WORK[country],
        quantity=Decimal(1),
        unit="C62",
        unit_price=Decimal(850),
        tax=EXPORT,
    )
    return invoices.create(db, person.id, on=ON, title=WORK[country][:4], lines=(line,))


def faces(pdf: bytes) -> set[str]:
    return {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in PdfReader(io.BytesIO(pdf)).pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]  # a dictionary of pypdf's
    }


def by_pypdf(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def by_pdfium(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def test_without_the_pack_the_preview_and_issue_say_the_same_and_what_to_do(db: Database):
    draft = drafted(db, "CN")
    with pytest.raises(RuleError) as at_the_preview:
        papers.invoice_pdf(db, draft, on=ON, draft=True)
    with pytest.raises(ChecksFailedError) as at_issue:
        invoices.issue(db, draft.id, on=ON)
    said = [problem for problem in at_issue.value.problems if problem.field == "client.latin_name"]
    assert [str(problem) for problem in said] == [str(at_the_preview.value)]
    assert "“北” (U+5317)" in str(said[0])
    assert "in the settings, under Fonts" in str(said[0])
    assert "Noto Sans SC" in str(said[0])
    # The address and the lines are said at once, not one after the other.
    assert {problem.field for problem in at_issue.value.problems} == {
        "client.latin_name",
        "client.address",
        "title",
        "lines.0.description",
    }


@pytest.mark.parametrize("country", PEOPLE)
def test_with_the_pack_names_addresses_and_lines_are_printed_archived_and_read_back(
    db: Database, country: str
):
    fonts.add_files(db, [CHINESE, JAPANESE])
    issued = invoices.issue(db, drafted(db, country).id, on=ON)
    kept = papers.kept(db, "invoice", issued.id)
    assert kept is not None
    # Drawn again it says how far the history has grown since, and nothing else: the same input gives the same bytes.
    again = papers.invoice_pdf(db, issued, on=ON, draft=False)
    assert again == papers.invoice_pdf(db, issued, on=ON, draft=False)
    address = PEOPLE[country].addresses[0]
    for read in (by_pypdf, by_pdfium):
        text = "".join(read(kept.pdf).split())
        for part in (PEOPLE[country].name, address.street, address.city, WORK[country]):
            assert "".join(part.split()) in text, read.__name__
    for flavour in ("2b", "ua1"):
        report = validate(kept.pdf, flavour)
        assert report.failures == ()
        assert report.checks


def test_han_characters_come_from_the_face_of_the_client_s_country(db: Database):
    fonts.add_files(db, [CHINESE, JAPANESE])
    drawn = {
        country: faces(papers.invoice_pdf(db, drafted(db, country), on=ON, draft=False)) for country in PEOPLE
    }
    assert "IPAPGothic" in drawn["JP"]
    assert "WenQuanYiMicroHei" in drawn["CN"] & drawn["KR"]
    assert "IPAPGothic" not in drawn["CN"] | drawn["KR"]


def test_han_characters_of_a_japanese_paper_are_japanese_whoever_gets_it(db: Database):
    fonts.add_files(db, [CHINESE, JAPANESE])
    draft = replace(drafted(db, "CN"), language="ja")
    assert "IPAPGothic" in faces(papers.invoice_pdf(db, draft, on=ON, draft=False))


@pytest.mark.parametrize("country", ["CN", "JP"])
def test_lines_break_between_characters_and_never_before_a_stop_or_a_small_kana(db: Database, country: str):
    from clientdesk.documents.look import DEFAULT_LOOK
    from clientdesk.documents.styles import styles
    from clientdesk.documents.text import wrap
    from clientdesk.usecases import issuer

    fonts.add_files(db, [CHINESE])
    names = fonts.for_paper(db, issuer.get(db), PEOPLE[country], "en")
    body = styles(DEFAULT_LOOK, "en", fonts=names).body
    for width in range(40, 200, 7):
        lines = [line.text for line in wrap(WORK[country] * 3, body, width)]
        assert "".join(lines) == WORK[country] * 3
        assert [line for line in lines if line[0] in NOT_FIRST] == []
        # No line ends because a sentence without spaces did not fit.
        assert len(lines) < len(WORK[country]) * 3 * 10 / width + 12


def test_a_paper_without_such_letters_reads_no_file_of_the_pack(db: Database, tmp_path: Path):
    # Of its own bytes, so that no other test has opened it; then nothing of it is left that could be read.
    own = tmp_path / "own.ttf"
    own.write_bytes(JAPANESE.read_bytes() + bytes(4))
    fonts.add_files(db, [own])
    (file,) = (tmp_path / "data" / "ClientDesk" / "fonts").glob("*.font")
    file.write_bytes(b"")
    person = clients.create(db, Client(name="Zoë Ångström GmbH"))
    line = Line(description="Logo", quantity=Decimal(1), unit_price=Decimal(850), tax=EXPORT)
    plain = invoices.create(db, person.id, on=ON, title="Logo", lines=(line,))
    assert "Ångström" in by_pdfium(papers.invoice_pdf(db, plain, on=ON, draft=True))
    with pytest.raises(RuleError, match="No font here has the sign"):
        papers.invoice_pdf(db, drafted(db, "JP"), on=ON, draft=True)


def test_a_latin_name_still_stands_where_the_paper_s_reader_cannot_read_the_other(db: Database):
    fonts.add_files(db, [CHINESE])
    draft = drafted(db, "CN", latin_name="Beijing Yuntu Design Co., Ltd.")
    assert "Beijing Yuntu" in by_pdfium(papers.invoice_pdf(db, draft, on=ON, draft=False))
    chinese = replace(draft, language="zh")
    assert PEOPLE["CN"].name in by_pdfium(papers.invoice_pdf(db, chinese, on=ON, draft=False))


def test_the_pack_lies_beside_the_book_and_serves_every_book(db: Database, tmp_path: Path):
    fonts.add_files(db, [CHINESE])
    assert (tmp_path / "book.clientdesk").stat().st_size < CHINESE.stat().st_size
    assert fonts.pack_languages() == ("zh-hans", "ja", "ko", "zh-hant")
    other = open_german(tmp_path / "other.clientdesk")
    assert PEOPLE["KR"].name in by_pdfium(papers.invoice_pdf(other, drafted(other, "KR"), on=ON, draft=False))
    other.close()


def test_a_pack_that_was_removed_is_missed_and_can_be_put_back(db: Database):
    fonts.add_files(db, [CHINESE])
    draft = drafted(db, "JP")
    before = papers.invoice_pdf(db, draft, on=ON, draft=False)
    removed = fonts.remove(db, "WenQuanYi Micro Hei")
    assert fonts.families(db) == ()
    with pytest.raises(RuleError, match="No font here has the sign “株”"):
        papers.invoice_pdf(db, draft, on=ON, draft=False)
    fonts.put_back(db, removed)
    assert papers.invoice_pdf(db, draft, on=ON, draft=False) == before


def test_a_pack_whose_file_is_gone_or_damaged_is_no_fault_of_the_paper(db: Database, tmp_path: Path):
    fonts.add_files(db, [CHINESE])
    folder = tmp_path / "data" / "ClientDesk" / "fonts"
    (record,) = folder.glob("*.json")
    record.write_text("{not json", encoding="utf-8")
    assert fonts.families(db) == ()
    fonts.add_files(db, [CHINESE])
    (file,) = folder.glob("*.font")
    file.unlink()
    with pytest.raises(RuleError, match="No font here has the sign"):
        papers.invoice_pdf(db, drafted(db, "KR"), on=ON, draft=False)


@pytest.mark.parametrize("name", ["trade", "footer"])
def test_words_of_the_issuer_that_no_font_has_are_said_and_not_left_out(db: Database, name: str):
    issuer.save(db, replace(issuer.get(db), **{name: "北京 Design"}))
    with pytest.raises(ChecksFailedError) as refused:
        invoices.issue(db, drafted(db, "CN").id, on=ON)
    assert f"issuer.{name}" in {problem.field for problem in refused.value.problems}


def test_a_form_of_address_that_no_font_has_is_said_and_not_left_out(db: Database):
    draft = drafted(db, "CN")
    client = clients.get(db, draft.client_id)
    clients.change(db, replace(client, form_of_address="尊敬的王先生"))
    with pytest.raises(ChecksFailedError) as refused:
        invoices.issue(db, draft.id, on=ON)
    assert "client.form_of_address" in {problem.field for problem in refused.value.problems}
