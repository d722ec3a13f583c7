"""The terms of a paper below its lines: days, currency, language, and the words around the lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clientdesk.domain import countries
from clientdesk.domain.invoice import CREDITS, DueRule, Invoice, InvoiceKind
from clientdesk.domain.line import PriceMode
from clientdesk.domain.quote import Quote
from clientdesk.i18n import PAPER_LANGUAGES, _, language_of, parse_decimal, pgettext, translator
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.fields import Field, Option, Section
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.number_editors import DecimalEditor
from clientdesk.ui.widgets.page import Card
from clientdesk.usecases.drafting import Writing

_RATE_DECIMALS = 6


class TermsCard(Card):
    """One form per kind of paper; fields that do not apply are hidden."""

    edited = Signal()

    def __init__(self, today: Callable[[], date], *, quote: bool, parent: QWidget | None = None) -> None:
        super().__init__(_("Terms and words"), parent, name="quote_terms" if quote else "invoice_terms")
        self._is_quote = quote
        declared = _quote_fields(today) if quote else _invoice_fields(today)
        self.form = Form(declared, columns=4, parent=self)
        self.body.addWidget(self.form)
        self.form.edited.connect(self._edited)
        self.form.left.connect(self._edited)
        self._languages: tuple[str, ...] = ()

    def show_paper(self, writing: Writing, usual_days: int) -> None:
        """Show the paper's terms."""
        self._offer_languages(writing)
        self.form.set_record(writing.paper)
        self.follow(writing, usual_days)

    def follow(self, writing: Writing, usual_days: int) -> None:
        """Show or hide what depends on client, currency and kind, without touching what is being typed."""
        paper = writing.paper
        self._offer_languages(writing)
        if not isinstance(paper, Invoice):
            return
        credit = paper.kind in CREDITS
        foreign = bool(writing.issuer.currency) and paper.currency != writing.issuer.currency
        self.form.set_field_visible("home_rate", foreign and not credit)
        for name in ("due_days", "due_rule"):
            self.form.set_field_visible(name, not credit and paper.due_on is None)
        # A day that was agreed stands in place of the days to pay; emptied, they count again.
        self.form.set_field_visible("due_on", not credit and paper.due_on is not None)
        self.form.set_field_visible("reason", credit or paper.kind is InvoiceKind.CORRECTION)
        self.form.set_field_visible("overrun_reason", paper.contract_id is not None and not credit)
        prepaid = paper.kind is InvoiceKind.PREPAYMENT
        for name in ("supplied_from", "supplied_to"):
            self.form.set_field_visible(name, not credit and not prepaid)
        bound = paper.contract_id is not None or paper.corrects_id is not None
        self.form.editor("currency").setEnabled(not bound)
        self.form.editor("due_days").setPlaceholderText(translator().number(usual_days))
        home = writing.issuer.currency or paper.currency
        self.form.editor("home_rate").set_unit(home)

    def refill(self, writing: Writing) -> None:
        """Show what the choice of a client or country has changed."""
        self._offer_languages(writing)
        self.form.refill(writing.paper)

    def read_into(self, paper: Quote | Invoice, *, typing: bool = False) -> Quote | Invoice:
        """Return `paper` with the terms as far as they can be read; while `typing`, without a half-typed date."""
        read: Quote | Invoice = self.form.read_into(paper, typing=typing)
        if isinstance(read, Invoice) and isinstance(paper, Invoice) and read.currency != paper.currency:
            # A rate belongs to its currency.
            return replace(read, home_rate=None, home_rate_on=None)
        return read

    def _offer_languages(self, writing: Writing) -> None:
        country = writing.issuer.country
        spoken = countries.rules(country).languages if country else ()
        own = (writing.paper.language, writing.issuer.language, writing.client.language)
        offered = dict.fromkeys(filter(None, own))
        for tag in (*(f"{language}-{country}" for language in spoken), *PAPER_LANGUAGES):
            if language_of(tag) not in {language_of(known) for known in offered}:
                offered[tag] = None
        tags = tuple(offered)
        if tags != self._languages:
            self._languages = tags
            options = [option for option in fields.language_options(tags) if option.value]
            editor = self.form.editor("language")
            editor.set_options(options)
            editor.set_value(writing.paper.language)

    def _edited(self, _name: str) -> None:
        self.edited.emit()


class RateEditor(DecimalEditor):
    """A rate between two currencies: at most six decimals, as central banks publish them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, empty=None)

    def parse(self, text: str) -> Decimal:
        return parse_decimal(text, translator().tag, most_decimals=_RATE_DECIMALS)

    def show_value(self, value: Decimal) -> str:
        return translator().number(value)


def _invoice_fields(today: Callable[[], date]) -> Sequence[Field | Section]:
    return [
        fields.long_text("reason", _("Reason"), lines=2, span=4),
        fields.date("supplied_from", _("Work from"), today=today),
        fields.date("supplied_to", _("Work until"), today=today),
        fields.integer("due_days", _("Days to pay"), empty=None, unit=_("days")),
        fields.choice(
            "due_rule",
            _("Counted"),
            [
                Option(DueRule.DAYS, _("to the day")),
                Option(DueRule.END_OF_MONTH, _("to the end of the month")),
            ],
        ),
        fields.date("due_on", _("Due"), today=today, span=4),
        fields.text("reference", _("Client's reference"), span=2),
        _price_mode(span=2),
        fields.currency("currency", _("Currency"), span=2),
        fields.language("language", _("Language of the document"), span=2),
        Field(
            name="home_rate",
            label=_("Rate of the day"),
            make=RateEditor,
            span=2,
            hint=_("What one unit is worth in your own currency."),
        ),
        fields.text(
            "overrun_reason", _("Reason for billing more than agreed"), span=4, hint=_("Only if it is so.")
        ),
        fields.long_text("intro", _("Words before the lines"), lines=2, span=2, hint=_("Empty: as usual.")),
        fields.long_text("closing", _("Words after the sums"), lines=2, span=2, hint=_("Empty: as usual.")),
    ]


def _price_mode(*, span: int) -> Field:
    return fields.choice(
        "price_mode",
        _("Prices are typed"),
        [Option(PriceMode.NET, _("without tax")), Option(PriceMode.GROSS, _("with tax inside"))],
        span=span,
    )


def _quote_fields(today: Callable[[], date]) -> Sequence[Field | Section]:
    return [
        fields.long_text("goal", _("Goal of the client"), lines=2, span=4),
        fields.long_text(
            "not_included",
            _("What is not included"),
            lines=2,
            span=2,
            hint=_("Named now, it causes no argument later. Type “{none}” if everything is included.").format(
                none=pgettext("typed", "none")
            ),
        ),
        fields.long_text(
            "change_terms",
            _("What later changes cost"),
            lines=2,
            span=2,
            hint=_("For example by the hour, or “{none}”.").format(none=pgettext("typed", "none")),
        ),
        fields.date("valid_until", _("Valid until"), today=today, span=2),
        _price_mode(span=2),
        fields.currency("currency", _("Currency"), span=2),
        fields.language("language", _("Language of the document"), span=2),
        fields.long_text("intro", _("Words before the lines"), lines=2, span=2, hint=_("Empty: as usual.")),
        fields.long_text("closing", _("Words after the sums"), lines=2, span=2, hint=_("Empty: as usual.")),
    ]
