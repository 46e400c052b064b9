"""What does somebody see when something goes wrong? One status and one sentence; JSON under /api, a page elsewhere."""

from __future__ import annotations

import logging
from urllib.parse import quote

from flask import Flask, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError  # pyright: ignore[reportMissingTypeStubs] (the package ships no types)
from sqlalchemy.exc import DataError
from werkzeug.exceptions import HTTPException
from werkzeug.http import HTTP_STATUS_CODES

from candor.errors import (
    AccessError,
    CandorError,
    ConsentError,
    DecodeError,
    NotFoundError,
    ReferencePhotoError,
    UsageError,
)
from candor.web.context import words

logger = logging.getLogger(__name__)

_SIGN_IN_CODES = {"not_signed_in", "wrong_sign_in", "unknown_token"}
_CONFLICTS = {"in_progress", "idempotency_key_reused"}
_GONE_CODES = {"unknown_link", "unknown_invitation"}
_STATUS = (
    (AccessError, 403),
    (NotFoundError, 404),
    (ConsentError, 409),
    (ReferencePhotoError, 422),
    (DecodeError, 422),
    (UsageError, 400),
)
_EXPLAINED = {400, 403, 404, 405, 413, 429, 500, 503}


def status_of(error: CandorError) -> int:
    """Return the HTTP status of a named error."""
    if error.code in _SIGN_IN_CODES:
        return 401
    if error.code in _GONE_CODES:
        return 404
    if error.code in _CONFLICTS:
        return 409
    if error.code == "photo_too_large":
        return 413
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 503)


def install(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(CandorError, _named)
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(DataError, _unstorable)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(500, _unexpected)


def _named(error: CandorError) -> ResponseReturnValue:
    if error.cause:
        logger.warning("%s: %s", error.code, error.cause)
    if error.code == "not_signed_in" and request.method == "GET" and not _wants_json():
        return redirect(f"/sign-in?next={quote(request.full_path.rstrip('?'))}", 303)
    if error.code == "second_factor_missing" and request.method == "GET" and not _wants_json():
        return redirect("/account/second-factor", 303)
    return _answer(status_of(error), error.code, words().error(error))


def _unstorable(_error: DataError) -> ResponseReturnValue:
    """PostgreSQL takes no text with a NUL in it, not even to look for it: nothing has such a name."""
    return _named(NotFoundError("no_such_thing", "There is nothing of this name."))


def _forged(_error: CSRFError) -> ResponseReturnValue:
    return _answer(400, "stale_form", words()("errors.stale_form"))


def _http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < 400:
        return error
    key = f"errors.s{status if status in _EXPLAINED else 400 if status < 500 else 500}"
    return _answer(status, f"http_{status}", words()(key))


def _unexpected(error: Exception) -> ResponseReturnValue:
    logger.error("unexpected error at %s", request.endpoint, exc_info=getattr(error, "original_exception", error))
    return _answer(500, "http_500", words()("errors.s500"))


def _answer(status: int, code: str, sentence: str) -> ResponseReturnValue:
    if request.path.startswith("/api/v1/"):
        told = {"type": "about:blank", "title": HTTP_STATUS_CODES.get(status, ""), "status": status}
        return jsonify(told | {"detail": sentence, "code": code}), status, {"Content-Type": "application/problem+json"}
    if _wants_json():
        return jsonify({"error": {"code": code, "message": sentence}}), status
    return render_template("error.html", sentence=sentence, status=status), status


def _wants_json() -> bool:
    return request.path.startswith("/api/") or request.path == "/health" or request.is_json
