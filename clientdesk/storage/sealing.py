"""Sealing a key under a passphrase or a recovery code: Argon2id and AES-256-GCM, both from `cryptography`."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from dataclasses import dataclass

from clientdesk.domain.errors import EnvironmentFault
from clientdesk.domain.text import N_

KEY_BYTES = 32
_SALT_BYTES = 16
_NONCE_BYTES = 12
#: What a guess costs today, by the first choice of RFC 9106 for little memory: half a second and 64 MiB.
_KIB = 64 * 1024
_PASSES = 3
_LANES = 4
#: What the owner may ask for later, and what a file from elsewhere may ask of this computer: 2 GiB, 64 passes.
_MOST_KIB = 2 * 1024 * 1024
_MOST_PASSES = 64
_MOST_LANES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretching:
    """How a passphrase becomes a key: Argon2id over `kib` of memory, `passes` times, with a salt of its own."""

    salt: bytes
    kib: int
    passes: int
    lanes: int

    @property
    def is_sane(self) -> bool:
        """Whether this computer should do it at all."""
        return (
            len(self.salt) >= _SALT_BYTES
            and 8 * self.lanes <= self.kib <= _MOST_KIB
            and 1 <= self.passes <= _MOST_PASSES
            and 1 <= self.lanes <= _MOST_LANES
        )


def new_key() -> bytes:
    """Return 256 bits from the system's source of randomness."""
    return os.urandom(KEY_BYTES)


def new_stretching() -> Stretching:
    """Return today's parameters with a fresh salt."""
    return Stretching(salt=os.urandom(_SALT_BYTES), kib=_KIB, passes=_PASSES, lanes=_LANES)


def from_passphrase(passphrase: str, how: Stretching) -> bytes:
    """Return the key that a passphrase makes: about half a second and 64 MiB, which is what a guess costs, too.

    Raises EnvironmentFault where that much memory is not to be had.
    """
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    # The same words typed on another keyboard must be the same bytes.
    words = unicodedata.normalize("NFKC", passphrase).encode()
    stretched = Argon2id(
        salt=how.salt, length=KEY_BYTES, iterations=how.passes, lanes=how.lanes, memory_cost=how.kib
    )
    try:
        return stretched.derive(words)
    except MemoryError as error:
        raise EnvironmentFault(
            N_("There is too little memory to make a key of the passphrase; it takes {wanted} MB."),
            next_step=N_("Close other programs and try again; the book is as it was."),
            wanted=how.kib >> 10,
        ) from error


def from_code(code: bytes) -> bytes:
    """Return the key that a recovery code makes; it is random already and needs no stretching."""
    return hashlib.blake2b(code, digest_size=KEY_BYTES, person=b"ClientDesk slot").digest()


def seal(key: bytes, under: bytes, about: bytes) -> bytes:
    """Return `key` encrypted and signed; `about` is signed with it, so that nobody can weaken what stands beside it."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(under).encrypt(nonce, key, about)


def unseal(sealed: bytes, under: bytes, about: bytes) -> bytes | None:
    """Return what was sealed, or None where `under` is not its key."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        key = AESGCM(under).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], about)
    except (InvalidTag, ValueError):
        return None
    return key if len(key) == KEY_BYTES else None
