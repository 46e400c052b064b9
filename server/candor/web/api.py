"""The small API: pairing for the extension, health for whoever watches the server."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from candor import __version__
from candor.errors import AccessError
from candor.web.context import around, services, site, stream_url
from candor.web.permissions import is_open
from candor.wire.messages import VERSION, ErrorCode

blueprint = Blueprint("api", __name__)

_EXTENSION_SCHEMES = ("chrome-extension://", "moz-extension://")


@blueprint.post("/api/pair")
@is_open
def pair() -> ResponseReturnValue:
    """Exchange a pairing code for a stream token. Form fields: code, and protocol: the version spoken."""
    origin = request.headers.get("Origin", "")
    if origin and not is_allowed_origin(origin):
        raise AccessError("bad_origin", "Pairing works from the Candor extension only.")
    if request.form.get("protocol", str(VERSION)) != str(VERSION):
        # Before the code is used up: it serves again once the extension is the one that fits.
        sentence = (
            f"This server speaks protocol version {VERSION}. Get the extension that fits from its page /extension."
        )
        return jsonify(error={"code": ErrorCode.BAD_VERSION, "message": sentence}, protocol=VERSION), 409
    token = services().interviews.pair(request.form.get("code", ""))
    return jsonify(
        protocol=VERSION,
        stream_url=stream_url(),
        token=token.token,
        interview=token.interview,
        candidate=token.candidate,
        expires_at=token.expires_at.isoformat(timespec="seconds"),
    )


@blueprint.get("/health")
@is_open
def health() -> ResponseReturnValue:
    """Say whether the server can do its work; says nothing about anybody."""
    try:
        services().store.check()
    except SQLAlchemyError:
        return jsonify(status="failing", version=__version__, database="unreachable"), 503
    state = services().server.second_opinion_state()
    return jsonify(status="ok", version=__version__, database="ok", second_opinion=state)


@blueprint.after_request
def share_with_extension(response: Response) -> Response:
    """Let an extension read the answer to its pairing, errors too; no other origin."""
    origin = request.headers.get("Origin", "")
    if request.path == "/api/pair" and origin.startswith(_EXTENSION_SCHEMES):
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.vary.add("Origin")
    return response


def is_allowed_origin(origin: str) -> bool:
    """Return whether a request of this origin may pair: an extension, this site, or one named in the settings."""
    return origin.startswith(_EXTENSION_SCHEMES) or origin == site() or origin in around().settings.extension_origins
