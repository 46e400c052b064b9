"""Getting the browser extension, and the practice call to try it on."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, current_app, make_response, render_template, send_file, send_from_directory
from flask.typing import ResponseReturnValue

from candor.errors import NotFoundError
from candor.web.context import around, site
from candor.web.security import policy

blueprint = Blueprint("extension", __name__)

DOWNLOAD_NAME = "candor-extension.zip"
PACKAGE = "dist-chrome.zip"


@blueprint.get("/extension")
def install() -> ResponseReturnValue:
    """Say how to install the extension, in three steps."""
    return render_template("extension.html", is_built=_package() is not None, site=site())


@blueprint.get(f"/extension/{DOWNLOAD_NAME}")
def download() -> ResponseReturnValue:
    """Send the built extension."""
    package = _package()
    if package is None:
        raise NotFoundError("extension_not_built", "The extension is not built yet. Run: make extension")
    return send_file(package, mimetype="application/zip", as_attachment=True, download_name=DOWNLOAD_NAME)


@blueprint.get("/demo/<path:name>")
def demo(name: str) -> ResponseReturnValue:
    """Send a file of the practice call; "call" is its page."""
    folder = Path(current_app.static_folder or "") / "demo"
    file = "call.html" if name == "call" else name
    if not _is_there(folder / file):
        raise NotFoundError("no_such_page", "This part of the practice call is not installed here.")
    response = make_response(send_from_directory(folder, file))
    response.headers["Content-Security-Policy"] = policy(media_src="'self' blob: data:", worker_src="'self' blob:")
    response.headers["Permissions-Policy"] = "camera=(self), microphone=(self)"
    return response


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name longer than file systems allow
        return False


def _package() -> Path | None:
    package = around().extension_dir / PACKAGE
    return package if package.is_file() else None
