"""Every noun of the command line in one table: the module that holds its verbs, and what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clientdesk.domain.text import N_


@dataclass(frozen=True, slots=True)
class Noun:
    """Where the verbs of a noun are, imported only when it is used."""

    module: str
    help: str


NOUNS: Mapping[str, Noun] = {
    "issuer": Noun("clientdesk.cli.issuer", N_("Your own business, as it is printed.")),
    "design": Noun("clientdesk.cli.design", N_("How papers look, and their own words.")),
    "client": Noun("clientdesk.cli.clients", N_("Whom you serve and bill.")),
    "find": Noun("clientdesk.cli.find", N_("Find anything by a part of it.")),
    "catalogue": Noun("clientdesk.cli.catalogue", N_("Lines worth typing once.")),
    "package": Noun("clientdesk.cli.packages", N_("Services offered together.")),
    "quote": Noun("clientdesk.cli.quotes", N_("Priced offers, in versions.")),
    "contract": Noun("clientdesk.cli.contracts", N_("What was agreed and signed.")),
    "change": Noun("clientdesk.cli.changes", N_("Change orders of a contract.")),
    "work": Noun("clientdesk.cli.work", N_("Hours, revision rounds, costs and gifts.")),
    "milestone": Noun("clientdesk.cli.milestones", N_("Stages of a contract and their dates.")),
    "prepayment": Noun("clientdesk.cli.prepayments", N_("Money before delivery, and its ledger.")),
    "invoice": Noun("clientdesk.cli.invoices", N_("Invoices, credit notes, corrections.")),
    "recurring": Noun("clientdesk.cli.recurring", N_("Invoices that repeat.")),
    "payment": Noun("clientdesk.cli.payments", N_("Money that came in or went back.")),
    "absence": Noun("clientdesk.cli.absences", N_("Days on which you do not work, or work all the same.")),
    "capacity": Noun("clientdesk.cli.capacity", N_("Hours that can still be promised.")),
    "agenda": Noun("clientdesk.cli.agenda", N_("What is due, and when.")),
    "paper": Noun("clientdesk.cli.papers", N_("The PDFs that went out.")),
    "font": Noun("clientdesk.cli.fonts", N_("Your own fonts for documents.")),
    "series": Noun("clientdesk.cli.series", N_("Number series.")),
    "verify": Noun("clientdesk.cli.verify", N_("Check that nothing in the book was damaged or altered.")),
    "backup": Noun("clientdesk.cli.backup", N_("Verified backups: make one, list them.")),
    "restore": Noun("clientdesk.cli.restore", N_("See what a backup would bring back, and bring it back.")),
    "export": Noun("clientdesk.cli.export", N_("Write the whole book into a JSON file.")),
    "import": Noun("clientdesk.cli.import_", N_("Take over an exported file into an empty book.")),
    "encrypt": Noun("clientdesk.cli.encrypt", N_("Encrypt the book.")),
    "decrypt": Noun("clientdesk.cli.decrypt", N_("Write an encrypted book in plain again.")),
    "rekey": Noun("clientdesk.cli.rekey", N_("Give an encrypted book another key.")),
    "passphrase": Noun("clientdesk.cli.passphrase", N_("Change the passphrase of an encrypted book.")),
    "demo": Noun("clientdesk.cli.demo", N_("Build the demo book and check every figure of it.")),
}
