"""``healtharchive schedule``: what to give to cron or systemd so that the crawl runs itself."""

import shlex
import shutil
import sys
from datetime import timedelta
from pathlib import Path

import click

from crawler.commands.options import archive_option
from crawler.crawling.offices.registry import sites
from crawler.crawling.schedule.interval import step_of
from crawler.environment import create
from crawler.errors import HealthArchiveError

KILOBYTES = 4 * 2**20
"""Address space of each process that cron starts; the processes that read pages and files have less."""
SETTINGS = "healtharchive.env"
"""The settings file beside the archive, which cron and systemd name alike; neither passes on what a shell exports."""
SERVICE = """\
[Unit]
Description=Crawl government health offices into {archive}
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
WorkingDirectory={folder}
# Whoever owns the archive's folder.
User={owner}
ExecStart={command}
# 1 means that some offices need a person, which the status and the notifications tell; the run itself was in order.
SuccessExitStatus=1
# The crawl saves its state on SIGTERM; requests on their way may take a while.
KillSignal=SIGTERM
TimeoutStopSec=180
Nice=10
# The run ends itself after its minutes; one that does not is stopped.  Parent and readers need under 1 GB together.
TimeoutStartSec={seconds}
MemoryMax={memory}
TasksMax=512
UMask=0077
# It writes beside the archive and nowhere else, and needs nothing of the system but the network.
ReadWritePaths={folder}
ProtectSystem=strict
ProtectHome=read-only
PrivateTmp=true
PrivateDevices=true
PrivateMounts=true
PrivateUsers=true
ProtectKernelTunables=true
ProtectKernelModules=true
ProtectKernelLogs=true
ProtectControlGroups=true
ProtectClock=true
ProtectHostname=true
ProtectProc=invisible
RemoveIPC=true
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=true
RestrictRealtime=true
RestrictSUIDSGID=true
LockPersonality=true
NoNewPrivileges=true
CapabilityBoundingSet=
SystemCallArchitectures=native
SystemCallFilter=@system-service
"""
MEMORY = "2G"
"""Of a systemd unit, with all its processes."""
SLACK_MINUTES = 60
"""That a run may take longer than its minutes: requests on their way, files that are being read."""
TIMER = """\
[Unit]
Description=Crawl the government health offices that are due

[Timer]
OnCalendar=*-*-* {hours}:{minute:02}:00
RandomizedDelaySec={jitter}min
Persistent=true

[Install]
WantedBy=timers.target
"""


@click.command()
@click.option(
    "--at", default="02:30", show_default=True, metavar="HH:MM", help="First time of day, of this machine's clock."
)
@click.option("--jitter", default=30, show_default=True, type=click.IntRange(0, 720), help="Minutes of random delay.")
@click.option("--minutes", default=240, show_default=True, type=click.IntRange(1), help="Time that one run may take.")
@archive_option("The archive to write.")
@click.option(
    "--systemd",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Write healtharchive-crawl.service and .timer there instead of printing a crontab line.",
)
def command(at: str, jitter: int, minutes: int, archive: Path, systemd: Path | None) -> None:
    """Print a crontab line, or write systemd units, for crawls of all offices, each at its own interval.

    One line serves them all: it starts as often as the quickest office needs, once a day at least, and a run leaves out
    those that are not due.
    """
    hour, minute = _time_of_day(at)
    archive = archive.resolve()
    if not archive.parent.is_dir():
        raise HealthArchiveError(f"There is no folder {archive.parent} for the archive; make it first.")
    step = step_of(sites()) // timedelta(hours=1)
    hours = sorted((hour + later) % 24 for later in range(0, 24, step))
    jitter = min(jitter, step * 60 // 2)
    settings = archive.with_name(SETTINGS)
    if create(settings):
        click.echo(f"Made {settings}, which only you can read: write your settings there.", err=True)
    words = [
        *_program(),
        "--environment",
        str(settings),
        "crawl",
        "--all",
        "--due",
        "--archive",
        str(archive),
        "--minutes",
        str(minutes),
    ]
    if systemd is None:
        log = archive.with_name("crawl.log")
        program = shlex.join([*words, "--jitter", str(jitter), "--log-file", str(log)])
        limit = f"timeout --kill-after=180 {jitter + minutes + SLACK_MINUTES}m nice -n 10"
        line = f"cd {shlex.quote(str(archive.parent))} && ulimit -Sv {KILOBYTES} && {limit} {program}"
        # In a crontab % ends the command, unless it is escaped.
        click.echo(f"{minute} {','.join(map(str, hours))} * * * {line}".replace("%", r"\%"))
        return
    if not systemd.is_dir():
        raise HealthArchiveError(f"There is no folder {systemd} to write the units to.")
    owner = archive.parent.stat().st_uid
    service = SERVICE.format(
        archive=archive,
        folder=archive.parent,
        owner=owner,
        command=shlex.join(words),
        seconds=(minutes + SLACK_MINUTES) * 60,
        memory=MEMORY,
    )
    timer = TIMER.format(hours=",".join(f"{one:02}" for one in hours), minute=minute, jitter=jitter)
    for name, text in (("healtharchive-crawl.service", service), ("healtharchive-crawl.timer", timer)):
        path = systemd / name
        path.write_text(text, encoding="utf-8")
        click.echo(f"Wrote {path}")
    click.echo("Then: systemctl daemon-reload && systemctl enable --now healtharchive-crawl.timer")


def _program() -> list[str]:
    """How to call this program with an absolute path, as cron and systemd need."""
    installed = shutil.which("healtharchive", path=str(Path(sys.executable).parent))
    return [installed] if installed else [sys.executable, "-m", "crawler"]


def _time_of_day(text: str) -> tuple[int, int]:
    hour, colon, minute = text.partition(":")
    if colon and hour.isdigit() and minute.isdigit() and int(hour) < 24 and int(minute) < 60:
        return int(hour), int(minute)
    raise HealthArchiveError(f"{text!r} is no time of day; write it like 02:30.")
