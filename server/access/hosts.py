"""Who may reach the service: the addresses it listens on, the names it answers to, and, without keys, from where."""

import ipaddress
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from index.model.errors import SettingsError
from server.access.keys import KeyRing
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
    names = [name for name in (settings.host, *settings.allowed_hosts) if not is_loopback(name)]
    if not names or any(account.role == "admin" for account in keys.accounts()):
        return
    if settings.allow_anonymous and not settings.require_keys and not keys.exists:
        return
    raise SettingsError(
        f"拒绝以 {names[0]} 无密钥地对外服务。请先建立管理员密钥："
        f"qiantou keys add 管理员 --role admin --library {settings.library}；"
        "只供本机使用则改用 --host 127.0.0.1 并去掉 allowed_hosts；"
        "任何人都可以查询（不能添加、删除文件）则加 --allow-anonymous。"
    )


def known_hosts(settings: Settings) -> frozenset[str] | None:
    """The host names that requests may carry; None for any.

    On loopback the check keeps other sites from reaching the service through a name that they point at
    127.0.0.1 (DNS rebinding). A public address without ``allowed_hosts`` is protected by its keys instead.
    """
    if not is_loopback(settings.host) and not settings.allowed_hosts:
        return None
    return LOOPBACK_NAMES | {settings.host} | frozenset(name.lower() for name in settings.allowed_hosts)


class KnownHosts:
    """Answers 421 to requests for a host that is not ours, or for two at once."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str] | None) -> None:
        self.app = app
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve, or refuse."""
        if scope["type"] != "lifespan" and self.hosts is not None and host_name(scope) not in self.hosts:
            detail = "访问所用的域名不在允许之列。请用 127.0.0.1 访问，或请管理员把域名加入 allowed_hosts。"
            await problem(421, detail, "unknown-host")(scope, receive, send)
            return
        await self.app(scope, receive, send)


class OnlyThisMachine:
    """Answers 403 to whoever is not at this machine, for as long as ``closed`` says so.

    A service without keys is for the one person at the machine. It listens on loopback, but a proxy could carry
    others there, and keys can be taken away while it runs.
    """

    def __init__(self, app: ASGIApp, closed: Callable[[], bool]) -> None:
        self.app = app
        self.closed = closed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve, or refuse."""
        if scope["type"] != "lifespan" and self.closed():
            client = scope.get("client")
            if client is None or not is_loopback(client[0]) or not is_loopback(host_name(scope)):
                detail = "没有建立密钥，服务只供本机使用。请管理员先用 qiantou keys add 建立密钥。"
                await problem(403, detail, "only-this-machine")(scope, receive, send)
                return
        await self.app(scope, receive, send)


def host_name(scope: Scope) -> str:
    """The host that a request is for, without its port, in lower case; empty when it names none or several."""
    hosts = Headers(scope=scope).getlist("host")
    if len(hosts) != 1:
        return ""
    host = hosts[0].lower()
    return host[1 : host.find("]")] if host.startswith("[") else host.partition(":")[0]
