"""The `candor` command: finds one file per command and turns named errors into exit codes.

Exit code 0: done. 2: bad usage or input, one clear line on stderr. 1: internal error.
"""

from __future__ import annotations

import importlib
import sys

import click

from candor import __version__
from candor.commands import ALL_COMMANDS
from candor.errors import CandorError, UsageError


class CommandsOnDemand(click.Group):
    """Imports the file of a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return all names, in the order people meet them."""
        return [*ALL_COMMANDS, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, or None when there is no such name."""
        if cmd_name not in ALL_COMMANDS:
            return super().get_command(ctx, cmd_name)
        command: click.Command = getattr(importlib.import_module(f"candor.commands.{cmd_name}"), cmd_name)
        return command


@click.group(cls=CommandsOnDemand, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="candor")
def candor() -> None:
    """Know who you are interviewing."""


def main() -> None:
    """Entry point of the console script."""
    try:
        candor.main(standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(2)
    except click.ClickException as error:
        click.echo(f"candor: {_usage_sentence(error)}", err=True)
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
    except CandorError as error:
        click.echo(f"candor: {error.sentence}", err=True)
        sys.exit(2 if isinstance(error, UsageError) else 1)
    except OSError as error:
        # A full disk, a database folder of somebody else: nothing that a command could foresee.
        click.echo(f"candor: The computer refused: {error}. Make room or check permissions, then try again.", err=True)
        sys.exit(1)


def _usage_sentence(error: click.ClickException) -> str:
    """Return what was wrong with the words typed, on one line, and where to read how it is done."""
    said = " ".join(error.format_message().split())
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f"{said}{'' if said.endswith(('.', '?')) else '.'} Run: {context.command_path} --help" if context else said


if __name__ == "__main__":
    main()
