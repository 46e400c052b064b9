"""The command line, one file a command; candor.cli collects ALL_COMMANDS in the order people meet them."""

from __future__ import annotations

import click

from candor.commands.models import models

ALL_COMMANDS: tuple[click.Command, ...] = (models,)
