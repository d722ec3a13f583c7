"""How papers are called and added up on the screen: titles, file names, the ladder of sums, the words of taxes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from clientdesk.domain import countries
from clientdesk.domain.countries.proposal import tax_choices
from clientdesk.domain.file_name import safe
from clientdesk.domain.invoice import Invoice
from clientdesk.domain.line import LineKind, LineRole, PriceMode
from clientdesk.domain.money import Money
from clientdesk.domain.quote import Quote
from clientdesk.domain.tax import Tax, TaxCategory, TaxGroup
from clientdesk.domain.totals import Totals, subtotals
from clientdesk.i18n import _, translator
from clientdesk.ui.widgets.joined import joined
from clientdesk.ui.widgets.states import kind_words
from clientdesk.ui.widgets.taxes import category_words, country_words
from clientdesk.ui.widgets.totals_panel import TotalRow
from clientdesk.usecases.drafting import Writing


def title_of(paper: Quote | Invoice) -> str:
    """Return what the paper is called: its kind, and its number once it has one."""
    words = _("Quote") if isinstance(paper, Quote) else kind_words(paper.kind.value)
    if not paper.number:
        return words
    number = paper.number
    if isinstance(paper, Quote) and paper.revision > 1:
        number = _("{number}, version {revision}").format(number=number, revision=paper.revision)
    return f"{words} {number}"


def heading(paper: Quote | Invoice, client: str, day: str) -> tuple[str, str]:
    """Return the number as the title of a page, and what it is, for whom and of when below it."""
    what = _("Quote") if isinstance(paper, Quote) else kind_words(paper.kind.value)
    if isinstance(paper, Quote) and paper.revision > 1:
        what = _("Quote, version {number}").format(number=translator().number(paper.revision))
    return paper.number, joined(what, client, day, mark="  ·  ")


def file_name(paper: Quote | Invoice, client: str) -> str:
    """Return the name offered for the PDF: the number, or what it will be for whom."""
    if paper.number:
        version = f"-v{paper.revision}" if isinstance(paper, Quote) and paper.revision > 1 else ""
        return safe(f"{paper.number}{version}.pdf")
    draft = _("Draft")
    return safe(f"{title_of(paper)} {client} {draft}.pdf")


def taxes_of(writing: Writing, on: date) -> list[tuple[Tax, str]]:
    """Return the taxes a line may carry, each in few words, the usual one first."""
    if not writing.issuer.country:
        return [(Tax(), translator().percent(Tax().rate))]
    choices = tax_choices(writing.issuer, writing.client, on)
    return [(tax, tax_words(tax, name)) for name, tax in choices]


def tax_words(tax: Tax, name: str = "") -> str:
    """Return a tax as it stands in a cell: 19 %, or why there is none."""
    if tax.rate or tax.category in {TaxCategory.STANDARD, TaxCategory.ZERO}:
        return translator().percent(tax.rate)
    return category_words(tax.category) or country_words(name)


def amounts_of(paper: Quote | Invoice) -> list[str]:
    """Return what stands in the amount column: each line's own sum, and the subtotals."""
    currency = paper.currency
    amounts = [line.amount(currency) for line in paper.lines]
    counted = [
        amount if line.counts else Money.zero(currency)
        for line, amount in zip(paper.lines, amounts, strict=True)
    ]
    sums = subtotals(paper.lines, counted, currency)
    shown = []
    for row, (line, amount) in enumerate(zip(paper.lines, amounts, strict=True)):
        if line.kind is LineKind.SUBTOTAL:
            shown.append(translator().amount(sums[row]))
        elif line.kind is not LineKind.ITEM:
            shown.append("")
        elif line.role in {LineRole.OPTIONAL, LineRole.ALTERNATIVE} and not line.chosen:
            shown.append(f"({translator().amount(amount)})")
        else:
            shown.append(translator().amount(amount))
    return shown


def ladder(paper: Quote | Invoice, totals: Totals, country: str) -> list[TotalRow]:
    """Return the sums at the foot of the lines: discounts, net, tax, deductions, what is due."""
    money = translator().money
    rows = []
    if totals.discount or totals.surcharge:
        rows.append(TotalRow(_("Lines"), money(totals.line_total), name="lines"))
    if totals.discount:
        rows.append(TotalRow(_("Discount"), money(-totals.discount), name="discount"))
    if totals.surcharge:
        rows.append(TotalRow(_("Surcharge"), money(totals.surcharge), name="surcharge"))
    taxed = any(group.tax.rate for group in totals.groups)
    if taxed or paper.price_mode is PriceMode.GROSS:
        rows.append(TotalRow(_("Net"), money(totals.net), name="net"))
    rows += _tax_rows(totals.groups, country)
    if not totals.deductions and not totals.rounding:
        return [*rows, TotalRow(_("Total"), money(totals.gross), strong=True, name="due")]
    rows.append(TotalRow(_("Total"), money(totals.gross), name="gross"))
    rows += [
        TotalRow(
            _("less {number} of {date}").format(
                # A date is read as one word, where the label takes two lines.
                number=deduction.number,
                date=translator().date(deduction.issued_on).replace(" ", "\u00a0"),
            ),
            money(-deduction.gross),
            name=f"deduction_{deduction.number}",
        )
        for deduction in totals.deductions
    ]
    if totals.rounding:
        rows.append(TotalRow(_("Rounding"), money(totals.rounding), name="rounding"))
    words = _("To refund") if totals.due.minor < 0 else _("Still due")
    return [*rows, TotalRow(words, money(totals.due), strong=True, name="due")]


def _tax_rows(groups: Sequence[TaxGroup], country: str) -> list[TotalRow]:
    name = country_words(countries.rules(country).tax_name) if country else _("Tax")
    rows = []
    for group in groups:
        if not group.tax.rate:
            continue
        parts = group.tax.parts or (name,)
        share = translator().percent(group.tax.rate / len(parts))
        rows += [
            TotalRow(joined(part, share, mark=" "), translator().money(amount), name=f"tax_{part}_{share}")
            for part, amount in zip(parts, group.amounts, strict=True)
        ]
    return rows
