"""`candor employer`: check the file by which an organisation says on its own domain which server is its own."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import click

from candor.evidence.employer import MAX_BYTES, Expected, Flaw, flaws, read_statement
from candor.store.store import utc_now

_SENTENCES = {
    Flaw.SIGNATURE: "it was changed after it was signed, or signed with another key",
    Flaw.DOMAIN: "it is about another domain",
    Flaw.ORGANISATION: "it names another organisation",
    Flaw.SERVER: "it names another server",
    Flaw.PUBLIC_KEY: "it was signed with another key than the one given",
    Flaw.NOT_YET: "it is not good yet",
    Flaw.EXPIRED: "it has expired",
}


@click.group()
def employer() -> None:
    """Proof that an employer is real: verify."""


@employer.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--domain", help="Where the file was found, such as example.com.")
@click.option("--server", metavar="URL", help="Address of the candidate's page; what comes after the host is left out.")
@click.option("--public-key", metavar="KEY", help="Public key of the organisation, 64 hexadecimal digits.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Day on which it should be good; default: today.")
def verify(file: Path, domain: str | None, server: str | None, public_key: str | None, on: date | None) -> None:
    """Check a candor.json without network. Exit code 1: it is not to be relied on."""
    with file.open("rb") as opened:
        statement = read_statement(opened.read(MAX_BYTES + 1))
    click.echo(f"{statement.domain}: {statement.organisation} says that {statement.server} is its own")
    click.echo(f"good from {statement.valid_from} to {statement.valid_until}, signed with key {statement.public_key}")
    day = utc_now().date() if on is None else date(on.year, on.month, on.day)
    expected = Expected(domain and domain.lower(), server and _origin(server), public_key and public_key.lower())
    wrong = flaws(statement, expected, day)
    for flaw in wrong:
        click.echo(f"WRONG: {_SENTENCES[flaw]}.")
    if wrong:
        sys.exit(1)
    click.echo("right: signed, good on this day, and as told.")
    if domain is None or server is None:
        click.echo("What counts is where the file lies and which server it names: give --domain and --server, too.")


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else address.rstrip("/")
