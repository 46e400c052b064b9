"""Getting the browser extension, and the practice call to try it on."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, current_app, make_response, render_template, send_file, send_from_directory
from flask.typing import ResponseReturnValue

from candor.errors import NotFoundError
from candor.web.context import around
from candor.web.packages import BROWSERS, find_packages
from candor.web.permissions import is_open
from candor.web.security import policy

blueprint = Blueprint("extension", __name__)


@blueprint.get("/extension")
@is_open
def install() -> ResponseReturnValue:
    """Say how to install the extension, in three steps for each browser."""
    packages = find_packages(around().extension_dir)
    kbit_s = around().settings.network_kbit_s
    return render_template("extension.html", packages=packages, browsers=BROWSERS, kbit_s=kbit_s)


@blueprint.get("/extension/candor-<any(chrome, firefox):browser>.zip")
@is_open
def download(browser: str) -> ResponseReturnValue:
    """Send the built extension."""
    package = find_packages(around().extension_dir).get(browser)
    if package is None:
        raise NotFoundError("extension_not_built", "The extension is not built yet. Run: make extension")
    return send_file(package.path, mimetype="application/zip", as_attachment=True, download_name=package.file_name)


@blueprint.get("/demo/<path:name>")
@is_open
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
