"""The log-in page: all that a visitor without a sign-in gets once there are keys."""

import html

from starlette.responses import HTMLResponse

REFUSED = "账号名或密钥不对，或密钥已作废。"
_PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>登录 · 谁牵头</title><link rel="icon" href="data:,">
<style>
body {{ margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f8fafc; color: #1f2937;
  font-family: "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; }}
form {{ width: min(20rem, 90vw); display: grid; gap: 1rem; }}
h1 {{ margin: 0; color: #a61b29; }}
label {{ display: grid; gap: .3rem; }}
input, button {{ font: inherit; padding: .6rem; border: 1px solid #94a3b8; border-radius: .4rem; }}
button {{ background: #a61b29; border-color: #a61b29; color: #fff; cursor: pointer; }}
p {{ margin: 0; }} [role=alert] {{ color: #a61b29; }}
</style></head>
<body><form method="post" action="./login"><h1>谁牵头</h1><p>请用账号名和密钥登录。密钥由管理员建立。</p>{said}
<label>账号名<input name="name" autocomplete="username" required autofocus></label>
<label>密钥<input name="key" type="password" autocomplete="current-password" required></label>
<button>登录</button></form></body></html>
"""


def login_page(said: str = "", status: int = 200) -> HTMLResponse:
    """The form; ``said`` is why it is shown again."""
    line = f'<p role="alert">{html.escape(said)}</p>' if said else ""
    return HTMLResponse(_PAGE.format(said=line), status, {"Cache-Control": "no-store"})
