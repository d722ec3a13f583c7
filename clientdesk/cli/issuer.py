"""`clientdesk issuer`: the user's own business."""

from __future__ import annotations

from clientdesk.cli.assign import assign
from clientdesk.cli.command import Arguments, Context, Verb, arg
from clientdesk.cli.output import Result, record
from clientdesk.domain.text import N_


def _show(context: Context, _options: Arguments) -> Result:
    from clientdesk.usecases import issuer

    return record(issuer.get(context.db))


def _set(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import issuer

    changed = assign(issuer.get(context.db), options.fields, context)
    return record(issuer.save(context.db, changed))


VERBS = (
    Verb("show", N_("Show your business as stored."), _show),
    Verb(
        "set",
        N_("Change fields: address.country=DE name='Lena Brandt' address.city=Leipzig tax_ids.vat_id=…"),
        _set,
        (arg("fields", nargs="+", metavar="FIELD=VALUE", help=N_("a field as shown by issuer show")),),
        creates=True,
    ),
)
