"""The command line, one file a command, each imported only when it is typed: the server's frameworks take seconds.

A command NAME stands in candor/commands/NAME.py under the same name; the tuple is in the order people meet them.
"""

ALL_COMMANDS = (
    "models",
    "analyze",
    "compare",
    "screen",
    "calibrate",
    "evaluate",
    "bench",
    "demo",
    "serve",
    "backup",
    "restore",
    "audit",
    "evidence",
    "watchlists",
    "employer",
)
