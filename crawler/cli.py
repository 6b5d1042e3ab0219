"""The `healtharchive` command.

Each verb lives in its own file under `crawler/commands` and is imported only when it is called, so that reading a
page does not wait for Scrapy and publishing does not wait for the readers.
"""

import sys
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path

import click

from crawler import __version__
from crawler.environment import load
from crawler.errors import HealthArchiveError

COMMANDS = (
    "demo",
    "crawl",
    "worker",
    "sites",
    "status",
    "schedule",
    "discover",
    "probe",
    "new",
    "check",
    "extract",
    "relations",
    "text",
    "rebuild",
    "import",
    "ocr",
    "verify",
    "upload",
    "cite",
    "cdxj",
    "wacz",
    "serve",
    "wanted",
    "split",
    "merge",
    "export",
    "publish",
    "withhold",
)

MODULES = {"import": "imports"}
"""Verbs that cannot be the name of a Python module."""


class LazyGroup(click.Group):
    """A group that imports a command when it is first asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs in the order in which a newcomer meets them."""
        return list(COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each verb with its whole first sentence."""
        commands = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        rows = [(name, command.get_short_help_str(limit=1_000)) for name, command in commands if command is not None]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the verb's command, or None for an unknown verb."""
        if cmd_name not in COMMANDS:
            return None
        module = MODULES.get(cmd_name, cmd_name)
        command: click.Command = import_module(f"crawler.commands.{module}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb, and name the nearest where there is none: click knows only the names of loaded commands."""
        close = [] if args[0] in COMMANDS else get_close_matches(args[0], COMMANDS, n=1)
        if close:
            ctx.fail(f"No such command {args[0]!r}. Did you mean {close[0]!r}?")
        return super().resolve_command(ctx, args)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="healtharchive")
@click.option(
    "--environment",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Take settings from FILE, one NAME=value a line, as cron and systemd do.",
)
def cli(environment: Path | None) -> None:
    """Crawl, read, keep and publish Vietnamese and Chinese government health pages."""
    if environment is not None:
        load(environment)


def main() -> None:
    """Run the command line; a known failure prints one sentence and exits with its status."""
    try:
        cli(prog_name="healtharchive")
    except HealthArchiveError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(error.exit_status)
