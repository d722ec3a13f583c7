"""What the computer's own keyring remembers, if the owner wants that: the key of a book, and never the only one."""

from __future__ import annotations

from typing import Final

# Keyrings are other people's programs behind other people's plug-ins, which raise whatever they like; whatever it is,
# the passphrase is asked for instead.
_SERVICE: Final = "ClientDesk"


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
        return keyring.get_password(_SERVICE, name) == key.hex()
    except Exception:  # noqa: BLE001  # see above
        return False


def recall(name: str) -> bytes | None:
    """Return the key kept under this name; None where there is none, or no keyring."""
    if not name:
        return None
    import keyring

    try:
        found = keyring.get_password(_SERVICE, name)
        return bytes.fromhex(found) if found else None
    except Exception:  # noqa: BLE001  # see above
        return None


def forget(name: str) -> None:
    """Let go of the key kept under this name."""
    import keyring

    try:
        keyring.delete_password(_SERVICE, name)
    except Exception:  # noqa: BLE001  # see above
        # It was not there, or there is no keyring: nothing is kept either way.
        return
