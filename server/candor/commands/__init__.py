"""The command line, one file a command; candor.cli collects ALL_COMMANDS in the order people meet them."""

from __future__ import annotations

import click

from candor.commands.analyze import analyze
from candor.commands.bench import bench
from candor.commands.calibrate import calibrate
from candor.commands.compare import compare
from candor.commands.demo import demo
from candor.commands.evaluate import evaluate
from candor.commands.models import models
from candor.commands.serve import serve

ALL_COMMANDS: tuple[click.Command, ...] = (models, analyze, compare, calibrate, evaluate, bench, demo, serve)
