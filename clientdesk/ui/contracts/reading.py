"""All that the page of one contract shows, read in one go, so that it can be read beside the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from clientdesk.domain.issuer import Issuer
from clientdesk.queries import contract_list, contract_page
from clientdesk.queries.contract_list import ContractName
from clientdesk.queries.contract_page import ContractPage
from clientdesk.usecases import issuer, prepayments

if TYPE_CHECKING:
    from clientdesk.ui.session import Database


@dataclass(frozen=True, slots=True)
class ContractSheet:
    """The page, the other contracts with this client, and what is set for the business that matters to it."""

    page: ContractPage
    others: Sequence[ContractName]
    uses_vouchers: bool
    own: Issuer


def read(db: Database, contract_id: int, *, today: date) -> ContractSheet:
    """Read everything about a contract."""
    return ContractSheet(
        contract_page.load(db, contract_id, today=today),
        contract_list.siblings(db, contract_id),
        prepayments.uses_vouchers(db),
        issuer.get(db),
    )
