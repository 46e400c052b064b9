"""The `candor` command: collects one file per command and turns named errors into exit codes.

Exit code 0: done. 2: bad usage or input, one clear line on stderr. 1: internal error.
"""

from __future__ import annotations

import sys

import click

from candor import __version__
from candor.commands import ALL_COMMANDS
from candor.errors import CandorError, UsageError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="candor")
def candor() -> None:
    """Know who you are interviewing."""


for _command in ALL_COMMANDS:
    candor.add_command(_command)


def main() -> None:
    """Entry point of the console script."""
    try:
        candor.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
    except CandorError as error:
        click.echo(f"candor: {error.sentence}", err=True)
        sys.exit(2 if isinstance(error, UsageError) else 1)


if __name__ == "__main__":
    main()
