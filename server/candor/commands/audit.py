"""`candor audit`: check an exported audit trail, without server or database."""

from __future__ import annotations

from pathlib import Path

import click

from candor.store.audit_chain import verify as verify_chain


@click.group()
def audit() -> None:
    """Audit trails: verify."""


@audit.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--contains", default="", metavar="HEAD", help="A head that an earlier check told: must still be in it.")
def verify(file: Path, contains: str) -> None:
    """Check whether each link of an exported audit trail follows from the one before."""
    with file.open("rb") as opened:
        chain = verify_chain(opened, contains)
    span = f", {chain.first_at} to {chain.last_at}" if chain.links else ""
    click.echo(f"whole: {chain.links} links{span}")
    click.echo(f"head: {chain.head}")
