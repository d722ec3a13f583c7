"""The first schema: STRICT tables, foreign keys RESTRICT, checks that tie state, number and paper together."""

from __future__ import annotations

#: Record columns hold what `records.to_row` writes. Storage adds what rows are found and sorted by: `search`, `names`,
#: `sort_key`, `number_key`, `asked`, `words`. Triggers keep `documents`, `clients.last_on`, `clients.open_most`,
#: `payments.unspent` and `payments.search` (listing.py).
FIRST = """
CREATE TABLE issuer (
  id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL, name TEXT NOT NULL,
  latin_name TEXT NOT NULL, trade TEXT NOT NULL, address TEXT NOT NULL CHECK (json_valid(address)),
  email TEXT NOT NULL, phone TEXT NOT NULL, website TEXT NOT NULL, tax_status TEXT NOT NULL,
  tax_point TEXT NOT NULL, tax_ids TEXT NOT NULL CHECK (json_valid(tax_ids)),
  account TEXT NOT NULL CHECK (json_valid(account)), currency TEXT NOT NULL, language TEXT NOT NULL,
  paper TEXT NOT NULL, due_days INTEGER NOT NULL, quote_days INTEGER NOT NULL,
  tax_rounding TEXT NOT NULL, weekdays TEXT NOT NULL CHECK (json_valid(weekdays)),
  hours_per_day TEXT NOT NULL, buffer_percent TEXT NOT NULL, fill_percent TEXT NOT NULL,
  hourly_rate TEXT NOT NULL, holiday_region TEXT NOT NULL, fiscal_year_start INTEGER NOT NULL,
  footer TEXT NOT NULL, logo BLOB NOT NULL
) STRICT;

CREATE TABLE series (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, code TEXT NOT NULL UNIQUE, pattern TEXT NOT NULL,
  fiscal_start INTEGER NOT NULL, period TEXT NOT NULL, last INTEGER NOT NULL CHECK (last >= 0),
  last_on TEXT, started INTEGER NOT NULL CHECK (started IN (0, 1))
) STRICT;

CREATE TABLE absences (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, first_on TEXT NOT NULL,
  last_on TEXT NOT NULL CHECK (last_on >= first_on), label TEXT NOT NULL,
  working INTEGER NOT NULL CHECK (working IN (0, 1))
) STRICT;

CREATE TABLE clients (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, kind TEXT NOT NULL,
  name TEXT NOT NULL CHECK (length(name) > 0), latin_name TEXT NOT NULL,
  form_of_address TEXT NOT NULL, number TEXT NOT NULL,
  addresses TEXT NOT NULL CHECK (json_valid(addresses)),
  contacts TEXT NOT NULL CHECK (json_valid(contacts)),
  tax_ids TEXT NOT NULL CHECK (json_valid(tax_ids)), language TEXT NOT NULL, currency TEXT NOT NULL,
  due_days INTEGER, deposit_percent TEXT, price_mode TEXT NOT NULL, reference TEXT NOT NULL,
  what_matters TEXT NOT NULL, source TEXT NOT NULL, notes TEXT NOT NULL,
  archived INTEGER NOT NULL CHECK (archived IN (0, 1)), search TEXT NOT NULL, sort_key TEXT NOT NULL,
  names TEXT NOT NULL, last_on TEXT NOT NULL DEFAULT '', open_most INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX clients_by_name ON clients (archived, sort_key, id);
CREATE INDEX clients_by_activity ON clients (archived, last_on, id);
CREATE INDEX clients_by_open ON clients (archived, open_most, id);
CREATE TABLE catalogue (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, description TEXT NOT NULL, details TEXT NOT NULL,
  unit TEXT NOT NULL, unit_price TEXT NOT NULL, currency TEXT NOT NULL, price_mode TEXT NOT NULL,
  tax TEXT NOT NULL CHECK (json_valid(tax)), planned_hours TEXT NOT NULL, uses INTEGER NOT NULL,
  last_used_on TEXT, archived INTEGER NOT NULL CHECK (archived IN (0, 1)), search TEXT NOT NULL,
  sort_key TEXT NOT NULL
) STRICT;

CREATE INDEX catalogue_by_use ON catalogue (archived, uses, id);
CREATE INDEX catalogue_by_name ON catalogue (archived, sort_key, id);
CREATE TABLE packages (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, name TEXT NOT NULL CHECK (length(name) > 0),
  currency TEXT NOT NULL, lines TEXT NOT NULL CHECK (json_valid(lines)), price TEXT,
  archived INTEGER NOT NULL CHECK (archived IN (0, 1))
) STRICT;

CREATE TABLE papers (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, record_kind TEXT NOT NULL, record_id INTEGER NOT NULL,
  revision INTEGER NOT NULL, number TEXT NOT NULL, language TEXT NOT NULL, created_on TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64), pdf BLOB NOT NULL CHECK (length(pdf) > 0),
  text TEXT NOT NULL
) STRICT;

CREATE INDEX papers_by_record ON papers (record_kind, record_id, id);
CREATE INDEX papers_by_hash ON papers (sha256);
CREATE TABLE quotes (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT, number TEXT NOT NULL,
  title TEXT NOT NULL, goal TEXT NOT NULL, not_included TEXT NOT NULL, change_terms TEXT NOT NULL,
  intro TEXT NOT NULL, closing TEXT NOT NULL, language TEXT NOT NULL,
  currency TEXT NOT NULL CHECK (length(currency) = 3), price_mode TEXT NOT NULL,
  tax_rounding TEXT NOT NULL, lines TEXT NOT NULL CHECK (json_valid(lines)),
  adjustments TEXT NOT NULL CHECK (json_valid(adjustments)), state TEXT NOT NULL,
  revision INTEGER NOT NULL CHECK (revision > 0), sent_revision INTEGER NOT NULL, sent_on TEXT,
  valid_until TEXT, acceptance TEXT CHECK (acceptance IS NULL OR json_valid(acceptance)),
  decline_reason TEXT NOT NULL, archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
  search TEXT NOT NULL, number_key TEXT NOT NULL, asked INTEGER,
  listed_on TEXT GENERATED ALWAYS AS (coalesce(sent_on, '9999-12-31')) VIRTUAL,
  CHECK (sent_revision = 0 OR number <> '')
) STRICT;

CREATE INDEX quotes_by_client ON quotes (client_id, id);
CREATE INDEX quotes_by_validity ON quotes (state, valid_until, id);
CREATE INDEX quotes_by_age ON quotes (archived, id);
CREATE INDEX quotes_by_date ON quotes (listed_on, id);
CREATE INDEX quotes_by_state ON quotes (archived, state, id);
CREATE UNIQUE INDEX quotes_by_number ON quotes (number) WHERE number <> '';
CREATE TABLE quote_revisions (
  id INTEGER PRIMARY KEY, quote_id INTEGER NOT NULL REFERENCES quotes (id) ON DELETE RESTRICT,
  revision INTEGER NOT NULL, sent_on TEXT NOT NULL,
  snapshot TEXT NOT NULL CHECK (json_valid(snapshot)),
  paper_sha256 TEXT NOT NULL CHECK (length(paper_sha256) = 64), UNIQUE (quote_id, revision)
) STRICT;

CREATE TABLE contracts (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
  quote_id INTEGER REFERENCES quotes (id) ON DELETE RESTRICT, quote_revision INTEGER NOT NULL,
  number TEXT NOT NULL, title TEXT NOT NULL, scope TEXT NOT NULL, not_included TEXT NOT NULL,
  language TEXT NOT NULL, currency TEXT NOT NULL CHECK (length(currency) = 3),
  price_mode TEXT NOT NULL, tax_rounding TEXT NOT NULL, pricing TEXT NOT NULL,
  lines TEXT NOT NULL CHECK (json_valid(lines)),
  adjustments TEXT NOT NULL CHECK (json_valid(adjustments)), hourly_rate TEXT NOT NULL,
  estimate_hours TEXT NOT NULL, cap_hours TEXT NOT NULL,
  revisions TEXT NOT NULL CHECK (json_valid(revisions)), plan TEXT NOT NULL CHECK (json_valid(plan)),
  cancellation TEXT NOT NULL CHECK (json_valid(cancellation)),
  clauses TEXT NOT NULL CHECK (json_valid(clauses)), starts_on TEXT, ends_on TEXT,
  notice_days INTEGER NOT NULL, due_days INTEGER,
  signature TEXT CHECK (signature IS NULL OR json_valid(signature)), state TEXT NOT NULL,
  closed_on TEXT, close_reason TEXT NOT NULL,
  archived INTEGER NOT NULL CHECK (archived IN (0, 1)), search TEXT NOT NULL,
  CHECK ((state = 'draft') = (signature IS NULL)),
  CHECK ((state IN ('completed', 'cancelled')) = (closed_on IS NOT NULL))
) STRICT;

CREATE INDEX contracts_by_client ON contracts (client_id, id);
CREATE INDEX contracts_by_state ON contracts (archived, state, id);
CREATE UNIQUE INDEX contracts_by_number ON contracts (number) WHERE number <> '';
CREATE INDEX contracts_by_quote ON contracts (quote_id) WHERE quote_id IS NOT NULL;
CREATE TABLE change_orders (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  contract_id INTEGER NOT NULL REFERENCES contracts (id) ON DELETE RESTRICT,
  sequence INTEGER NOT NULL CHECK (sequence > 0), title TEXT NOT NULL, description TEXT NOT NULL,
  lines TEXT NOT NULL CHECK (json_valid(lines)), extra_days INTEGER NOT NULL,
  extra_hours TEXT NOT NULL, extra_cap_hours TEXT NOT NULL, state TEXT NOT NULL, asked_on TEXT,
  offered_on TEXT, decided_on TEXT, decided_by TEXT NOT NULL, method TEXT NOT NULL, UNIQUE (contract_id, sequence)
) STRICT;

CREATE TABLE milestones (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  contract_id INTEGER NOT NULL REFERENCES contracts (id) ON DELETE RESTRICT, title TEXT NOT NULL,
  wanted_on TEXT, promised_on TEXT, first_promised_on TEXT, internal_on TEXT,
  effort_hours TEXT NOT NULL, hours_left TEXT NOT NULL,
  waiting_for_client INTEGER NOT NULL CHECK (waiting_for_client IN (0, 1)), checks TEXT NOT NULL,
  open_checks TEXT NOT NULL, delivered_on TEXT, delivery_note TEXT NOT NULL, accepted_on TEXT,
  accepted_by TEXT NOT NULL
) STRICT;

CREATE INDEX milestones_by_contract ON milestones (contract_id, id);
CREATE INDEX milestones_open ON milestones (promised_on, id) WHERE delivered_on IS NULL;
CREATE TABLE recurring (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
  contract_id INTEGER REFERENCES contracts (id) ON DELETE RESTRICT,
  invoice_id INTEGER REFERENCES invoices (id) ON DELETE SET NULL, title TEXT NOT NULL,
  language TEXT NOT NULL, currency TEXT NOT NULL, price_mode TEXT NOT NULL,
  lines TEXT NOT NULL CHECK (json_valid(lines)),
  adjustments TEXT NOT NULL CHECK (json_valid(adjustments)),
  every_months INTEGER NOT NULL CHECK (every_months > 0),
  anchor_day INTEGER NOT NULL CHECK (anchor_day BETWEEN 1 AND 31), next_on TEXT, ends_on TEXT,
  archived INTEGER NOT NULL CHECK (archived IN (0, 1))
) STRICT;

CREATE TABLE invoices (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'issued')),
  client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
  contract_id INTEGER REFERENCES contracts (id) ON DELETE RESTRICT,
  quote_id INTEGER REFERENCES quotes (id) ON DELETE RESTRICT,
  corrects_id INTEGER REFERENCES invoices (id) ON DELETE RESTRICT,
  recurring_id INTEGER REFERENCES recurring (id) ON DELETE RESTRICT, instalment TEXT NOT NULL,
  series TEXT NOT NULL, number TEXT NOT NULL, title TEXT NOT NULL, intro TEXT NOT NULL,
  closing TEXT NOT NULL, reason TEXT NOT NULL, reference TEXT NOT NULL, language TEXT NOT NULL,
  currency TEXT NOT NULL CHECK (length(currency) = 3), price_mode TEXT NOT NULL,
  tax_rounding TEXT NOT NULL, lines TEXT NOT NULL CHECK (json_valid(lines)),
  adjustments TEXT NOT NULL CHECK (json_valid(adjustments)),
  deductions TEXT NOT NULL CHECK (json_valid(deductions)),
  fixed_groups TEXT NOT NULL CHECK (json_valid(fixed_groups)), cash_step TEXT, supplied_from TEXT,
  supplied_to TEXT, due_days INTEGER, due_rule TEXT NOT NULL, issued_on TEXT, due_on TEXT, home_currency TEXT NOT NULL,
  home_rate TEXT, home_rate_on TEXT, home_rate_source TEXT NOT NULL, overrun_reason TEXT NOT NULL,
  seller TEXT CHECK (seller IS NULL OR json_valid(seller)),
  buyer TEXT CHECK (buyer IS NULL OR json_valid(buyer)),
  account TEXT CHECK (account IS NULL OR json_valid(account)),
  notes TEXT NOT NULL CHECK (json_valid(notes)), groups TEXT NOT NULL CHECK (json_valid(groups)),
  net INTEGER, tax INTEGER, gross INTEGER, due INTEGER, paper_sha256 TEXT NOT NULL,
  search TEXT NOT NULL, number_key TEXT NOT NULL, asked INTEGER,
  listed_on TEXT GENERATED ALWAYS AS (coalesce(issued_on, '9999-12-31')) VIRTUAL,
  CHECK (issued_on IS date(issued_on, '+0 days')),
  CHECK ( (state = 'draft' AND number = '' AND issued_on IS NULL AND paper_sha256 = '') OR (state =
    'issued' AND number <> '' AND issued_on IS NOT NULL AND length(paper_sha256) = 64 AND seller IS
    NOT NULL AND buyer IS NOT NULL AND net + tax = gross AND due IS NOT NULL AND abs(gross) <=
    100000000000000) )
) STRICT;

CREATE UNIQUE INDEX invoices_by_number ON invoices (series, number) WHERE state = 'issued';
CREATE INDEX invoices_in_order ON invoices (series, issued_on) WHERE state = 'issued';
CREATE INDEX invoices_by_date ON invoices (listed_on, id);
CREATE INDEX invoices_by_due ON invoices (due_on, id);
CREATE INDEX invoices_by_client ON invoices (client_id, listed_on, id);
CREATE INDEX invoices_by_contract ON invoices (contract_id, id);
CREATE INDEX invoices_by_quote ON invoices (quote_id) WHERE quote_id IS NOT NULL;
CREATE INDEX invoices_by_origin ON invoices (corrects_id) WHERE corrects_id IS NOT NULL;
CREATE TABLE documents (
  id INTEGER PRIMARY KEY, client_id INTEGER NOT NULL, currency TEXT NOT NULL, standing TEXT NOT NULL,
  listed_on TEXT NOT NULL, until TEXT NOT NULL, number_key TEXT NOT NULL, client_key TEXT NOT NULL,
  amount INTEGER, balance INTEGER, search TEXT NOT NULL
) STRICT;

CREATE INDEX documents_by_day ON documents (listed_on, id, standing);
CREATE INDEX documents_by_until ON documents (until, id, standing, listed_on);
CREATE INDEX documents_by_number ON documents (number_key, id, standing, listed_on);
CREATE INDEX documents_by_client ON documents (client_key, id, standing, listed_on);
CREATE INDEX documents_by_amount ON documents (amount, id, standing, listed_on);
CREATE INDEX documents_by_balance ON documents (balance, id, standing, listed_on);
CREATE INDEX documents_by_standing ON documents (standing, until, id);
CREATE INDEX documents_of_client ON documents (client_id, listed_on, id, standing);
CREATE INDEX documents_not_settled ON documents (client_id, currency, balance, until) WHERE balance <> 0;
CREATE TABLE work_entries (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  contract_id INTEGER NOT NULL REFERENCES contracts (id) ON DELETE RESTRICT, kind TEXT NOT NULL,
  "on" TEXT NOT NULL, description TEXT NOT NULL, deliverable TEXT NOT NULL, hours TEXT NOT NULL,
  rate TEXT NOT NULL, price TEXT NOT NULL, billable INTEGER NOT NULL CHECK (billable IN (0, 1)),
  agreed INTEGER NOT NULL CHECK (agreed IN (0, 1)),
  invoice_id INTEGER REFERENCES invoices (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX work_by_contract ON work_entries (contract_id, "on", id);
CREATE TABLE payments (
  id INTEGER PRIMARY KEY, client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
  direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
  "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days')),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  amount INTEGER NOT NULL CHECK (amount > 0 AND amount <= 100000000000000), method TEXT NOT NULL,
  reference TEXT NOT NULL, payer TEXT NOT NULL, note TEXT NOT NULL, home_rate TEXT,
  number TEXT NOT NULL, words TEXT NOT NULL, search TEXT NOT NULL DEFAULT '',
  unspent INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX payments_by_client ON payments (client_id, "on", id);
CREATE INDEX payments_by_date ON payments ("on", id);
CREATE INDEX payments_unspent ON payments (client_id, currency, unspent) WHERE unspent <> 0;
CREATE TABLE allocations (
  id INTEGER PRIMARY KEY, payment_id INTEGER NOT NULL REFERENCES payments (id) ON DELETE RESTRICT,
  invoice_id INTEGER NOT NULL REFERENCES invoices (id) ON DELETE RESTRICT, "on" TEXT NOT NULL,
  currency TEXT NOT NULL, amount INTEGER NOT NULL CHECK (amount <> 0)
) STRICT;

CREATE INDEX allocations_by_invoice ON allocations (invoice_id, amount);
CREATE INDEX allocations_by_payment ON allocations (payment_id, amount);
CREATE INDEX allocations_by_date ON allocations ("on", invoice_id);
CREATE TABLE settlements (
  id INTEGER PRIMARY KEY, invoice_id INTEGER NOT NULL REFERENCES invoices (id) ON DELETE RESTRICT,
  reason TEXT NOT NULL, "on" TEXT NOT NULL, currency TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount <> 0), home_rate TEXT, note TEXT NOT NULL
) STRICT;

CREATE INDEX settlements_by_invoice ON settlements (invoice_id, amount);
CREATE TABLE ledger (
  id INTEGER PRIMARY KEY, contract_id INTEGER NOT NULL REFERENCES contracts (id) ON DELETE RESTRICT,
  kind TEXT NOT NULL CHECK (kind IN ('received', 'applied', 'refunded', 'kept', 'moved_out',
    'moved_in', 'restored')),
  "on" TEXT NOT NULL, currency TEXT NOT NULL, gross INTEGER NOT NULL CHECK (gross > 0),
  groups TEXT NOT NULL CHECK (json_valid(groups)),
  invoice_id INTEGER REFERENCES invoices (id) ON DELETE RESTRICT,
  final_id INTEGER REFERENCES invoices (id) ON DELETE RESTRICT,
  payment_id INTEGER REFERENCES payments (id) ON DELETE RESTRICT, note TEXT NOT NULL,
  effect INTEGER GENERATED ALWAYS AS (CASE WHEN kind IN ('received', 'moved_in', 'restored') THEN
    gross ELSE -gross END) VIRTUAL
) STRICT;

CREATE INDEX ledger_by_contract ON ledger (contract_id, id);
CREATE INDEX ledger_by_invoice ON ledger (invoice_id);
"""

#: What was typed into an editor and not saved yet: raw texts by field, right or wrong. It refers to its record by
#: number only and holds nothing back: a record that is gone leaves the words that were typed for it.
UNSAVED = (
    """
CREATE TABLE unsaved (
  id INTEGER PRIMARY KEY, editor TEXT NOT NULL, record_id INTEGER NOT NULL,
  record_version INTEGER NOT NULL, name TEXT NOT NULL, place TEXT NOT NULL, place_id INTEGER NOT NULL,
  typed_at TEXT NOT NULL, typed TEXT NOT NULL CHECK (json_valid(typed))
) STRICT""",
    "CREATE INDEX unsaved_by_record ON unsaved (editor, record_id)",
)

#: Lines of the agenda that were put aside, until a day or as done; and milestones by the day that was promised.
ASIDES = (
    """
CREATE TABLE asides (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, subject TEXT NOT NULL UNIQUE, until TEXT,
  reason TEXT NOT NULL, put_on TEXT NOT NULL
) STRICT""",
    "CREATE INDEX milestones_by_day ON milestones (coalesce(promised_on, wanted_on, internal_on))",
)

#: The entry that takes a payment back names it; each payment is taken back once at most.
BALANCED = (
    "ALTER TABLE payments ADD COLUMN balances_id INTEGER REFERENCES payments (id) ON DELETE RESTRICT",
    "CREATE UNIQUE INDEX payments_balanced ON payments (balances_id) WHERE balances_id IS NOT NULL",
)

LOOKS = (
    "ALTER TABLE issuer ADD COLUMN look TEXT NOT NULL DEFAULT 'quiet'",
    "ALTER TABLE issuer ADD COLUMN accent TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE issuer ADD COLUMN envelope TEXT NOT NULL DEFAULT ''",
)

#: How papers look has a record of its own; what the issuer had chosen before moves there.
DESIGNS = (
    """
CREATE TABLE designs (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, look TEXT NOT NULL, accent TEXT NOT NULL, ink TEXT NOT NULL,
  text_family TEXT NOT NULL, heading_family TEXT NOT NULL, type_size TEXT NOT NULL, logo BLOB NOT NULL,
  logo_size TEXT NOT NULL, logo_place TEXT NOT NULL,
  names_issuer INTEGER NOT NULL CHECK (names_issuer IN (0, 1)), head_text TEXT NOT NULL,
  foot TEXT NOT NULL CHECK (json_valid(foot)), foot_text TEXT NOT NULL,
  columns TEXT NOT NULL CHECK (json_valid(columns)), tone TEXT NOT NULL,
  texts TEXT NOT NULL CHECK (json_valid(texts)), letterhead BLOB NOT NULL, letterhead_next BLOB NOT NULL,
  prints_head INTEGER NOT NULL CHECK (prints_head IN (0, 1)),
  prints_foot INTEGER NOT NULL CHECK (prints_foot IN (0, 1)), signature BLOB NOT NULL,
  signatory TEXT NOT NULL, second_language TEXT NOT NULL, digits TEXT NOT NULL,
  fold_marks INTEGER NOT NULL CHECK (fold_marks IN (0, 1))
) STRICT""",
    """
INSERT INTO designs SELECT id, 1, look, accent, '', '', '', 'usual', logo, 'usual', 'start', 0, '',
  '["address","contact","tax","bank"]', '',
  '["position","description","quantity","unit","price","amount"]', 'formal', '[]', x'', x'', 0, 1, x'', '', '', '', 1
FROM issuer""",
    "ALTER TABLE issuer DROP COLUMN look",
    "ALTER TABLE issuer DROP COLUMN accent",
    "ALTER TABLE issuer DROP COLUMN logo",
    "ALTER TABLE clients ADD COLUMN tone TEXT NOT NULL DEFAULT ''",
)

#: The user's own fonts, one row a file; large ones for Chinese, Japanese and Korean lie beside the book.
FONTS = (
    """
CREATE TABLE fonts (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, family TEXT NOT NULL CHECK (family <> ''),
  faces TEXT NOT NULL CHECK (json_valid(faces)), languages TEXT NOT NULL CHECK (json_valid(languages)),
  size INTEGER NOT NULL CHECK (size > 0), sha256 TEXT NOT NULL UNIQUE, content BLOB NOT NULL
) STRICT""",
)

#: Each printing of a kept paper: the first is the original, what is printed again may be marked as a copy. The paper
#: itself has no room for it, for nothing of a kept paper ever changes.
PRINTINGS = (
    """
CREATE TABLE printings (
  id INTEGER PRIMARY KEY, paper_id INTEGER NOT NULL REFERENCES papers (id) ON DELETE RESTRICT,
  "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days')),
  as_copy INTEGER NOT NULL CHECK (as_copy IN (0, 1))
) STRICT""",
    "CREATE INDEX printings_by_paper ON printings (paper_id, id)",
)

#: The book as a whole: which one it is, whatever its name, and which computer writes in it.
BOOK = (
    """
CREATE TABLE book (
  id INTEGER PRIMARY KEY CHECK (id = 1), uuid TEXT NOT NULL CHECK (length(uuid) = 32),
  held_by TEXT NOT NULL, held_name TEXT NOT NULL, handed_on TEXT NOT NULL
) STRICT""",
    "INSERT INTO book VALUES (1, lower(hex(randomblob(16))), '', '', '')",
)

#: Who changed what and when, each entry sealed with the hash of the one before (domain/log.py).
LOG = (
    """
CREATE TABLE log (
  id INTEGER PRIMARY KEY CHECK (id > 0), at TEXT NOT NULL, who TEXT NOT NULL, act TEXT NOT NULL,
  table_name TEXT NOT NULL, record_id INTEGER NOT NULL, digest TEXT NOT NULL CHECK (length(digest) IN (0, 64)),
  changes TEXT NOT NULL CHECK (changes = '' OR json_valid(changes)),
  changes_digest TEXT NOT NULL CHECK (length(changes_digest) = 64), salt TEXT NOT NULL,
  previous TEXT NOT NULL CHECK (length(previous) = 64), hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT""",
    "CREATE INDEX log_by_record ON log (table_name, record_id, id)",
)

#: What was deleted, for 90 days; files with records, by content; and who was erased.
TRASH = (
    """
CREATE TABLE contents (
  id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  size INTEGER NOT NULL CHECK (size > 0), media_type TEXT NOT NULL,
  content BLOB NOT NULL CHECK (length(content) = size)
) STRICT""",
    """
CREATE TABLE attachments (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  record_kind TEXT NOT NULL CHECK (record_kind IN ('clients', 'contracts', 'quotes', 'invoices')),
  record_id INTEGER NOT NULL, name TEXT NOT NULL CHECK (name <> ''),
  content_id INTEGER NOT NULL REFERENCES contents (id) ON DELETE RESTRICT, added_on TEXT NOT NULL
) STRICT""",
    "CREATE INDEX attachments_by_record ON attachments (record_kind, record_id, id)",
    "CREATE INDEX attachments_by_content ON attachments (content_id)",
    """
CREATE TABLE trash (
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL CHECK (act > 0), at TEXT NOT NULL, table_name TEXT NOT NULL,
  record_id INTEGER NOT NULL, name TEXT NOT NULL, about TEXT NOT NULL,
  row TEXT NOT NULL CHECK (json_valid(row)), links TEXT NOT NULL CHECK (json_valid(links)),
  is_version INTEGER NOT NULL CHECK (is_version IN (0, 1))
) STRICT""",
    "CREATE INDEX trash_by_act ON trash (act, id)",
    "CREATE INDEX trash_by_record ON trash (table_name, record_id)",
    "ALTER TABLE clients ADD COLUMN erased_on TEXT",
    "CREATE INDEX clients_erased ON clients (id) WHERE erased_on IS NOT NULL",
)

#: What machines asked for, by the key they gave it.
APPLIED = (
    """
CREATE TABLE applied (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE CHECK (key <> ''),
  request TEXT NOT NULL CHECK (length(request) = 64), record_id INTEGER NOT NULL CHECK (record_id >= 0),
  number TEXT NOT NULL, sha256 TEXT NOT NULL CHECK (length(sha256) IN (0, 64))
) STRICT""",
)

#: What the lists were asked for, saved under a name. They name people, so they lie in the book and not beside it.
OWN_FILTERS = (
    """
CREATE TABLE own_filters (
  id INTEGER PRIMARY KEY, of_list TEXT NOT NULL CHECK (of_list <> ''), name TEXT NOT NULL CHECK (name <> ''),
  text TEXT NOT NULL, saved TEXT NOT NULL, "order" TEXT NOT NULL,
  descending INTEGER NOT NULL CHECK (descending IN (0, 1)), UNIQUE (of_list, name)
) STRICT""",
)

#: Tables found by folded text; each gets an FTS5 trigram index fed by triggers (guards.py).
SEARCHED = ("clients", "catalogue", "quotes", "contracts", "documents", "payments")
