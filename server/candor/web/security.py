"""What keeps the pages safe whatever a view does: cookies, forgery tokens, rate limits, headers, host names."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from flask import Flask, Response, abort, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf import CSRFProtect  # pyright: ignore[reportMissingTypeStubs] (the package ships no types)
from werkzeug.middleware.proxy_fix import ProxyFix

from candor.services.inputs import MAX_PHOTO_BYTES
from candor.settings import Settings
from candor.web.context import visitor

SESSION_LENGTH = timedelta(hours=12)
FORM_OVERHEAD_BYTES = 64 * 1024
MAX_REQUEST_BYTES = MAX_PHOTO_BYTES + FORM_OVERHEAD_BYTES
LOOPBACK = ("127.0.0.1", "localhost", "::1")

FORM_PARTS = 50
LONG_FORMS = {"checklists.edit"}
"""Forms of many fields; nobody reaches them without signing in."""
LONG_FORM_BYTES = 512 * 1024
LONG_FORM_PARTS = 1000

EVERYTHING = "1200 per minute"
LIMITS = {
    "entry.set_up": "10 per minute",
    "entry.sign_in": "10 per minute",
    "entry.code": "10 per minute",
    "people.join": "10 per minute",
    "second_factor.switch_on": "10 per minute",
    "second_factor.change": "10 per minute",
    "account.change_password": "10 per minute",
    "employer.look": "10 per minute",
    "candidates.upload_photo": "60 per minute",
    "own_page.answer": "10 per minute",
    "own_results.dispute": "10 per minute",
    "own_results.correct": "10 per minute",
    "own_groups.say": "10 per minute",
    "own_check.keep": "10 per minute",
    "own_check.forget": "10 per minute",
    "own_page.decide": "20 per minute",
    "own_page.upload_photo": "10 per minute",
    "own_page.erase": "10 per minute",
    "api.pair": "10 per minute",
}
"""Per address, POST only. Guessing a pairing code (8e11 possibilities, ten minutes) at this rate is hopeless."""

PAGE_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "media-src": "'self' blob:",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_ABILITIES = {"camera": "()", "microphone": "()", "geolocation": "()", "display-capture": "()"}


def protect(app: Flask, settings: Settings, secret_key: bytes) -> None:
    """Put all protections on an app whose views are registered."""
    is_https = settings.public_url.startswith("https://")
    app.config |= {
        "SECRET_KEY": secret_key,
        "SESSION_COOKIE_NAME": "__Host-candor" if is_https else "candor",
        "SESSION_COOKIE_SECURE": is_https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": SESSION_LENGTH,
        "SESSION_REFRESH_EACH_REQUEST": False,
        "MAX_CONTENT_LENGTH": MAX_REQUEST_BYTES,
        "MAX_FORM_MEMORY_SIZE": FORM_OVERHEAD_BYTES,
        "MAX_FORM_PARTS": FORM_PARTS,
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session
    }
    if settings.public_url:
        proxied = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)
        app.wsgi_app = proxied  # pyright: ignore[reportAttributeAccessIssue] (how Flask documents middleware)
    _refuse_foreign_hosts(app, trusted_hosts(settings))
    _let_long_forms_in(app)
    _refuse_forged_forms(app)
    _limit_rates(app)
    app.after_request(_with_headers)


def trusted_hosts(settings: Settings) -> list[str] | None:
    """Return the host names that requests may name, so that a hostile page cannot rebind its name to this server.

    None when the server listens to a network without a public address: then its names are not known.
    """
    if settings.public_url:
        return [urlsplit(settings.public_url).hostname or "", *LOOPBACK]
    return list(LOOPBACK) if settings.host in LOOPBACK else None


def policy(**changes: str) -> str:
    """Return the Content-Security-Policy, with changes such as `style_src="..."`."""
    directives = PAGE_POLICY | {name.replace("_", "-"): value for name, value in changes.items()}
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def abilities(**changes: str) -> str:
    """Return the Permissions-Policy, with changes such as `camera="(self)"`: what a page may ask its visitor for."""
    return ", ".join(f"{name}={who}" for name, who in (_ABILITIES | changes).items())


def _refuse_foreign_hosts(app: Flask, trusted: list[str] | None) -> None:
    # Flask's own TRUSTED_HOSTS cannot name an IPv6 address and leaves error pages without addresses.
    def check_host() -> None:
        if trusted is not None and urlsplit(f"//{request.host}").hostname not in trusted:
            abort(400)

    app.before_request_funcs.setdefault(None, []).insert(0, check_host)


def _let_long_forms_in(app: Flask) -> None:
    def widen() -> None:
        if request.endpoint in LONG_FORMS and visitor() is not None:
            request.max_form_memory_size, request.max_form_parts = LONG_FORM_BYTES, LONG_FORM_PARTS

    app.before_request(widen)


def _refuse_forged_forms(app: Flask) -> None:
    csrf = CSRFProtect(app)
    # No cookie counts when pairing: the code is the proof.
    # Nor in the API: it knows no cookie, only tokens in a header.
    csrf.exempt(app.blueprints["api_v1"])  # pyright: ignore[reportUnknownMemberType] (the package ships no types)
    csrf.exempt(app.view_functions["api.pair"])  # pyright: ignore[reportUnknownMemberType] (the package ships no types)


def _limit_rates(app: Flask) -> None:
    limiter = Limiter(get_remote_address, app=app, default_limits=[EVERYTHING], storage_uri="memory://")
    for endpoint, limit in LIMITS.items():
        limited = limiter.limit(limit, methods=["POST"])(app.view_functions[endpoint])
        app.view_functions[endpoint] = limited  # pyright: ignore[reportArgumentType] (it declares coroutines, too)


def _with_headers(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", policy())
    response.headers.setdefault("Permissions-Policy", abilities())
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    return response
