"""Encryption of personal columns, and digests for what is looked up by value but never shown.

AES-256-GCM, a fresh 12-byte nonce per value, and the column's name as associated data: a value that is moved to another
column does not decrypt. Each engine carries its own cipher, so two stores with two keys live in one process.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import stat
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Dialect, Engine, LargeBinary
from sqlalchemy.types import TypeDecorator

from bot.store.errors import KeyFileProblem, WrongKey

NONCE_BYTES = 12
KEY_FILE = "secret.key"
_ciphers: WeakKeyDictionary[Dialect, Cipher] = WeakKeyDictionary()


class Cipher:
    """Encrypts JSON values and digests texts with keys derived from one secret of any length."""

    def __init__(self, secret: str | bytes) -> None:
        raw = secret.encode() if isinstance(secret, str) else secret
        if not raw:
            raise ValueError("the secret key is empty")
        # scrypt makes a short secret costly to guess; the salt is fixed because there is one secret per installation
        root = hashlib.scrypt(raw, salt=b"asbot.store.v1", n=2**14, r=8, p=1, dklen=32)
        self._aead = AESGCM(_derive(root, b"columns"))
        self._digest_key = _derive(root, b"digests")

    def __repr__(self) -> str:
        return "Cipher(…)"

    def encrypt(self, value: Any, column: str) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return nonce + self._aead.encrypt(nonce, text.encode(), column.encode())

    def decrypt(self, stored: bytes, column: str) -> Any:
        """Raises WrongKey where the value was written with another key or for another column."""
        try:
            text = self._aead.decrypt(stored[:NONCE_BYTES], stored[NONCE_BYTES:], column.encode())
        except InvalidTag as error:
            raise WrongKey(
                f"{column}: written with another key (ASBOT_SECRET_KEY or the key file has changed)"
            ) from error
        return json.loads(text)

    def digest(self, purpose: str, value: str) -> str:
        """HMAC-SHA256 in hex. `purpose` keeps digests of the same value for different uses apart."""
        return hmac.new(self._digest_key, f"{purpose}\x00{value}".encode(), hashlib.sha256).hexdigest()


def _derive(root: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"asbot." + purpose).derive(root)


def bind_cipher(engine: Engine, cipher: Cipher) -> None:
    """From here on the `Encrypted` columns of this engine use this cipher."""
    _ciphers[engine.dialect] = cipher


class Encrypted(TypeDecorator[Any]):
    """Any JSON value, encrypted. `name` is `table.column`; it is part of what the encryption protects."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        return None if value is None else _ciphers[dialect].encrypt(value, self.name)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else _ciphers[dialect].decrypt(bytes(value), self.name)


def key_from_file(folder: Path) -> tuple[str, bool]:
    """The key in `folder`/secret.key and whether it was made just now. Raises KeyFileProblem."""
    path = folder / KEY_FILE
    try:
        return _read_key(path), False
    except FileNotFoundError:
        pass
    except OSError as error:
        raise KeyFileProblem(f"{path}: cannot be read ({error.strerror})") from error
    try:
        folder.mkdir(parents=True, exist_ok=True)
        made = folder / f"{KEY_FILE}.{secrets.token_hex(4)}"
        descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(32) + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            # a hard link is atomic and refuses to replace: of two processes that start at once, one key wins
            os.link(made, path)
            fresh = True
        except FileExistsError:
            fresh = False
        finally:
            made.unlink()
        return _read_key(path), fresh
    except OSError as error:
        raise KeyFileProblem(f"{path}: cannot be written ({error.strerror})") from error


def _read_key(path: Path) -> str:
    mode = stat.S_IMODE(path.stat().st_mode)
    if os.name == "posix" and mode & 0o077:
        raise KeyFileProblem(f"{path}: mode {mode:04o} lets others read the key (allowed: 0600)")
    key = path.read_text().strip()
    if not key:
        raise KeyFileProblem(f"{path}: is empty (allowed: the key it was made with)")
    return key
