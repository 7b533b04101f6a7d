"""API keys: who may read, edit, administer. Only digests are stored, in one file beside the library."""

import hashlib
import hmac
import json
import os
import re
import secrets
import tempfile
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

from index.model.errors import NotFoundError, SettingsError
from retriever.desk import Role

ROLES: tuple[str, ...] = get_args(Role)
KEYS_FILE = "keys.json"
KEY_START = "qt_"
_NAME = re.compile(r"[\w.@-]{1,40}")


@dataclass(frozen=True, slots=True)
class Account:
    """Someone who holds a key. ``digest`` is the hex SHA-256 of the key.

    A key has 256 random bits, so a plain digest cannot be searched and needs no slow hash.
    """

    name: str
    role: Role
    digest: str
    created_at: str

    def may(self, role: Role) -> bool:
        """Whether the account has at least this role: admin over editor over reader."""
        return ROLES.index(self.role) >= ROLES.index(role)


class KeyRing:
    """The accounts of one library. Reads its file again when another process changed it."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / KEYS_FILE
        self._seen: tuple[int, int] | None = None
        self._accounts: tuple[Account, ...] = ()

    @property
    def exists(self) -> bool:
        """Whether a key was ever made here; from then on the service asks for one, even if all are revoked."""
        return self._file.exists()

    def accounts(self) -> tuple[Account, ...]:
        """All accounts, oldest first. Raises SettingsError when the file is damaged."""
        try:
            stat = self._file.stat()
        except FileNotFoundError:
            self._seen, self._accounts = None, ()
            return ()
        seen = (stat.st_mtime_ns, stat.st_ino)
        if seen != self._seen:
            self._accounts = self._read()
            self._seen = seen
        return self._accounts

    def add(self, name: str, role: Role) -> str:
        """Make a key for a new account; the returned text is shown once and stored nowhere.

        Raises SettingsError when the name is taken or malformed.
        """
        if not _NAME.fullmatch(name):
            raise SettingsError(f"账号名“{name}”不合要求：限 1–40 个汉字、字母、数字或 . _ @ -。")
        accounts = self.accounts()
        if any(account.name == name for account in accounts):
            raise SettingsError(f"账号“{name}”已经存在。请换一个名字，或先用 qiantou keys revoke {name} 作废。")
        key = KEY_START + secrets.token_urlsafe(32)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._write((*accounts, Account(name, role, _digest(key), now)))
        return key

    def change_role(self, name: str, role: Role) -> None:
        """Give an account another role at once; its key stays. Raises NotFoundError."""
        accounts = self.accounts()
        if not any(account.name == name for account in accounts):
            raise _unknown(name)
        self._write(tuple(replace(a, role=role) if a.name == name else a for a in accounts))

    def revoke(self, name: str) -> None:
        """Void an account's key at once. Raises NotFoundError."""
        accounts = self.accounts()
        left = tuple(account for account in accounts if account.name != name)
        if len(left) == len(accounts):
            raise _unknown(name)
        self._write(left)

    def named(self, name: str) -> Account | None:
        """The account of this name."""
        return next((account for account in self.accounts() if account.name == name), None)

    def find(self, key: str) -> Account | None:
        """The account that holds this key. Every digest is compared, each in constant time."""
        digest = _digest(key)
        found = None
        for account in self.accounts():
            if hmac.compare_digest(account.digest, digest):
                found = account
        return found

    def _read(self) -> tuple[Account, ...]:
        try:
            rows = json.loads(self._file.read_text(encoding="utf-8"))
            return tuple(Account(**row) for row in rows)
        except (ValueError, TypeError) as error:
            raise SettingsError(
                f"密钥文件 {self._file} 已损坏：{error}。请从备份恢复，或删除后重新建立密钥。"
            ) from error

    def _write(self, accounts: tuple[Account, ...]) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=self._file.parent, prefix=KEYS_FILE)  # readable by the owner only
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump([asdict(account) for account in accounts], file, ensure_ascii=False, indent=1)
        Path(name).replace(self._file)


def _unknown(name: str) -> NotFoundError:
    return NotFoundError(f"没有账号“{name}”。现有账号见 qiantou keys list。")


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
