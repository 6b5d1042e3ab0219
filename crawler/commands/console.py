"""Where commands print tables and sentences for people."""

import sys

from rich.console import Console

_WIDE = 1000
"""Columns, more than any row needs."""


def console() -> Console:
    """Return a console that folds lines on a terminal only: in a pipe or a mail every row keeps its line."""
    return Console() if sys.stdout.isatty() else Console(width=_WIDE)
