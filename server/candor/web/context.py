"""What does a view know of its surroundings? Services, settings, language and who is signed in, from the request."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from flask import current_app, g, redirect, request, session
from flask.typing import ResponseReturnValue

from candor.errors import AccessError
from candor.services.build import Services
from candor.services.inputs import LANGUAGES
from candor.settings import Settings
from candor.store.store import utc_now
from candor.store.values import Person
from candor.web.texts import Texts, texts

EXTENSION = "candor"
LANGUAGE_COOKIE = "candor_language"
_PERSON, _EPOCH, _HALF = "person", "epoch", "half"
HALF_GOOD_FOR_S = 600.0


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What create_app was given."""

    services: Services
    settings: Settings
    extension_dir: Path
    """Where the built extension lies."""


def around() -> Surroundings:
    """Return what the running app was given."""
    return current_app.extensions[EXTENSION]


def services() -> Services:
    """Return the use cases of the running app."""
    return around().services


def sign_in_session(person: Person) -> None:
    """Begin a session; nothing of the one before survives."""
    session.clear()
    session[_PERSON], session[_EPOCH] = person.id, person.session_epoch
    session.permanent = True


def enter(person: Person, target: str) -> ResponseReturnValue:
    """Begin a session and go to `target`; with a second factor, ask for a code first."""
    if not person.has_second_factor:
        sign_in_session(person)
        return redirect(target, 303)
    session.clear()
    session[_HALF] = person.id, person.session_epoch, utc_now().timestamp()
    return redirect(f"/sign-in/code?next={quote(target)}", 303)


def half_signed_in() -> Person:
    """Return whose password was right a moment ago, and whose code is still to come.

    Raises:
        AccessError: "not_signed_in".
    """
    person_id, epoch, at_s = session.get(_HALF) or ("", -1, 0.0)
    if utc_now().timestamp() - at_s > HALF_GOOD_FOR_S:
        raise AccessError("not_signed_in", "Sign in to go on.")
    return services().sign_in.session(person_id, epoch)


def visitor() -> Person | None:
    """Return who is signed in, None when nobody is."""
    if "visitor" not in g:
        g.visitor = _from_session()
    return g.visitor


def let_in(person: Person) -> None:
    """Let a request be of somebody who came in without a session."""
    g.visitor = person


def person() -> Person:
    """Return who is signed in.

    Raises:
        AccessError: "not_signed_in".
    """
    found = visitor()
    if found is None:
        raise AccessError("not_signed_in", "Sign in to go on.")
    return found


def chosen_language() -> str | None:
    """Return the language the visitor chose by the switch."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    return chosen if chosen in LANGUAGES else None


def words() -> Texts:
    """Return the catalogue of this request: chosen, else set by the page, else asked for by the browser."""
    asked = request.accept_languages.best_match(LANGUAGES, LANGUAGES[0])
    return texts(chosen_language() or g.get("language") or asked)


def prefer_language(language: str) -> None:
    """Use this language on the page unless the visitor chose another."""
    g.language = language


def site() -> str:
    """Return the address by which this visitor reaches the server, without a slash at the end."""
    return around().settings.public_url or request.host_url.rstrip("/")


def stream_url() -> str:
    """Return the WebSocket address for an extension that came in by this request."""
    settings = around().settings
    if settings.public_url:
        public = urlsplit(settings.public_url)
        return f"{'wss' if public.scheme == 'https' else 'ws'}://{public.netloc}/stream"
    host = urlsplit(request.host_url).hostname or settings.host
    return f"ws://{f'[{host}]' if ':' in host else host}:{settings.stream_port}/stream"


def _from_session() -> Person | None:
    person_id, epoch = session.get(_PERSON), session.get(_EPOCH)
    if not isinstance(person_id, str) or not isinstance(epoch, int):
        return None
    try:
        return services().sign_in.session(person_id, epoch)
    except AccessError:
        session.clear()
        return None
