"""Which addresses the service listens on and answers to."""

import ipaddress

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from index.model.errors import SettingsError
from server.keys import KeyRing
from server.problems import problem
from server.settings import Settings

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def refuse_public_without_keys(settings: Settings, keys: KeyRing) -> None:
    """Raises SettingsError when other machines could reach the service and nobody would need a key."""
    if is_loopback(settings.host):
        return
    if not any(account.role == "admin" for account in keys.accounts()):
        raise SettingsError(
            f"拒绝在 {settings.host} 上无密钥地对外服务。请先建立管理员密钥："
            f"qiantou keys add 管理员 --role admin --library {settings.library}，或改用 --host 127.0.0.1。"
        )


def known_hosts(settings: Settings) -> frozenset[str] | None:
    """The host names that requests may carry; None for any.

    On loopback the check keeps other sites from reaching the service through a name that they point at
    127.0.0.1 (DNS rebinding). A public address without ``allowed_hosts`` is protected by its keys instead.
    """
    if not is_loopback(settings.host) and not settings.allowed_hosts:
        return None
    return LOOPBACK_NAMES | {settings.host} | frozenset(settings.allowed_hosts)


class KnownHosts:
    """Answers 421 to requests for a host that is not ours."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str] | None) -> None:
        self.app = app
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve, or refuse."""
        if scope["type"] == "http" and self.hosts is not None:
            host = Headers(scope=scope).get("host", "")
            name = host[1 : host.find("]")] if host.startswith("[") else host.partition(":")[0]
            if name.lower() not in self.hosts:
                detail = "访问所用的域名不在允许之列。请用 127.0.0.1 访问，或请管理员把域名加入 allowed_hosts。"
                await problem(421, detail, "unknown-host")(scope, receive, send)
                return
        await self.app(scope, receive, send)
