"""The four answers about oneself, asked where the first paper needs them: who, where, tax status and number."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QLabel, QWidget

from clientdesk.domain import countries
from clientdesk.domain.address_line import read_address_line
from clientdesk.domain.errors import RuleError
from clientdesk.domain.issuer import Issuer, TaxStatus
from clientdesk.i18n import _, pgettext, translator
from clientdesk.ui import actions, style
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.identity import tax_status_options
from clientdesk.ui.widgets.joined import joined
from clientdesk.ui.widgets.page import Card
from clientdesk.ui.widgets.taxes import country_words
from clientdesk.usecases.drafting import in_country, paper_tax_id, paper_tax_id_warning, with_paper_tax_id


class YouCard(Card):
    """Country, name, address and tax status; a line below says what the country has set."""

    edited = Signal()
    settings_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("You, as on every document"), parent, name="you")
        self._country = ""
        self.add_button(actions.button("document.settings", self, self.settings_wanted.emit, variant="link"))
        self.form = Form(
            [
                fields.text("name", _("Your name or business name"), span=4),
                fields.country("address.country", _("Country"), span=2),
                fields.text(
                    "address.street",
                    _("Street and number"),
                    span=3,
                    placeholder=_("or all of it: Ringstr. 5, 04109 Leipzig"),
                ),
                fields.text("address.postal_code", _("Postal code"), span=1),
                fields.text("address.city", _("Town"), span=2),
                fields.choice("tax_status", _("Tax status"), tax_status_options(""), span=3),
                fields.identifier(
                    "tax_id",
                    _("Tax number or VAT ID"),
                    look=self._look_at,
                    span=3,
                    read=paper_tax_id,
                    write=with_paper_tax_id,
                ),
            ],
            columns=6,
            parent=self,
        )
        self.body.addWidget(self.form)
        self._facts = QLabel(self, objectName="country_facts")
        self._facts.setWordWrap(True)
        style.set_role(self._facts, role="hint")
        self.body.addWidget(self._facts)
        self.form.edited.connect(self._edited)
        self.form.editor("address.street").editingFinished.connect(self._split_address)

    def set_issuer(self, issuer: Issuer) -> None:
        """Show the answers there are."""
        self._offer(issuer.country)
        self.form.set_record(issuer)

    def read_into(self, issuer: Issuer) -> Issuer:
        """Return `issuer` with the answers; another country brings its own currency, paper, tax and terms."""
        typed: Issuer = self.form.read_into(issuer)
        if typed.country != issuer.country and typed.country:
            return in_country(typed, typed.country)
        return typed

    def follow(self, issuer: Issuer, number: str, tax: str) -> None:
        """Show what the country sets, and its own choices of tax status."""
        if issuer.country != self._country:
            self._offer(issuer.country)
            self.form.editor("tax_status").set_value(issuer.tax_status)
        self._facts.setText(_facts(issuer, number, tax))

    def focus_next(self) -> None:
        """Put the cursor into the first answer that is missing."""
        for name in ("name", "address.street", "address.city", "address.country", "tax_id"):
            editor = self.form.editor(name)
            if editor.isVisible() and not editor.typed().strip():
                editor.setFocus()
                return

    def _offer(self, country: str) -> None:
        self._country = country
        self.form.editor("tax_status").set_options(tax_status_options(country))
        known = countries.rules(country).identifiers if country else ()
        self.form.set_field_visible("tax_id", not country or any(rule.on_paper for rule in known))
        example = next((rule.example for rule in known if rule.example and rule.code == "tax_number"), "")
        self.form.editor("tax_id").setPlaceholderText(
            example or next((rule.example for rule in known if rule.example), "")
        )

    def _look_at(self, typed: str) -> RuleError | None:
        return paper_tax_id_warning(typed, self._country)

    def _edited(self, _name: str) -> None:
        self.edited.emit()

    def _split_address(self) -> None:
        if split_address(self.form, "address."):
            self.focus_next()
            self.edited.emit()


def split_address(form: Form, prefix: str) -> bool:
    """Spread an address typed whole into the street's field over the others; tell whether there was one."""
    street, code, city = (form.editor(f"{prefix}{name}") for name in ("street", "postal_code", "city"))
    found = read_address_line(street.text())
    if found is None or code.text().strip() or city.text().strip():
        return False
    street.set_value(found.street)
    code.set_value(found.postal_code)
    city.set_value(found.city)
    return True


def guessed_country() -> str:
    """Return the country the computer is set to, else that of the window's language; empty if neither says."""
    for tag in (QLocale.system().name().replace("_", "-"), translator().tag):
        country = tag.rpartition("-")[2] if "-" in tag else ""
        if countries.is_country(country):
            return country
    return ""


def _facts(issuer: Issuer, number: str, tax: str) -> str:
    if not issuer.country:
        return _("Your country sets currency, paper, tax and numbers; each can be changed.")
    due = _("{count} days to pay").format(count=translator().number(issuer.due_days))
    paper = pgettext("paper", "US Letter") if issuer.paper.upper() == "LETTER" else issuer.paper
    parts = [issuer.currency, paper, tax, due, _("number {number}").format(number=number) if number else ""]
    name = translator().country_name(issuer.country)
    return _("{country} sets: {facts}").format(country=name, facts=joined(*parts))


def tax_fact(issuer: Issuer, percent: str) -> str:
    """Return the usual tax in words: VAT 19 %, or that none is charged."""
    if not issuer.country:
        return ""
    if issuer.tax_status is not TaxStatus.REGISTERED or not percent:
        return _("no tax")
    return joined(country_words(countries.rules(issuer.country).tax_name), percent, mark=" ")
