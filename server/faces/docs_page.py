"""The interactive API documentation at ``/docs``, with its scripts from this server: offices have no internet."""

from importlib.util import find_spec
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

from index.model.errors import SettingsError

ASSETS_PACKAGE = "fastapi_offline"
ASSETS_URL = "/docs-assets"


def add_docs(app: FastAPI) -> None:
    """Add the page and its assets. Only the assets of the fastapi-offline package are used, not its code."""
    spec = find_spec(ASSETS_PACKAGE)
    if spec is None or spec.origin is None:
        raise SettingsError("缺少 fastapi-offline 包。请按 README 重新安装依赖：pip install -e .")
    app.mount(ASSETS_URL, StaticFiles(directory=Path(spec.origin).parent / "static"), name="docs-assets")

    @app.get("/docs", include_in_schema=False)
    async def docs(request: Request) -> HTMLResponse:
        root = request.scope.get("root_path", "")
        return get_swagger_ui_html(
            openapi_url=f"{root}{app.openapi_url}",
            title=f"{app.title} 接口说明",
            swagger_js_url=f"{root}{ASSETS_URL}/swagger-ui-bundle.js",
            swagger_css_url=f"{root}{ASSETS_URL}/swagger-ui.css",
            swagger_favicon_url=f"{root}{ASSETS_URL}/favicon.png",
        )
