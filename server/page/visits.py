"""Who is on the page: a signed cookie that names a browser session and the account that signed in on it.

Nothing is remembered on the server: the signature covers the digest of the account's key, so that a revoked key's
cookie is void at once in every worker, and a cookie from before the first key is void as soon as there is one.
"""

import base64
import hashlib
import hmac
import os
import re
import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from server.access.keys import Account
from server.desk import LibraryDesk

SECRET_FILE = "page.secret"
SIGNED_IN_S = 12 * 3600
"""How long a sign-in lasts, in seconds."""

_VALUE = re.compile(r"[0-9a-f]{32}\.[\w=-]{0,300}\.[0-9]{1,12}\.[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Visit:
    """A browser session, by its id, and the account that acts in it."""

    session: str
    account: Account


class Visits:
    """Issues and reads the cookie's value: ``session.name.expiry.signature``."""

    def __init__(self, desk: LibraryDesk) -> None:
        self._desk = desk
        self._secret = _secret(desk.settings.library / SECRET_FILE)
        # Cookies do not know ports: two libraries served at one machine must not sign each other out.
        self.cookie = "qiantou-" + hashlib.sha256(self._secret).hexdigest()[:8]

    def begin(self, account: Account) -> str:
        """A new session for this account."""
        name = base64.urlsafe_b64encode(account.name.encode()).decode()
        stated = f"{secrets.token_hex(16)}.{name}.{int(time.time()) + SIGNED_IN_S}"
        return f"{stated}.{self._signature(stated, account)}"

    def read(self, value: str) -> Visit | None:
        """The visit that a cookie stands for, as keys and roles are now; None when it stands for none."""
        if not _VALUE.fullmatch(value):
            return None
        stated, _, signature = value.rpartition(".")
        session, name, expiry = stated.split(".")
        account = self._account(name) if int(expiry) > time.time() else None
        if account is None or not hmac.compare_digest(self._signature(stated, account), signature):
            return None
        return Visit(session, account)

    def _account(self, encoded: str) -> Account | None:
        if not self._desk.keys_on:
            return self._desk.anonymous
        try:
            name = base64.urlsafe_b64decode(encoded).decode()
        except ValueError:
            return None
        return self._desk.keys.named(name)

    def _signature(self, stated: str, account: Account) -> str:
        message = f"{stated}.{account.digest}".encode()
        return hmac.new(self._secret, message, hashlib.sha256).hexdigest()


def _secret(file: Path) -> bytes:
    """The library's own secret, made by whichever worker comes first."""
    made = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    if not file.exists():
        descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as written:
            written.write(secrets.token_bytes(32))
        try:
            os.link(made, file)  # unlike a rename, never over another worker's
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return file.read_bytes()
