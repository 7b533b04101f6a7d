"""Who comes, and what they may do: the dependencies that routes state their least role with."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.exceptions import HTTPException

from retriever.desk import Role
from server.access.keys import Account
from server.desk import LibraryDesk

_BEARER = HTTPBearer(auto_error=False, description="qiantou keys add 所给的密钥；未启用密钥时不需要")
_WANTED = "需要密钥：请在请求头写 Authorization: Bearer <密钥>。密钥由管理员用 qiantou keys add 建立。"
_WRONG = "密钥不对或已作废。请向管理员索取新的密钥（qiantou keys add）。"


def desk(request: Request) -> LibraryDesk:
    """The service desk of the app."""
    found = request.app.state.desk
    if not isinstance(found, LibraryDesk):
        raise TypeError("create_app sets app.state.desk")
    return found


TheDesk = Annotated[LibraryDesk, Depends(desk)]


def account_of(desk: LibraryDesk, authorization: str) -> Account:
    """The account behind an ``Authorization`` header's value. Raises HTTPException 401."""
    if not desk.keys_on:
        return desk.anonymous
    scheme, _, key = authorization.partition(" ")
    if scheme.lower() != "bearer" or not key:
        raise HTTPException(401, _WANTED, {"WWW-Authenticate": "Bearer"})
    account = desk.keys.find(key.strip())
    if account is None:
        raise HTTPException(401, _WRONG, {"WWW-Authenticate": 'Bearer error="invalid_token"'})
    return account


def _least(role: Role) -> Callable[..., Account]:
    def visitor(
        request: Request, desk: TheDesk, _: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]
    ) -> Account:
        account = account_of(desk, request.headers.get("authorization", ""))
        if not account.may(role):
            raise HTTPException(
                403, f"账号“{account.name}”的角色是 {account.role}，此操作需要 {role}。请联系管理员。"
            )
        return account

    return visitor


Reader = Annotated[Account, Depends(_least("reader"))]
Editor = Annotated[Account, Depends(_least("editor"))]
Admin = Annotated[Account, Depends(_least("admin"))]
