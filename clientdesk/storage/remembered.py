"""What the computer's own keyring remembers, if the owner wants that: the key of a book, and never the only one."""

from __future__ import annotations

from typing import Final

from clientdesk.storage import machine

# Keyrings are other people's programs behind other people's plug-ins, which raise whatever they like; whatever it is,
# the passphrase is asked for instead.
_SERVICE: Final = "ClientDesk"
#: What this computer notes of a book by its name: that its key is there. Nobody else's keyring is asked for anything.
_IS_KEPT: Final = "key_in_keyring"


def is_possible() -> bool:
    """Whether this computer has a keyring that keeps something."""
    import keyring

    # Those that refuse or forget everything have a priority of 0 or less.
    return float(keyring.get_keyring().priority) > 0


def remember(name: str, key: bytes) -> bool:
    """Keep the key of a book under its name (`keys.name_of`); False where the keyring does not take it."""
    import keyring

    try:
        keyring.set_password(_SERVICE, name, key.hex())
        if keyring.get_password(_SERVICE, name) != key.hex():
            return False
        machine.remember(name, **{_IS_KEPT: True})
        return True
    except Exception:  # noqa: BLE001  # see above
        return False


def recall(name: str) -> bytes | None:
    """Return the key kept under this name; None where none was put there, or there is no keyring.

    A keyring may ask the person for a password of its own, so it is asked only for what was put into it.
    """
    if not (name.isalnum() and name.isascii()) or not machine.recall(name).get(_IS_KEPT):
        return None
    import keyring

    try:
        found = keyring.get_password(_SERVICE, name)
        return bytes.fromhex(found) if found else None
    except Exception:  # noqa: BLE001  # see above
        return None


def forget(name: str) -> None:
    """Let go of the key kept under this name."""
    if recall(name) is None:
        return
    import keyring

    try:
        machine.remember(name, **{_IS_KEPT: None})
        keyring.delete_password(_SERVICE, name)
    except Exception:  # noqa: BLE001  # see above
        # It was not there, or there is no keyring: nothing is kept either way.
        return
