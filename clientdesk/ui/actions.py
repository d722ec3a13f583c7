"""Every action of the window, declared once: its words, keys and icon; menus, tooltips and the key sheet follow."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget

from clientdesk.domain.text import N_
from clientdesk.i18n import _, translator
from clientdesk.ui import icons, style

if TYPE_CHECKING:
    # PySide makes a type when it is first asked for; the one of keys costs much and nobody has pressed one yet.
    from PySide6.QtGui import QKeyEvent

_ICON_GAP = 6
_LEFT_TO_RIGHT_MARK: Final = "\u200e"


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One verb. `id` is `scope.verb`; actions of different scopes are never on screen together, `app` always is."""

    id: str
    text: str
    keys: str = ""
    icon: str = ""
    tip: str = ""
    #: Its keys mean this only where what has the focus does not want them for something of its own.
    gives_way: bool = False

    @property
    def scope(self) -> str:
        """The part of the window where the action lives."""
        return self.id.partition(".")[0]


_A = ActionSpec

#: Scopes: `app` everywhere, `list`, `form` and `edit` wherever a list or a form is, else the screen's name.
ACTIONS: Final = (
    # Everywhere.
    _A("app.today", N_("Today"), "Ctrl+1", "sun"),
    _A("app.clients", N_("Clients"), "Ctrl+2", "users"),
    _A("app.work", N_("Work"), "Ctrl+3", "briefcase"),
    _A("app.documents", N_("Documents"), "Ctrl+4", "file-text"),
    _A("app.calendar", N_("Calendar"), "Ctrl+5", "calendar-days"),
    _A("app.money", N_("Money"), "Ctrl+6", "wallet"),
    _A("app.library", N_("Library"), "Ctrl+7", "library"),
    _A("app.settings", N_("Settings"), "Ctrl+,", "settings"),
    _A("app.back", N_("Back"), "Alt+Left", "chevron-left", N_("Go back to where you were")),
    _A("app.forward", N_("Forward"), "Alt+Right", "chevron-right", N_("Go where you came back from")),
    _A("app.palette", N_("Search or jump to…"), "Ctrl+K", "search", N_("Find anything, do anything")),
    # Translators: the button that offers everything that can be made anew: a client, an invoice and so on.
    _A("app.add", N_("New"), "Ctrl+Shift+N", "plus", N_("Make something new"), gives_way=True),
    _A("app.new_client", N_("New client"), "Ctrl+Shift+K", "user-plus", gives_way=True),
    _A("app.new_quote", N_("New quote"), "Ctrl+Shift+Q", "file-plus", gives_way=True),
    _A("app.new_invoice", N_("New invoice"), "Ctrl+Shift+I", "receipt-text", gives_way=True),
    _A("app.new_contract", N_("New contract"), "Ctrl+Shift+C", "file-signature", gives_way=True),
    _A("app.new_payment", N_("Record payment"), "Ctrl+Shift+P", "hand-coins", gives_way=True),
    _A("app.new_item", N_("New catalogue entry"), "Ctrl+Shift+E", "library", gives_way=True),
    _A(
        "app.import",
        N_("Import from another program"),
        "",
        "download",
        N_("Clients and price lists from CSV files, contacts from vCards"),
    ),
    _A("app.undo", N_("Undo"), "Ctrl+Alt+Z", "undo-2", N_("Nothing to take back")),
    _A("app.undo_list", N_("What can be taken back"), "", "chevron-down"),
    _A("app.keys", N_("Keys"), "F1", "keyboard", N_("Show all keys")),
    _A(
        "app.manual", N_("Manual"), "Shift+F1", "book-open", N_("Open the manual at the page that helps here")
    ),
    _A("app.scheme", N_("Light or dark"), "Ctrl+Shift+L", "moon", N_("Switch between light and dark")),
    _A(
        "app.backups",
        N_("Backups"),
        "",
        "shield",
        N_("The last verified backup, where it lies, and the way back"),
    ),
    _A("app.back_up", N_("Back up now"), "", "shield-check", N_("Make a verified backup of this book")),
    _A(
        "app.restore",
        N_("Restore a backup"),
        "",
        "archive-restore",
        N_("See what a backup would bring back before anything is replaced"),
    ),
    _A(
        "app.lock",
        N_("Lock the book"),
        "Ctrl+Shift+X",
        "lock",
        N_("Close everything until the passphrase is typed"),
    ),
    _A(
        "app.show_found", N_("See what was found"), "F8", "arrow-right", N_("Open the report in the settings")
    ),
    _A(
        "app.show_computers",
        N_("See what can be done"),
        "",
        "arrow-right",
        N_("Who writes in this book, and where"),
    ),
    _A("app.quit", N_("Quit"), "Ctrl+Q", "x"),
    # In front of a locked book.
    _A("lock.open", N_("Open the book"), "", "lock"),
    _A("lock.use_code", N_("Use the recovery code"), "", ""),
    _A("lock.go_on", N_("Open the book"), "", "arrow-right"),
    # Lists and forms.
    _A("list.filter", N_("Filter"), "Ctrl+F", "search", N_("Type to filter the list")),
    _A("chart.table", N_("Table"), "", "list", N_("The same as a table, or as a picture")),
    _A("list.arrange", N_("Sort and keep filters"), "", "sliders-horizontal"),
    _A("form.save", N_("Save"), "Ctrl+S", "check"),
    _A("form.revert", N_("Revert"), "", "rotate-ccw", N_("Go back to what is stored")),
    _A("edit.undo", N_("Undo"), "Ctrl+Z", "undo-2"),
    _A("edit.redo", N_("Redo"), "Ctrl+Shift+Z", "redo-2"),
    _A(
        "edit.take_back", N_("Bring it back"), "", "rotate-ccw", N_("Show again what was typed and not saved")
    ),
    _A("edit.throw_away", N_("Throw it away"), "", "trash-2", N_("Give up what was typed and not saved")),
    _A("edit.go_on", N_("Go on"), "", "pencil", N_("Open it and go on typing")),
    # Today.
    _A("today.open", N_("Do the first"), "", "arrow-right", N_("Open what is most pressing (Enter)")),
    _A("today.done", N_("Done"), "X", "check", N_("Delivered, asked about, or left as it is")),
    _A("today.snooze", N_("Put aside"), "S", "clock", N_("Until a day, with a reason")),
    _A("today.aside", N_("Put aside"), "", "clock"),
    _A("today.pay", N_("Record payment"), "Ctrl+Shift+P", "hand-coins"),
    _A("today.new_invoice", N_("New invoice"), "Ctrl+N", "receipt-text"),
    _A("today.more", N_("Show all"), "", "chevron-down"),
    # Clients.
    _A("clients.new", N_("New client"), "Ctrl+N", "user-plus"),
    _A("clients.import", N_("Import clients"), "", "download", N_("From a CSV file or vCards")),
    _A("clients.export", N_("Save all clients"), "", "upload", N_("As a CSV file or vCards")),
    _A("clients.edit", N_("Edit client"), "Ctrl+E", "pencil"),
    _A("clients.archive", N_("Archive"), "", "archive", N_("Hide this client; everything is kept")),
    _A("clients.restore", N_("Take out of the archive"), "", "archive-restore"),
    _A(
        "clients.delete",
        N_("Delete"),
        "",
        "trash-2",
        N_("Move this client into the trash; nothing was written yet"),
    ),
    _A(
        "clients.erase",
        N_("Erase person…"),
        "",
        "user",
        N_("See what goes and what the law wants kept, then decide"),
    ),
    _A("clients.leave_editor", N_("Back to the client"), "Escape", "arrow-left"),
    _A("clients.add_contact", N_("Add a contact"), "", "plus"),
    _A("clients.add_address", N_("Add an address"), "", "plus"),
    _A("clients.use_anyway", N_("Save anyway"), "", "check", N_("Save numbers although the check fails")),
    _A(
        "clients.next",
        N_("Next step"),
        "Ctrl+Return",
        "arrow-right",
        N_("Do what comes next with this client"),
    ),
    _A("clients.earlier", N_("Show earlier"), "", "history"),
    _A("clients.new_invoice", N_("New invoice"), "Ctrl+Shift+I", "receipt-text"),
    _A("clients.new_quote", N_("New quote"), "Ctrl+Shift+Q", "file-plus"),
    _A("clients.new_contract", N_("New contract"), "Ctrl+Shift+C", "file-signature"),
    _A("clients.record_payment", N_("Record payment"), "Ctrl+Shift+P", "hand-coins"),
    _A(
        "clients.statement",
        N_("Statement of account"),
        "Ctrl+Shift+A",
        "file-text",
        N_("What was invoiced and paid, and what is open, on paper for the client"),
    ),
    _A(
        "clients.file",
        N_("Client file"),
        "Ctrl+Shift+F",
        "user",
        N_("Everything about this client on paper, for your own desk"),
    ),
    _A("client_paper.leave", N_("Back to the client"), "Escape", "arrow-left"),
    # Documents and their editor.
    _A("documents.new_invoice", N_("New invoice"), "Ctrl+N", "receipt-text"),
    _A("documents.new_quote", N_("New quote"), "Ctrl+Shift+Q", "file-plus"),
    _A("documents.open", N_("Show"), "", "eye"),
    _A("documents.issue_chosen", N_("Issue"), "Ctrl+Return", "file-check", N_("Issue the chosen drafts")),
    _A("documents.print_chosen", N_("Print"), "Ctrl+P", "printer", N_("Print the chosen documents")),
    _A(
        "documents.save_chosen",
        N_("Save as PDF"),
        "Ctrl+Shift+S",
        "download",
        N_("Save the chosen documents, each in its file or all in one"),
    ),
    _A("documents.choose_none", N_("Choose none"), "", "x", N_("Choose one row again (Esc)")),
    _A(
        "documents.choose_all",
        N_("Choose all"),
        "",
        "list-checks",
        N_("Choose all rows of the list (Ctrl+A)"),
    ),
    _A(
        "documents.issue_repeating",
        N_("Issue what repeats"),
        "",
        "refresh-cw",
        N_("Make the drafts of repeating invoices that are due, and issue them"),
    ),
    # Several documents at once.
    _A("batch.leave", N_("All documents"), "Esc", "list", N_("Back to the list")),
    _A("batch.start", N_("Begin"), "Ctrl+Return", "check"),
    _A("batch.stop", N_("Stop"), "", "ban", N_("After the document in hand (Esc)")),
    _A("batch.again", N_("Try the rest again"), "", "refresh-cw"),
    _A("batch.print", N_("Print"), "Ctrl+P", "printer", N_("Print what was issued")),
    _A("batch.folder", N_("Open folder"), "", "folder-open", N_("Open the folder the PDFs were saved in")),
    _A("batch.save", N_("Save as PDF"), "Ctrl+Shift+S", "download", N_("Save what was issued")),
    _A(
        "document.issue", N_("Issue"), "Ctrl+Return", "file-check", N_("Give it a number and fix it for good")
    ),
    _A("document.accept", N_("Accepted"), "", "circle-check", N_("The client has accepted the quote")),
    _A("document.decline", N_("Declined"), "", "ban", N_("The client has declined the quote")),
    _A("document.revise", N_("New version"), "Ctrl+E", "pencil", N_("Change a quote that was sent")),
    _A("document.make_contract", N_("Make a contract"), "", "file-signature"),
    _A("document.make_invoice", N_("Make an invoice"), "", "receipt-text"),
    _A("document.pay", N_("Record payment"), "Ctrl+Shift+P", "hand-coins"),
    _A(
        "document.remind",
        N_("Copy a reminder"),
        "",
        "mail",
        N_("Kind words about what is overdue, for an e-mail"),
    ),
    _A(
        "document.credit",
        N_("Credit note"),
        "",
        "undo-2",
        N_("Take back all or a part with a document of its own"),
    ),
    _A(
        "document.cancel",
        N_("Cancel invoice"),
        "",
        "file-x",
        N_("Take it all back with a document of its own"),
    ),
    _A("document.copy", N_("Copy"), "Ctrl+Shift+D", "copy", N_("Start a new draft with the same lines")),
    _A(
        "document.repeat",
        N_("Repeat this invoice"),
        "",
        "refresh-cw",
        N_("Make a draft with the same lines every so many months"),
    ),
    _A("document.stop_repeating", N_("Stop"), "", "ban", N_("Make no further invoices of it")),
    _A("document.extend", N_("Extend"), "", "calendar", N_("Let the quote be valid for longer")),
    _A(
        "document.withdraw", N_("Withdraw"), "", "rotate-ccw", N_("Take the quote back before it is accepted")
    ),
    _A("document.replace", N_("Correct"), "", "pencil", N_("Cancel it and start the one that replaces it")),
    _A("document.list", N_("All documents"), "Esc", "list", N_("Back to the list")),
    _A("document.settings", N_("Change"), "", "settings", N_("See and change what your country has set")),
    _A("document.add_discount", N_("Discount"), "", "percent", N_("Take something off the whole document")),
    _A("document.add_surcharge", N_("Surcharge"), "", "plus", N_("Add something to the whole document")),
    _A("document.refresh", N_("Update the deductions"), "", "refresh-cw"),
    _A("document.reload", N_("Load it anew"), "", "refresh-cw", N_("Show what was stored elsewhere")),
    _A("document.edit_client", N_("Open client"), "", "user"),
    _A("document.discard", N_("Throw draft away"), "", "trash-2"),
    _A("document.preview", N_("Preview"), "Ctrl+Shift+V", "eye"),
    _A(
        "document.checks",
        N_("Checks"),
        "Ctrl+J",
        "list-checks",
        N_("Go to what is missing before it goes out"),
    ),
    # The few facts that an act asks for.
    _A("answer.save", N_("Save"), "Ctrl+Return", "check"),
    _A("answer.leave", N_("Not now"), "", "x"),
    # The paper beside the editor.
    _A("preview.print", N_("Print"), "Ctrl+P", "printer"),
    _A("preview.save", N_("Save as PDF"), "Ctrl+Shift+S", "download"),
    _A("preview.folder", N_("Open folder"), "", "folder-open", N_("Open the folder the PDF was saved in")),
    _A("preview.zoom_in", N_("Larger"), "Ctrl++", "zoom-in"),
    _A("preview.zoom_out", N_("Smaller"), "Ctrl+-", "zoom-out"),
    _A("preview.fit", N_("Fit width"), "Ctrl+0", "move-horizontal"),
    _A("preview.next", N_("Next page"), "Ctrl+PgDown", "chevron-down"),
    _A("preview.previous", N_("Previous page"), "Ctrl+PgUp", "chevron-up"),
    _A("document.design", N_("Change the design"), "", "palette", N_("Look, colours, letterhead, words")),
    # The design of documents.
    _A("design.leave", N_("Back to the settings"), "", "arrow-left"),
    _A("design.choose_file", N_("Choose a file"), "", "upload"),
    _A("design.remove_file", N_("Remove"), "", "x"),
    _A("design.pick_colour", N_("Any other colour"), "", "palette"),
    _A("design.usual_colour", N_("As the look has it"), "", "rotate-ccw"),
    _A("design.up", N_("Move up"), "Alt+Up", "arrow-up"),
    _A("design.down", N_("Move down"), "Alt+Down", "arrow-down"),
    # Translators: puts a placeholder, such as the client's name, where the cursor is
    _A(
        "design.insert",
        N_("Insert"),
        "",
        "plus",
        N_("Something that is filled in, such as the client's name"),
    ),
    # The lines of a paper.
    _A("lines.add", N_("Add line"), "", "plus"),
    _A("lines.remove", N_("Remove line"), "Ctrl+Backspace", "trash-2"),
    _A("lines.up", N_("Move up"), "Alt+Up", "arrow-up"),
    _A("lines.down", N_("Move down"), "Alt+Down", "arrow-down"),
    _A("lines.copy", N_("Copy line"), "Ctrl+D", "copy"),
    _A("lines.heading", N_("Heading"), "Ctrl+H", "heading", N_("Turn the line into a heading, or back")),
    _A("lines.subtotal", N_("Subtotal"), "Ctrl+T", "sigma", N_("Add a row with the sum of the lines above")),
    _A(
        "lines.optional",
        N_("Optional"),
        "Ctrl+Shift+O",
        "circle-help",
        N_("Counts only when the client chooses it"),
    ),
    _A(
        "lines.alternative",
        N_("Alternative"),
        "Ctrl+Shift+A",
        "git-branch",
        N_("One of several to choose from"),
    ),
    _A("lines.bonus", N_("Bonus"), "Ctrl+Shift+B", "gift", N_("Shown with its price, charged 0.00")),
    _A("lines.discount", N_("Discount"), "Ctrl+Alt+D", "percent", N_("Give a discount on this line")),
    # Work: contracts, milestones, prepayments.
    _A("work.new", N_("New contract"), "Ctrl+N", "file-signature"),
    _A("work.edit", N_("Edit contract"), "Ctrl+E", "pencil"),
    _A("work.next", N_("Next step"), "Ctrl+Return", "arrow-right", N_("Do what brings this contract on")),
    _A("work.list", N_("Back to the contract"), "Escape", "arrow-left"),
    _A("contract.sign", N_("Record signature"), "Ctrl+Return", "badge-check", N_("Who signed, when and how")),
    _A("contract.checks", N_("Checks"), "Ctrl+J", "list-checks", N_("Go to what is missing before signing")),
    _A("work.prepare", N_("Number it for signing"), "", "hash", N_("So that the printed copies carry it")),
    _A("work.discard", N_("Throw draft away"), "", "trash-2"),
    _A("work.reload", N_("Load it anew"), "", "refresh-cw", N_("Show what was stored elsewhere")),
    _A("work.paper", N_("Show document"), "Ctrl+Shift+V", "eye", N_("Show the contract as it was signed")),
    _A(
        "work.as_of",
        N_("As of a day"),
        "",
        "calendar-days",
        N_("Show what was agreed on a day, changes merged in"),
    ),
    _A("work.change", N_("Change order"), "Ctrl+H", "git-branch", N_("Agree on a change of price or date")),
    _A("work.milestone", N_("Add milestone"), "Ctrl+M", "milestone"),
    _A(
        "work.hours_left",
        N_("Hours left"),
        "Ctrl+L",
        "hourglass",
        N_("Say how many hours of work are left; again for the next one"),
    ),
    _A("work.deliver", N_("Deliver"), "Ctrl+D", "check", N_("Hand the next milestone over")),
    _A(
        "work.delivery_slip",
        N_("Delivery slip"),
        "Ctrl+Shift+D",
        "file-check",
        N_("What was delivered, on paper for the client to accept and sign"),
    ),
    _A("work.log", N_("Log hours"), "Ctrl+T", "timer"),
    _A("work.revision", N_("Count a revision"), "Ctrl+R", "refresh-cw"),
    _A("work.cost", N_("Cost"), "", "coins", N_("Add a cost")),
    _A("work.gift", N_("Gift"), "", "gift", N_("Shown with its price, charged 0.00")),
    _A("work.advance", N_("Ask for a prepayment"), "Ctrl+Shift+A", "receipt"),
    _A("work.receive", N_("Record prepayment"), "Ctrl+Shift+P", "hand-coins"),
    _A("work.bill", N_("Bill the work"), "", "receipt-text", N_("Make an invoice of what is not billed yet")),
    _A("work.next_part", N_("Ask for the next part"), "Ctrl+Shift+B", "receipt"),
    _A("work.invoice", N_("Final invoice"), "Ctrl+Shift+I", "receipt-text"),
    _A("work.complete", N_("Close contract"), "", "circle-check", N_("All is delivered and paid for")),
    _A("work.cancel", N_("Cancel contract"), "", "ban", N_("See first what is kept and what goes back")),
    _A("work.client", N_("Open client"), "", "user"),
    _A("work.archive", N_("Archive"), "", "archive"),
    _A("work.restore", N_("Take out of the archive"), "", "archive-restore"),
    _A("work.add_part", N_("Add part"), "", "plus"),
    _A("work.add_clause", N_("Add clause"), "", "plus"),
    _A("work.clauses_anew", N_("Take the usual clauses"), "", "rotate-ccw"),
    # Money.
    _A("money.record", N_("Record payment"), "Ctrl+Shift+P", "hand-coins"),
    _A("money.receipt", N_("Give receipt"), "Ctrl+R", "receipt", N_("Number a receipt and keep its page")),
    _A("money.allocate", N_("Allocate"), "", "link", N_("Put what is left against open documents")),
    _A("money.settle", N_("Settle the rest"), "", "check", N_("Close a small difference with its reason")),
    _A("money.refund", N_("Refund"), "", "undo-2", N_("Record money that goes back")),
    _A("money.use_credit", N_("Use credit"), "", "link", N_("Pay with money that is here already")),
    _A("money.suggest", N_("Spread anew"), "", "refresh-cw", N_("The oldest due first")),
    _A("money.open", N_("Open document"), "Ctrl+E", "eye"),
    _A("money.contract", N_("Open contract"), "", "briefcase"),
    _A("money.client", N_("Open client"), "", "user"),
    _A("money.overview", N_("All money"), "Escape", "list", N_("Back to what is open by age")),
    # Calendar.
    _A("calendar.block", N_("Block time"), "Ctrl+N", "calendar", N_("Take days off, also with N")),
    _A("calendar.previous", N_("Previous month"), "", "chevron-left", N_("Previous month (PgUp)")),
    _A("calendar.next", N_("Next month"), "", "chevron-right", N_("Next month (PgDown)")),
    _A("calendar.today", N_("Today"), "", "circle-dot", N_("Go to today (Home)")),
    _A("calendar.list", N_("List"), "Ctrl+L", "list", N_("The same as a list, or as a month")),
    _A("calendar.remove", N_("Remove"), "", "trash-2"),
    # Library.
    _A("library.new", N_("New entry"), "Ctrl+N", "plus"),
    _A("library.import", N_("Import lines"), "", "download", N_("From a CSV file of another program")),
    _A("library.export", N_("Save all lines"), "", "upload", N_("As a CSV file")),
    _A("library.edit", N_("Edit"), "Ctrl+E", "pencil"),
    _A("library.new_package", N_("New package"), "Ctrl+Shift+N", "package"),
    _A("library.stop", N_("Stop"), "", "ban", N_("Make no further invoices of it")),
    _A("library.client", N_("Open client"), "", "user"),
    _A("library.restore", N_("Take out of the archive"), "", "archive-restore"),
    _A("library.archive", N_("Archive"), "", "archive"),
    # Settings and first run.
    _A("settings.export", N_("Export everything"), "", "upload", N_("Write all data into one file")),
    _A("settings.import", N_("Import"), "", "download", N_("Read all data from such a file")),
    _A(
        "settings.import_lists",
        N_("Import clients or catalogue"),
        "",
        "download",
        N_("From a CSV file or vCards of another program"),
    ),
    _A(
        "settings.export_lists",
        N_("Save the lists"),
        "",
        "list",
        N_("Clients, invoices and payments as CSV files"),
    ),
    _A("importing.back", N_("Back"), "Escape", "arrow-left", N_("Back to the step before")),
    _A("importing.choose", N_("Choose a file"), "Ctrl+O", "folder-open"),
    _A("importing.next", N_("Continue"), "Ctrl+Return", "arrow-right"),
    _A("importing.stop", N_("Stop"), "", "ban", N_("Nothing is taken over then (Esc)")),
    _A("importing.again", N_("Import another file"), "", "plus"),
    _A(
        "importing.once_more",
        N_("Import this file again"),
        "",
        "rotate-ccw",
        N_("See again what its columns mean"),
    ),
    _A("importing.undo", N_("Take the import back"), "", "undo-2", N_("What was changed since stays")),
    _A("importing.show", N_("Show the first"), "", "arrow-right"),
    _A(
        "settings.verify",
        N_("Check now"),
        "",
        "shield-check",
        N_("Check every record against the sealed history"),
    ),
    _A(
        "settings.hand_over",
        N_("Continue on another computer"),
        "",
        "upload",
        N_("Write the book for it into a folder"),
    ),
    _A(
        "settings.take_over_file",
        N_("Take over a file"),
        "",
        "download",
        N_("Go on with what the other has written"),
    ),
    _A("settings.go_on_here", N_("Go on here"), "", "check"),
    _A("settings.confirm_go_on_here", N_("Yes, this computer goes on"), "", "check"),
    _A("settings.move_book", N_("Move the book to this computer"), "", "download"),
    _A(
        "settings.compare_backup",
        N_("Compare with a backup"),
        "",
        "archive-restore",
        N_("See first what a backup would bring back"),
    ),
    _A("settings.open_moved", N_("Open it where it goes on"), "", "arrow-right"),
    _A("settings.write_here_all_the_same", N_("Write here all the same")),
    _A("settings.no_other_key", N_("Take nothing over"), "", "x", N_("All stays as it is")),
    _A("settings.go_on_with_older", N_("Go on with this state"), "", "history"),
    _A(
        "settings.back_up",
        N_("Back up now"),
        "",
        "shield-check",
        N_("Make a verified backup of this book"),
    ),
    _A(
        "settings.restore",
        N_("Restore…"),
        "",
        "archive-restore",
        N_("See first what a backup would bring back"),
    ),
    _A("settings.backup_folder", N_("Open folder"), "", "folder-open", N_("Open the folder of the backups")),
    _A(
        "settings.second_folder",
        N_("Choose a second folder"),
        "",
        "plus",
        N_("A stick, another disk or a folder that is kept elsewhere, too"),
    ),
    _A(
        "settings.no_second_folder",
        N_("Forget the second folder"),
        "",
        "x",
        N_("What lies there stays there"),
    ),
    _A("restore.leave", N_("Back to the settings"), "Escape", "arrow-left"),
    _A(
        "restore.file",
        N_("Another file"),
        "Ctrl+O",
        "folder-open",
        N_("Look into a backup that is not listed"),
    ),
    _A("restore.confirm", N_("Restore this state"), "Ctrl+Return", "archive-restore"),
    _A("settings.add_fonts", N_("Add fonts"), "", "plus", N_("Choose font files, or drop them here")),
    _A("settings.remove_font", N_("Remove"), "", "x"),
    _A("settings.design", N_("Design of documents"), "", "palette", N_("Look, colours, letterhead, words")),
    _A("settings.add_absence", N_("Add days off"), "", "plus"),
    _A("settings.remove_absence", N_("Remove"), "", "x"),
    _A("settings.encrypt", N_("Encrypt the book"), "", "lock", N_("Choose a passphrase and print the sheet")),
    _A("settings.decrypt", N_("Switch encryption off"), "", "file-x"),
    _A("settings.passphrase", N_("Change passphrase"), "", "pencil"),
    _A("settings.sheet", N_("Recovery sheet"), "", "file-text", N_("Print or save the recovery sheet again")),
    _A("settings.rekey", N_("Change key"), "", "refresh-cw", N_("If somebody may know the key or the sheet")),
    _A("settings.lock", N_("Lock now"), "", "lock", N_("Close everything until the passphrase is typed")),
    _A("settings.trash", N_("Open the trash"), "", "trash-2", N_("See what was deleted, and bring it back")),
    _A("trash.restore", N_("Bring back"), "Ctrl+Return", "archive-restore", N_("Put it back where it was")),
    _A("trash.forget", N_("Delete for good"), "", "x", N_("Let this one entry go, after a question")),
    _A("trash.empty", N_("Empty the trash"), "", "trash-2", N_("Let all of it go, after a question")),
    _A("attachments.add", N_("Add file"), "", "paperclip", N_("Choose files, drop them here, or paste them")),
    _A("attachments.save", N_("Save as…"), "", "download"),
    _A("attachments.remove", N_("Remove"), "", "x"),
    _A("history.show", N_("Show history"), "", "history", N_("Who changed what and when")),
    _A(
        "first_run.import",
        N_("Bring your clients from another program"),
        "",
        "download",
        N_("From a CSV file or vCards; or drop the file on the window"),
    ),
    _A("first_run.invoice", N_("Make your first invoice"), "Ctrl+Return", "receipt-text"),
    _A("first_run.demo", N_("Look around in a demo book"), "", "book-open"),
)

_BY_ID: Final = {spec.id: spec for spec in ACTIONS}


def spec(action_id: str) -> ActionSpec:
    """Return the declaration of `action_id`; KeyError if nobody declared it."""
    return _BY_ID[action_id]


def keys_text(keys: str) -> str:
    """Return a shortcut as the desktop writes it, from the left in every language."""
    # Qt calls it Return; our sentences and most keyboards say Enter, and both keys do the same.
    named = QKeySequence(keys.replace("Return", "Enter"))
    # The marks of direction around a translated name say the same once more, and no face of ours has them: one from
    # elsewhere would make the line higher than those of other keys.
    words = named.toString(QKeySequence.SequenceFormat.NativeText).replace(_LEFT_TO_RIGHT_MARK, "")
    return translator().left_to_right(words)


def make(action_id: str, parent: QWidget, slot: Callable[..., Any], *, text: str = "") -> QAction:
    """Return the action, living on `parent`: its keys work while `parent` is visible in the active window."""
    declared = spec(action_id)
    action = QAction(text or _(declared.text), parent)
    action.setObjectName(action_id)
    if declared.keys:
        sequences = [QKeySequence(declared.keys)]
        if "Return" in declared.keys:
            sequences.append(QKeySequence(declared.keys.replace("Return", "Enter")))
        if declared.keys == "Ctrl++":
            # The plus sign needs Shift on many keyboards.
            sequences.append(QKeySequence("Ctrl+="))
        action.setShortcuts(sequences)
        if declared.gives_way:
            # Shown in menus, but never a rival of the same keys: the window asks for them when nobody else has.
            # WidgetShortcut by its number: see `style.Theme` for why not by its name.
            action.setProperty("shortcutContext", 0)
    words = _(declared.tip) or action.text()
    action.setToolTip(f"{words} ({keys_text(declared.keys)})" if declared.keys else words)
    action.triggered.connect(slot)
    parent.addAction(action)
    return action


class EnterButton(QPushButton):
    """A button that Enter presses, too; Qt's own outside of dialogs listens to Space alone."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        from PySide6.QtCore import Qt

        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)


class ActionButton(EnterButton):
    """A button that shows and triggers one action and follows its state; objectName is the action's id."""

    def __init__(self, action: QAction, parent: QWidget | None = None, *, variant: str = "plain") -> None:
        super().__init__(parent)
        self._action = action
        self._variant, self._is_compact = variant, False
        self._with_words = variant not in {"icon", "bare", "narrow"}
        self.setObjectName(action.objectName())
        # TabFocus by its number, so that the ring shows for keys only: see `style.Theme` for why not by its name.
        self.setProperty("focusPolicy", 1)
        style.set_role(self, variant=variant)
        declared = spec(action.objectName())
        if declared.icon:
            tone = {"primary": "on_accent", "danger": "bad"}.get(variant, "second")
            icons.set_icon(self, declared.icon, tone, gap=_ICON_GAP if self._with_words else 0)
        self._follow()
        action.changed.connect(self._follow)
        self.clicked.connect(action.trigger)

    @property
    def bound_action(self) -> QAction:
        """The action behind the button."""
        return self._action

    def set_compact(self, compact: bool) -> None:
        """Show the icon alone, where there is no room for words; the name stays for the ear and in the tooltip."""
        if compact is self._is_compact or not spec(self.objectName()).icon:
            return
        self._is_compact = compact
        style.set_role(self, variant="icon" if compact else self._variant)
        icons.set_icon(self, spec(self.objectName()).icon, gap=0 if compact else _ICON_GAP)
        self._follow()

    def _follow(self) -> None:
        action = self._action
        self.setText(action.text() if self._with_words and not self._is_compact else "")
        self.setAccessibleName(action.text())
        self.setToolTip(action.toolTip())
        self.setEnabled(action.isEnabled())
        if self.isHidden() is action.isVisible() and self.parentWidget() is not None:
            self.setVisible(action.isVisible())


def button(
    action_id: str, parent: QWidget, slot: Callable[..., Any], *, variant: str = "plain", text: str = ""
) -> ActionButton:
    """Return a button for a new action on `parent`. Variants: primary, plain, quiet, danger, link, icon, bare."""
    return ActionButton(make(action_id, parent, slot, text=text), parent, variant=variant)


def menu(parent: QWidget, actions: Iterable[QAction | None]) -> QMenu:
    """Return a menu of `actions`; None stands for a separator."""
    result = QMenu(parent)
    for action in actions:
        if action is None:
            result.addSeparator()
        else:
            # Drawn here and not in `make`: most actions are shown as buttons, which have an icon of their own.
            name = spec(action.objectName()).icon if action.objectName() in _BY_ID else ""
            if name:
                icons.set_icon(action, name)
            result.addAction(action)
    return result


def live(window: QWidget) -> list[QAction]:
    """Return the declared actions that can run in `window` now, where the cursor stands; those that give way last."""
    focus = QApplication.focusWidget()
    heard = [
        action
        for action in window.findChildren(QAction)
        if action.objectName() in _BY_ID
        and action.isEnabled()
        and action.isVisible()
        and _is_heard(action, window, focus)
    ]
    return sorted(heard, key=_gives_way)


def _gives_way(action: QAction) -> bool:
    return spec(action.objectName()).gives_way


def _is_heard(action: QAction, window: QWidget, focus: QWidget | None) -> bool:
    from PySide6.QtCore import Qt

    context = action.shortcutContext()
    if _gives_way(action):
        context = Qt.ShortcutContext.WindowShortcut
    for place in action.associatedObjects():
        if not isinstance(place, QWidget) or not place.isVisible() or place.window() is not window:
            continue
        if context == Qt.ShortcutContext.WidgetShortcut:
            return place is focus
        if context == Qt.ShortcutContext.WidgetWithChildrenShortcut:
            return focus is not None and (place is focus or place.isAncestorOf(focus))
        return True
    return False


def key_sheet() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what the F1 sheet shows: per scope its actions with keys, in the order of declaration."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for declared in ACTIONS:
        if declared.keys:
            groups.setdefault(declared.scope, []).append((_(declared.text), keys_text(declared.keys)))
    return list(groups.items())


def focus_is_text() -> bool:
    """Whether the cursor stands in a text field, so that plain letters are typing and not keys."""
    from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

    return isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit)
