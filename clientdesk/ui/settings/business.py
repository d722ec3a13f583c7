"""The issuer's forms: who you are, tax and bank, working time. Saving one keeps the others as they stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientdesk.domain.calendar import holiday_regions
from clientdesk.domain.issuer import Issuer, TaxPoint
from clientdesk.i18n import _, translator
from clientdesk.i18n.places import weekday_of
from clientdesk.ui.session import Session
from clientdesk.ui.settings.save_bar import Part
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.autosave import About
from clientdesk.ui.widgets.fields import Field, Option, Section, Together
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.form_desk import FormDesk
from clientdesk.ui.widgets.identity import identifier_fields, tax_status_options
from clientdesk.ui.widgets.page import Card
from clientdesk.usecases import issuer as issuers


class IssuerCard(Card):
    """One block of the issuer's record, saved by itself; `declare` lists the fields for a country."""

    stored = Signal()

    def __init__(
        self,
        session: Session,
        title: str,
        declare: Callable[[str], Sequence[Field | Section | Together]],
        *,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent, name=name)
        self._session = session
        self._declare = declare
        self._country: str | None = None
        self._part, self._words = name, title
        self._desk = FormDesk(session, self)
        self.body.addWidget(self._desk.bar)
        self._holder = QVBoxLayout()
        self.body.addLayout(self._holder)
        self.form: Form | None = None

    @property
    def is_dirty(self) -> bool:
        """Whether something typed is not stored yet."""
        return self.form is not None and self.form.is_dirty

    @property
    def part(self) -> Part:
        """What the bar of the page saves of it."""
        return Part(self._words, self._desk, self.save)

    def show_issuer(self, issuer: Issuer) -> None:
        """Show the stored issuer; the fields are made anew when the country changes. Typed text stays."""
        if self.form is None or issuer.country != self._country:
            self._desk.leave()
            self._country = issuer.country
            self._build(issuer)
        elif self.form.is_dirty or self.form.record == issuer:
            # What is typed here stays; the rest of the record is taken along when it is saved.
            return
        if self.form is not None:
            self.form.set_record(issuer)
            # One card of one record: its version is of no account, as saving takes along what others changed.
            about = About(
                editor=f"issuer:{self._part}", record_id=1, name=self._words, place="issuer", place_id=1
            )
            self._desk.begin(self.form, about)

    def save(self) -> None:
        """Store this block's fields on top of the record as it is now."""
        if self.form is None:
            return
        typed = self.form.value()
        if typed is None:
            return
        before = issuers.get(self._session.db)
        merged = self.form.onto(before, typed)
        if self.form.tell_clashes(before, typed):
            return
        stored = self._session.run(issuers.save, merged, form=self.form, saves=self._desk.text_id)
        if stored is not None:
            self._desk.saved(stored)
            back = partial(self._session.run, issuers.save, replace(before, version=stored.version))
            # Of an issuer that had not said anything yet there is nothing to go back to.
            self._session.tell(
                _("Saved."), back if before.id else None, act=_("Changed {name}").format(name=self._words)
            )
            self.stored.emit()

    def _build(self, issuer: Issuer) -> None:
        while (item := self._holder.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.form = Form(self._declare(issuer.country))
        self._holder.addWidget(self.form)
        self._holder.addWidget(self._desk.arrows())


def who_you_are(_country: str) -> list[Field | Section]:
    """Name, address and how to reach you, as printed on every paper."""
    return [
        fields.text("name", _("Your name or business name"), span=2),
        fields.text("trade", _("What you do"), placeholder=_("for example: Brand design")),
        fields.text(
            "latin_name",
            _("Name in Latin letters"),
            hint=_("Only if your name is written in another script."),
        ),
        fields.country("address.country", _("Country")),
        fields.text("address.street", _("Street and number")),
        fields.text("address.postal_code", _("Postal code")),
        fields.text("address.city", _("Town")),
        fields.text("address.region", _("State or region")),
        fields.text("address.extra", _("Address supplement")),
        fields.text("email", _("E-mail")),
        fields.text("phone", _("Phone")),
        fields.text("website", _("Website")),
        fields.text("footer", _("Line at the foot of every document"), span=2),
    ]


def tax_and_bank(country: str) -> list[Field | Section]:
    """Tax status and identifiers by country, and where clients pay to."""
    upi = [fields.text("account.upi", _("UPI address"))] if country == "IN" else []
    return [
        fields.choice("tax_status", _("Tax status"), tax_status_options(country)),
        fields.choice(
            "tax_point",
            _("Tax falls due"),
            [
                Option(TaxPoint.SUPPLY, _("when the work is supplied")),
                Option(TaxPoint.PAYMENT, _("when the client has paid (cash basis)")),
            ],
        ),
        *identifier_fields(country),
        Section(_("Account")),
        fields.text("account.holder", _("Account holder")),
        fields.text("account.iban", _("IBAN")),
        fields.text("account.bic", _("BIC")),
        fields.text("account.bank", _("Bank")),
        fields.text("account.number", _("Account number"), hint=_("Where there is no IBAN.")),
        fields.text("account.routing", _("Routing or branch code")),
        *upi,
    ]


def working_time(country: str) -> list[Field | Section | Together]:
    """Your week, from which free days, risks and honest dates are reckoned."""
    regions = [Option(code, name) for code, name in holiday_regions(country)]
    first = weekday_of(country)
    return [
        # In the order of the calendars of the country.
        Together(tuple(_weekday((first + number) % 7) for number in range(7))),
        fields.decimal("hours_per_day", _("Planned hours a day"), unit=_("h")),
        fields.percent("fill_percent", _("Share of it you promise to clients")),
        fields.percent("buffer_percent", _("Buffer before a date is promised")),
        fields.choice(
            "holiday_region",
            _("Region for public holidays"),
            [Option("", _("The whole country")), *regions],
        ),
        fields.choice(
            "fiscal_year_start",
            _("Month in which the financial year begins"),
            [
                Option(number, name)
                for number, name in translator().locale.months["stand-alone"]["wide"].items()
            ],
        ),
    ]


def _weekday(number: int) -> Field:
    def read(issuer: Issuer) -> bool:
        return number in issuer.weekdays

    def write(issuer: Issuer, ticked: bool) -> Issuer:
        days = set(issuer.weekdays) | {number} if ticked else set(issuer.weekdays) - {number}
        return replace(issuer, weekdays=tuple(sorted(days)))

    name = translator().locale.days["format"]["wide"][number]
    return fields.check(f"weekday_{number}", name, read=read, write=write)
