"""The packages to choose from while lines are written, each with its price; read anew whenever the menu opens."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from clientdesk.domain.catalogue import Package
from clientdesk.domain.money import total
from clientdesk.i18n import _, translator
from clientdesk.ui import icons
from clientdesk.ui.session import Session
from clientdesk.usecases import catalogue


class PackageMenu(QMenu):
    """Offers the packages of one currency; without any it leads to where they are made."""

    def __init__(self, session: Session, insert: Callable[[int], None], parent: QWidget) -> None:
        super().__init__(_("Insert package"), parent)
        self.setObjectName("packages")
        icons.set_icon(self.menuAction(), "package")
        self.currency = ""
        self._session = session
        self._insert = insert
        self.aboutToShow.connect(self.read)

    def read(self) -> None:
        """Read the packages on offer."""
        self.clear()
        for package in self._session.read(catalogue.packages, self.currency) or ():
            entry = self.addAction(_words(package, self.currency))
            entry.setObjectName(f"package_{package.id}")
            entry.triggered.connect(partial(self._insert, package.id))
        if self.isEmpty():
            new = self.addAction(_("New package"), self._make_one)
            new.setObjectName("package_new")

    def _make_one(self) -> None:
        self._session.open_record.emit("new_package", 0)


def _words(package: Package, currency: str) -> str:
    price = total((line.amount(currency) for line in package.lines if line.counts), currency)
    discount = package.bundle_discount()
    if discount is not None:
        price -= discount.on(price)
    # Qt takes one ampersand as the mark of a key.
    return f"{package.name}  ·  {translator().money(price)}".replace("&", "&&")
