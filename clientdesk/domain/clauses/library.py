"""The library of clauses as data: by country, by what is true of the contract; German by the catalogue of papers.

A country's own wording wins over the general one. The texts are a practitioner's starting point, to be changed
per contract; they are no legal advice. Blanks in braces are filled from the contract (see the package).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from clientdesk.domain.text import N_, NP_


class Fact(StrEnum):
    """Something that is true of a contract and decides which wording fits."""

    FIXED = "fixed"
    HOURLY = "hourly"
    TAXED = "taxed"
    ESTIMATE = "estimate"
    CAP = "cap"
    PLAN = "plan"
    PREPAYMENT = "prepayment"
    DEPOSIT = "deposit"
    ROUND_PRICE = "round_price"
    PAID_BY_HOUR = "paid_by_hour"
    PAID_FLAT = "paid_flat"
    APPROVER = "approver"
    STARTS = "starts"
    ENDS = "ends"
    MILESTONES = "milestones"
    CANCELLATION_FEE = "cancellation_fee"
    FEE_PLUS_TAX = "fee_plus_tax"
    CANCELLATION_NOTICE = "cancellation_notice"
    OWN_CANCELLATION = "own_cancellation"
    NOTICE = "notice"
    BUSINESS = "business"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One wording of a clause. `needs` must all be true; `countries` are the issuer's, empty for all.

    `own` is what the user wrote for this contract, and wins over every other wording.
    """

    key: str
    title: str
    text: str
    needs: frozenset[Fact] = frozenset()
    countries: tuple[str, ...] = ()
    own: bool = False


def _when(*needs: Fact) -> frozenset[Fact]:
    return frozenset(needs)


_PRICE = NP_("clause", "Price")
_PAYMENT = NP_("clause", "Payment")
_PREPAYMENT = NP_("clause", "Prepayment")
_REVISIONS = NP_("clause", "Revisions")
_DATES = NP_("clause", "Dates")
_ACCEPTANCE = NP_("clause", "Acceptance")
_RIGHTS = NP_("clause", "Rights of use")
_CANCELLATION = NP_("clause", "Cancellation")
_LIABILITY = NP_("clause", "Liability")
_LAW = NP_("clause", "Governing law")

_WHAT_AND_MONEY = (
    Template(
        key="scope",
        title=NP_("clause", "Scope"),
        text=N_(
            "{issuer} provides for {client} the services that are listed in this contract, and nothing beyond them."
        ),
    ),
    Template(
        key="price",
        title=_PRICE,
        text=N_("The price for the services listed is {net}."),
        needs=_when(Fact.FIXED),
    ),
    Template(
        key="price",
        title=_PRICE,
        text=N_("The price for the services listed is {net} without tax, {gross} with tax."),
        needs=_when(Fact.FIXED, Fact.TAXED),
    ),
    Template(
        key="price",
        title=_PRICE,
        text=N_(
            "The work is charged by the hours that are recorded, at {hourly_rate} an hour. "
            "The record of hours is handed over with each invoice."
        ),
        needs=_when(Fact.HOURLY),
    ),
    Template(
        key="price",
        title=_PRICE,
        text=N_(
            "The work is charged by the hours that are recorded, at {hourly_rate} an hour without tax. "
            "The record of hours is handed over with each invoice."
        ),
        needs=_when(Fact.HOURLY, Fact.TAXED),
    ),
    Template(
        key="estimate",
        title=NP_("clause", "Estimate"),
        text=N_(
            "The work is estimated at {estimate_hours} hours. If more will be needed, {client} is told before."
        ),
        needs=_when(Fact.HOURLY, Fact.ESTIMATE),
    ),
    Template(
        key="cap",
        title=NP_("clause", "Cap"),
        text=N_("No more than {cap_hours} hours are charged unless a change is agreed in writing."),
        needs=_when(Fact.HOURLY, Fact.CAP),
    ),
    Template(
        key="payment",
        title=_PAYMENT,
        text=N_("Each invoice is due {due_days} days after its date."),
    ),
    Template(
        key="payment",
        title=_PAYMENT,
        text=N_(
            "The price is paid as the payment plan says. Each invoice is due {due_days} days after its date."
        ),
        needs=_when(Fact.PLAN),
    ),
    Template(
        key="prepayment",
        title=_PREPAYMENT,
        text=N_("Every prepayment is deducted in the final invoice, with its date and number."),
        needs=_when(Fact.PREPAYMENT),
    ),
    Template(
        key="prepayment",
        title=_PREPAYMENT,
        text=N_(
            "The work begins when the prepayment of {prepayment} of the price has arrived. "
            "Every prepayment is deducted in the final invoice, with its date and number."
        ),
        needs=_when(Fact.PREPAYMENT, Fact.DEPOSIT),
    ),
)

_CHANGES_AND_DATES = (
    Template(
        key="revisions",
        title=_REVISIONS,
        text=N_(
            "Revision rounds included for each deliverable: {free_rounds}. A round is one bundle of feedback. "
            "The price of each further round is agreed in writing before it is begun."
        ),
    ),
    Template(
        key="revisions",
        title=_REVISIONS,
        text=N_(
            "Revision rounds included for each deliverable: {free_rounds}. A round is one bundle of feedback. "
            "Each further round is charged at {round_price} an hour, and only after the price was agreed."
        ),
        needs=_when(Fact.ROUND_PRICE, Fact.PAID_BY_HOUR),
    ),
    Template(
        key="revisions",
        title=_REVISIONS,
        text=N_(
            "Revision rounds included for each deliverable: {free_rounds}. A round is one bundle of feedback from "
            "{approver}. Each further round is charged at {round_price} an hour, and only after the price was agreed."
        ),
        needs=_when(Fact.ROUND_PRICE, Fact.PAID_BY_HOUR, Fact.APPROVER),
    ),
    Template(
        key="revisions",
        title=_REVISIONS,
        text=N_(
            "Revision rounds included for each deliverable: {free_rounds}. A round is one bundle of feedback. "
            "Each further round costs {round_price}, and is begun only after the price was agreed."
        ),
        needs=_when(Fact.ROUND_PRICE, Fact.PAID_FLAT),
    ),
    Template(
        key="revisions",
        title=_REVISIONS,
        text=N_(
            "Revision rounds included for each deliverable: {free_rounds}. A round is one bundle of feedback from "
            "{approver}. Each further round costs {round_price}, and is begun only after the price was agreed."
        ),
        needs=_when(Fact.ROUND_PRICE, Fact.PAID_FLAT, Fact.APPROVER),
    ),
    Template(
        key="changes",
        title=NP_("clause", "Changes"),
        text=N_(
            "Wishes beyond the services listed are agreed in writing before they are begun, as a numbered change order "
            "with its effect on price and dates. An e-mail is enough."
        ),
    ),
    Template(
        key="dates",
        title=_DATES,
        text=N_("The work begins on {starts_on}."),
        needs=_when(Fact.STARTS),
    ),
    Template(
        key="dates",
        title=_DATES,
        text=N_("The work is delivered by {ends_on}."),
        needs=_when(Fact.ENDS),
    ),
    Template(
        key="dates",
        title=_DATES,
        text=N_("The work begins on {starts_on} and is delivered by {ends_on}."),
        needs=_when(Fact.STARTS, Fact.ENDS),
    ),
    Template(
        key="dates",
        title=_DATES,
        text=N_("The work is delivered on the dates of its milestones, as listed in this contract."),
        needs=_when(Fact.MILESTONES),
    ),
    Template(
        key="cooperation",
        title=NP_("clause", "Cooperation"),
        text=N_(
            "{client} hands over texts, pictures, access and answers in time. For each working day on which the work "
            "has to wait for them, the dates move by one working day."
        ),
    ),
    Template(
        key="notice",
        title=NP_("clause", "Notice"),
        text=N_(
            "This contract runs on after {ends_on} unless one side gives notice in writing at least "
            "{notice_days} days before."
        ),
        needs=_when(Fact.NOTICE, Fact.ENDS),
    ),
)

_RESULTS = (
    Template(
        key="acceptance",
        title=_ACCEPTANCE,
        text=N_(
            "{client} checks each delivery within 14 days and accepts it, or names in writing what differs from this "
            "contract. What differs is put right without charge. A delivery that is used counts as accepted."
        ),
    ),
    Template(
        key="acceptance",
        title=_ACCEPTANCE,
        # § 640 (2) BGB: acceptance by silence needs a reasonable period; consumers must be told so in text form.
        text=N_(
            "{client} accepts each delivery that agrees with this contract. Slight faults are no reason to refuse "
            "acceptance. A delivery counts as accepted if {client} was asked to accept it within 14 days and did not "
            "refuse, naming at least one fault."
        ),
        countries=("DE", "AT"),
        needs=_when(Fact.BUSINESS),
    ),
    Template(
        key="rights",
        title=_RIGHTS,
        text=N_(
            "With full payment {client} receives the exclusive right to use the accepted results, without limit of "
            "time and place, for the purpose of this contract. Drafts, tools and earlier works stay with {issuer}."
        ),
    ),
    Template(
        key="rights",
        title=_RIGHTS,
        # § 31 UrhG, § 24 UrhG (AT): copyright itself cannot be transferred, only rights of use.
        text=N_(
            "Copyright stays with {issuer}. With full payment {client} receives the exclusive right of use of the "
            "accepted results, without limit of time and place, for the purpose of this contract. Drafts that were "
            "not chosen, open files and tools are not part of it."
        ),
        countries=("DE", "AT"),
    ),
    Template(
        key="rights",
        title=_RIGHTS,
        text=N_(
            "Upon full payment {issuer} assigns to {client} all rights in the accepted results. Until then they stay "
            "with {issuer}. Earlier works and tools stay with {issuer}; {client} may use them as part of the results."
        ),
        countries=("US", "GB", "CA", "AU", "IN"),
    ),
    Template(
        key="confidentiality",
        title=NP_("clause", "Confidentiality"),
        text=N_(
            "Both sides keep to themselves what they learn of each other's business and is not public, "
            "also after the contract has ended."
        ),
    ),
)

_ENDING = (
    Template(
        key="cancellation",
        title=_CANCELLATION,
        text=N_(
            "Either side may end this contract in writing. Work done until then is paid for; results that were paid "
            "for are handed over, all others stay with {issuer}. The rest of any prepayment is returned."
        ),
    ),
    Template(
        key="cancellation",
        title=_CANCELLATION,
        text=N_(
            "Either side may end this contract in writing with {cancellation_notice} days' notice. Work done until "
            "then is paid for; results that were paid for are handed over, all others stay with {issuer}. The rest of "
            "any prepayment is returned."
        ),
        needs=_when(Fact.CANCELLATION_NOTICE),
    ),
    Template(
        key="cancellation",
        title=_CANCELLATION,
        text=N_(
            "If {client} cancels, {cancellation_percent} of the price is due. It is taken from the prepayments; the "
            "rest of them is returned. Results that were not paid for stay with {issuer}."
        ),
        needs=_when(Fact.CANCELLATION_FEE),
    ),
    Template(
        key="cancellation",
        title=_CANCELLATION,
        text=N_(
            "If {client} cancels, {cancellation_percent} of the price is due, with tax added. It is taken from the "
            "prepayments; the rest of them is returned. Results that were not paid for stay with {issuer}."
        ),
        needs=_when(Fact.CANCELLATION_FEE, Fact.FEE_PLUS_TAX),
    ),
    Template(
        key="cancellation",
        title=_CANCELLATION,
        # § 648 BGB gives the price less what is saved; a lump sum must leave room to prove less (§ 309 No. 5 BGB).
        text=N_(
            "If {client} cancels, {cancellation_percent} of the price is due for the time kept free and the work done, "
            "with tax as far as the law asks for it. {client} may prove that less is due. The sum is taken from the "
            "prepayments; the rest of them is returned. Results that were not paid for stay with {issuer}."
        ),
        needs=_when(Fact.CANCELLATION_FEE),
        countries=("DE", "AT"),
    ),
    Template(
        key="cancellation",
        title=_CANCELLATION,
        text="{cancellation_text}",
        needs=_when(Fact.OWN_CANCELLATION),
        own=True,
    ),
    Template(
        key="liability",
        title=_LIABILITY,
        text=N_(
            "{issuer} is liable for damage up to the price of this contract. This limit does not apply to intent, "
            "gross negligence or injury to persons."
        ),
    ),
    Template(
        key="liability",
        title=_LIABILITY,
        # §§ 276 (3), 309 No. 7 BGB: what cannot be excluded beforehand.
        text=N_(
            "{issuer} is liable without limit for intent, gross negligence and injury to life, body or health. For "
            "slight negligence {issuer} is liable only if an essential duty is breached, and then up to the damage "
            "that is typical and could be foreseen. The law on product liability is not affected."
        ),
        countries=("DE", "AT"),
    ),
    Template(
        key="liability",
        title=_LIABILITY,
        text=N_(
            "Neither side is liable for indirect or consequential damage. {issuer}'s liability is limited to the "
            "amount paid under this contract, as far as the law permits."
        ),
        countries=("US", "CA"),
    ),
    Template(
        key="law",
        title=_LAW,
        text=N_("The law of this country applies: {law}. Courts have jurisdiction as the law provides."),
    ),
    Template(
        key="law",
        title=_LAW,
        text=N_(
            "The law of this country applies: {law}, without the UN Convention on Contracts for the International "
            "Sale of Goods. As far as the law permits, the place of jurisdiction is {place}."
        ),
        needs=_when(Fact.BUSINESS),
    ),
    Template(
        key="signatures",
        title=NP_("clause", "Signatures"),
        text=N_(
            "Each side receives a signed copy. If one clause is void, the others stay in force. "
            "Nothing was agreed beside this contract."
        ),
    ),
)

LIBRARY: tuple[Template, ...] = (*_WHAT_AND_MONEY, *_CHANGES_AND_DATES, *_RESULTS, *_ENDING)
