"""`candor serve`: the pages, the stream and the analysis workers of one installation, until Ctrl-C."""

from __future__ import annotations

import logging
import os
import signal
import threading
from types import FrameType
from typing import Protocol, cast

import click
from waitress.server import create_server

from candor.bootstrap.house import House, build_house
from candor.domain.second_opinion import OpinionHealth, ServiceState
from candor.errors import EngineError
from candor.settings import Settings, load_settings

_WORKERS_READY_S = 60.0
_PAGE_THREADS = 8
_MAX_UPLOAD_BYTES = 16 * 1024 * 1024
"""Above the 12 MB of a photo, so that the pages can say in their own words that it is too large."""


class Pages(Protocol):
    """What is used of waitress, which has no types of its own."""

    def run(self) -> None:
        """Serve until closed."""
        ...

    def close(self) -> None:
        """Stop listening."""
        ...


@click.command("serve")
@click.option("--verbose", is_flag=True, help="Log more than warnings.")
def serve(verbose: bool) -> None:
    """Start the server: pages, stream and analysis, with an embedded database.

    Addresses and folders come from the environment: CANDOR_HOME, CANDOR_HOST, CANDOR_PORT, CANDOR_PUBLIC_URL,
    CANDOR_DATABASE_URL, CANDOR_WORKERS, CANDOR_EXTENSION_ORIGINS, CANDOR_STREAM_KBIT_S, CANDOR_SECOND_OPINION.
    """
    logging.basicConfig(
        level=logging.INFO if verbose else logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    os.umask(0o077)  # database, keys and models are for the server's own user
    settings = load_settings()
    house = build_house(settings)
    stopped = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    pages = _open(house, settings)
    threading.Thread(
        target=house.services.erasure.keep_calendar, args=(stopped,), name="candor-retention", daemon=True
    ).start()
    try:
        _welcome(house, settings)
        stopped.wait()
    finally:
        _close(house, pages)


def _open(house: House, settings: Settings) -> Pages:
    """Start workers, stream and pages; pages last, so that a served page has a working server behind it."""
    house.store.candidate_list.open_names()
    try:
        served = create_server(
            house.app,
            host=settings.host,
            port=settings.port,
            threads=_PAGE_THREADS,
            ident=None,
            max_request_body_size=_MAX_UPLOAD_BYTES,
        )
        pages = cast("Pages", served)
    except (OSError, ValueError) as error:  # ValueError: the host is none
        reason = str(error).rstrip(".")
        sentence = f"Pages cannot listen on {settings.host}:{settings.port}: {reason}. Set CANDOR_HOST and CANDOR_PORT."
        raise EngineError("pages_cannot_start", sentence) from error
    house.live.start()
    house.engine.wait_ready(_WORKERS_READY_S)
    house.stream.start()
    threading.Thread(target=pages.run, name="candor-pages", daemon=True).start()
    return pages


def _welcome(house: House, settings: Settings) -> None:
    click.echo(f"Second opinion on live interviews: {_second_opinion(house.opinions.health())}")
    address = settings.public_url or f"http://{settings.host}:{settings.port}"
    if house.services.setup.is_needed():
        click.echo(f"First run: open {address}/setup and give this set-up token: {house.services.setup.token}")
    stream = f"stream on port {house.stream.port}, an interview takes at most {settings.network_kbit_s} kbit/s"
    click.echo(f"Ready: {address} ({stream}; data in {settings.home}; Ctrl-C stops)")


def _second_opinion(health: OpinionHealth) -> str:
    """Return how it stands, and what to run where something is missing."""
    match health.state:
        case ServiceState.OFF:
            return "switched off (CANDOR_SECOND_OPINION)"
        case ServiceState.NOT_INSTALLED:
            return "not installed; interviews go without it (`make second-opinion` adds it)"
        case ServiceState.NO_WEIGHTS:
            fetch = f"candor models pull {' '.join(health.asked.missing)}"
            return f"no model files; interviews go without it (`{fetch}` fetches them)"
        case ServiceState.READY:
            return f"ready ({health.asked.engine})"


def _close(house: House, pages: Pages) -> None:
    """Stop in the opposite order: no new work, then what runs is written down, then the database."""
    pages.close()
    house.stream.stop()
    house.live.stop_all()
    house.screener.close()
    house.store.close()
