"""The letter around every paper: letterhead, address window, information block, foot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from clientdesk.documents.fonts import can_draw
from clientdesk.documents.setting import Setting, buyer_name, seller_name
from clientdesk.documents.view import (
    Autograph,
    DocumentView,
    Envelope,
    Fact,
    FooterColumn,
    Section,
    SignOff,
    Text,
    TextRole,
)
from clientdesk.domain.design import FootBlock
from clientdesk.domain.identifiers import group_iban
from clientdesk.domain.party import TaxId, address_lines
from clientdesk.i18n import Translator


def letter(  # the parts of a letter
    where: Setting,
    *,
    title: str,
    number: str = "",
    subject: str = "",
    info: Sequence[Fact] = (),
    body: Sequence[Section] = (),
) -> DocumentView:
    """Return the whole paper: `title`, `info` and `body` are the paper's own, the rest comes from the setting."""
    tr = where.tr
    name = seller_name(where)
    running = tr.joined(title_line(title, number, tr), name)
    return DocumentView(
        language=tr.tag,
        paper=where.paper,
        envelope=where.envelope,
        title=title,
        number=number,
        subject=subject,
        issuer_name=name,
        tagline=where.issuer.trade if can_draw(where.issuer.trade, where.fonts) else "",
        sender_line=_sender(where),
        recipient=recipient(where),
        info=tuple(fact for fact in info if fact.value),
        body=tuple(body),
        footer=_foot(where),
        running_title=running,
        seal=_seal(where),
        page_label=tr.gettext("Page {page} of {pages}"),
        digits=tr.in_digits("0123456789"),
        watermark=tr.pgettext("watermark", "DRAFT") if where.draft else "",
        head_text=tuple(line for line in where.design.head_text.splitlines() if can_draw(line, where.fonts)),
        design=where.design,
        fonts=where.fonts,
        author=name,
        archived_on=where.on,
    )


def _seal(where: Setting) -> str:
    """Return the end of the book's history when the paper is drawn: whoever has the paper holds the book to it."""
    if where.head is None or not where.head.count:
        return ""
    # Translators: small print at the foot of documents: the number of the last entry in the history of the book,
    # Translators: and its seal (hexadecimal digits).
    words = where.tr.pgettext("small print", "History {count}: {seal}")
    count = where.tr.in_digits(str(where.head.count))
    return words.format(count=count, seal=where.tr.left_to_right(where.head.short))


def recipient(where: Setting) -> tuple[str, ...]:
    """Return the lines of the address window; the country only if it is not the issuer's."""
    buyer = where.buyer
    name = buyer_name(where)
    attention = (
        buyer.attention if buyer.attention != buyer.name and can_draw(buyer.attention, where.fonts) else ""
    )
    foreign = bool(buyer.address.country) and buyer.address.country != where.seller.address.country
    country = where.tr.country_name(buyer.address.country).upper() if foreign else ""
    return tuple(line for line in (name, attention, *address_lines(buyer.address), country) if line)


def notes(texts: Iterable[str], role: TextRole = TextRole.NOTE) -> tuple[Text, ...]:
    """Return a block of the given sentences, each once, or nothing if there are none."""
    kept = tuple(dict.fromkeys(text.strip() for text in texts if text.strip()))
    return (Text(paragraphs=kept, role=role),) if kept else ()


def body_text(text: str) -> tuple[Text, ...]:
    """Return what the user typed as paragraphs: an empty line parts them."""
    parts = tuple(part.strip("\n") for part in text.replace("\r\n", "\n").split("\n\n") if part.strip())
    return (Text(paragraphs=parts),) if parts else ()


def greeting(where: Setting, intro: str, usual: str) -> tuple[Text, ...]:
    """Return salutation and first sentence; what the user typed stands instead of the `usual` one."""
    opening = where.form_of_address.strip() if can_draw(where.form_of_address, where.fonts) else ""
    words = intro.strip() or usual
    comma = "\N{ARABIC COMMA}" if where.tr.is_right_to_left else ","
    parts = [opening + ("" if opening[-1] in ",!:.\N{ARABIC COMMA}" else comma)] if opening else []
    parts.extend(part for part in words.split("\n\n") if part.strip())
    return (Text(paragraphs=tuple(parts)),) if parts else ()


def autograph(where: Setting) -> Autograph | None:
    """Return the picture of the issuer's signature, or None if there is none."""
    if not where.design.signature:
        return None
    name = where.design.signatory or seller_name(where)
    return Autograph(
        picture=where.design.signature, alt=where.tr.gettext("Signature of {name}").format(name=name)
    )


def sign_off(where: Setting) -> tuple[SignOff, ...]:
    """Return the end of a letter: the issuer's signature over the name of who signs, or nothing."""
    drawn = autograph(where)
    name = where.design.signatory
    return (SignOff(autograph=drawn, name=name if can_draw(name, where.fonts) else ""),) if drawn else ()


def tax_id_line(where: Setting, tax_id: TaxId) -> str:
    """Return an identifier with its name: "VAT ID DE136695976"."""
    rule = where.rules.identifier(tax_id.kind)
    label = where.tr.gettext(rule.label) if rule else tax_id.kind.replace("_", " ").upper()
    return f"{label} {where.tr.isolate(tax_id.value)}".strip()


def grouped(iban: str) -> str:
    """Return an IBAN in groups of four, held together by no-break spaces (R-ID-2)."""
    return group_iban(iban).replace(" ", "\N{NO-BREAK SPACE}")


def _sender(where: Setting) -> str:
    lines = address_lines(where.seller.address)
    if where.envelope is Envelope.US_10:
        return where.tr.joined(*lines, where.seller.email, where.seller.phone)
    return where.tr.joined(seller_name(where), *lines) if lines else ""


def title_line(title: str, number: str, tr: Translator) -> str:
    """Return the kind of the paper and its number in one line."""
    return f"{title} {tr.isolate(number)}".strip() if number else title


def _foot(where: Setting) -> tuple[FooterColumn, ...]:
    tr, issuer, account = where.tr, where.issuer, where.account
    seller = where.seller
    abroad = bool(where.buyer.address.country) and where.buyer.address.country != seller.address.country
    country = tr.country_name(seller.address.country) if abroad and seller.address.country else ""
    printed = [tax_id for tax_id in seller.tax_ids if tax_id.value and _on_paper(where, tax_id)]
    bank = [account.bank, grouped(account.iban), account.bic and f"BIC {account.bic}"]
    if account.number:
        bank.append(tr.gettext("Account {number}").format(number=account.number))
    if account.routing:
        bank.append(tr.gettext("Routing no. {number}").format(number=account.routing))
    if account.upi:
        bank.append(f"UPI {account.upi}")
    blocks: Mapping[FootBlock, tuple[str, ...]] = {
        FootBlock.ADDRESS: (seller_name(where), *address_lines(seller.address), country),
        FootBlock.CONTACT: _headed(
            tr.gettext("Contact"), [seller.email, seller.phone, issuer.website, *issuer.footer.splitlines()]
        ),
        FootBlock.TAX: _headed(tr.gettext("Tax"), [tax_id_line(where, tax_id) for tax_id in printed]),
        FootBlock.BANK: _headed(tr.gettext("Bank details"), bank),
        FootBlock.OWN: tuple(
            line for line in where.design.foot_text.splitlines() if can_draw(line, where.fonts)
        ),
    }
    kept = (tuple(line for line in blocks[block] if line) for block in where.design.foot)
    return tuple(FooterColumn(lines=lines) for lines in kept if lines)


def _on_paper(where: Setting, tax_id: TaxId) -> bool:
    rule = where.rules.identifier(tax_id.kind)
    return rule is None or rule.on_paper


def _headed(title: str, lines: Sequence[str]) -> tuple[str, ...]:
    kept = [line for line in lines if line]
    return (title, *kept) if kept else ()
