"""Arguments that many commands share."""

from __future__ import annotations

from clientdesk.cli.command import arg
from clientdesk.domain.text import N_

CLIENT = arg("client", help=N_("id, number or name"))
QUOTE = arg("quote", help=N_("id or number"))
CONTRACT = arg("contract", help=N_("id or number"))
INVOICE = arg("invoice", help=N_("id or number"))
ON = arg("--on", metavar="DATE", help=N_("the day; today if left out"))
FIELDS = arg("fields", nargs="*", metavar="FIELD=VALUE", help=N_("a field as shown"))
BY = arg("--by", required=True, help=N_("who"))
REASON = arg("--reason", required=True, help=N_("why"))
