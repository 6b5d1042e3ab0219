"""The command reference, the settings reference and the registry's table: ``python -m crawler.reference``.

``docs/commands.md`` holds every command's own help; ``docs/settings.md`` every environment variable and every Scrapy
setting of the project; ``docs/sources.md``, between two marks, every office of the registry.  A test compares the files
with what is written here, and the code with the tables.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from crawler import settings
from crawler.cli import cli
from crawler.offices import read_offices
from crawler.site import Site

DOCS = Path(__file__).parents[1] / "docs"
REGISTRY = Path(settings.OFFICE_FILES)
COUNTRIES = {"vn": "Viet Nam", "cn": "China"}
OFFICES_BEGIN = "<!-- Written from spiders/offices by `python -m crawler.reference`: begin -->"
OFFICES_END = "<!-- end -->"
NOTIFY = "HEALTHARCHIVE_NOTIFY_"
VARIABLES: Mapping[str, tuple[str, str]] = {
    "HEALTHARCHIVE_ARCHIVE": ("the archive's path, for commands without `--archive`", "`archive.db` here"),
    "HEALTHARCHIVE_CONTACT": ("who runs the crawl, in the user agent", '"no contact configured"'),
    "HEALTHARCHIVE_LOG_LEVEL": ("how much `scrapy crawl` logs; `healtharchive crawl` has `--verbose`", "`INFO`"),
    "HEALTHARCHIVE_OFFICES": ("a file of offices that adds to the registry and overrides it", "`offices.toml` here"),
    "HEALTHARCHIVE_PRIVATE_PROXY": (
        "host of a proxy (`http_proxy`, `https_proxy`) that may be on a private address",
        "proxies on public addresses only",
    ),
    "HEALTHARCHIVE_REPLAYWEBPAGE": (
        "the folder that holds ReplayWeb.page's `ui.js` and `sw.js`, for `healtharchive publish --replay`",
        "`node_modules/replaywebpage` here",
    ),
    "HEALTHARCHIVE_REPLICA_ADDRESS": (
        "`host:port` of replica offices that stand in for the real ones",
        "the real ones",
    ),
    "HEALTHARCHIVE_REPLICA_PAUSE": ("seconds between two requests to one replica host", "none, several at a time"),
    "HEALTHARCHIVE_EVIDENCE_TO": ("the address that WARC files move to, for commands without `--evidence-to`", "none"),
    "HEALTHARCHIVE_QUEUE": ("the queue that `healtharchive worker` takes jobs from", "none"),
    "HEALTHARCHIVE_QUEUE_LEASE": ("seconds that an office belongs to a worker that says nothing", "30"),
    "HEALTHARCHIVE_QUEUE_VISIBILITY": ("seconds after which a dead worker's job is handed out again", "600"),
    "HEALTHARCHIVE_CLOCK_START": ("ISO 8601 time at which a simulated crawl believes to start", "the machine's clock"),
    f"{NOTIFY}WEBHOOK": ('an address that takes JSON `{"text": …}`', "not used"),
    f"{NOTIFY}SLACK": ("an incoming webhook of Slack or Mattermost", "not used"),
    f"{NOTIFY}TELEGRAM_TOKEN": ("the bot's token, with the next one", "not used"),
    f"{NOTIFY}TELEGRAM_CHAT": ("the chat's number", "not used"),
    f"{NOTIFY}EMAIL": ("the recipient of mail", "not used"),
    f"{NOTIFY}EMAIL_FROM": ("the sender of mail", "the recipient"),
    f"{NOTIFY}SMTP": ("the mail server as `host:port` or `[address]:port`", "`localhost:25`"),
    f"{NOTIFY}SMTP_SECURITY": ("`starttls`, `tls` or `none`", "`tls` on port 465, `starttls` on 587, else `none`"),
    f"{NOTIFY}SMTP_USER": ("the name to log in with", "no log-in"),
    f"{NOTIFY}SMTP_PASSWORD": ("the password to log in with", "no log-in"),
    f"{NOTIFY}PING": ("an address that is told of each crawl's start, end or failure", "not used"),
}
"""Environment variable → what it sets, and what holds without it."""
SETTINGS: Mapping[str, str] = {
    "ARCHIVE_PATH": "the archive to write; `-s ARCHIVE_PATH=…` for `scrapy crawl`",
    "BACKOFF_BASE": "seconds until the first retry of a host in trouble; doubles with each further one",
    "BACKOFF_LONGEST": "seconds between two retries at most",
    "BREAKER_COOLDOWN": "seconds that a host is left alone after too many failures in a row",
    "BREAKER_THRESHOLD": "failures in a row that are too many",
    "CLOCK_START": "ISO time at which the crawl believes to start",
    "CONTACT": "who runs the crawl",
    "OFFICES_FILE": "a file of offices that adds to the registry and overrides it",
    "OFFICE_FILES": "the folder of the registry",
    "OFFICE_SPIDER": "the spider of an office that has no file of its own",
    "PICTURES_PER_RUN": "pictures in the texts of articles that one run of an office asks for at most; 0 for none",
    "READER_MEMORY_MB": "megabytes that reading one page or file may use",
    "READER_PROCESSES": "worker processes that read pages and files",
    "READER_PROCESSOR_SECONDS": "seconds of processor time that reading one page or file may take",
    "REPLICA_ADDRESS": "`host:port` of replica offices",
    "REPLICA_PAUSE": "seconds between two requests to one replica host",
    "QUEUE_LEASE_SECONDS": "how long an office belongs to a worker that says nothing",
    "QUEUE_VISIBILITY_SECONDS": "after how many seconds a dead worker's job is handed out again",
}
"""Scrapy setting of the project → its meaning; Scrapy's own settings are described in Scrapy's documentation."""


def commands() -> str:
    """Return the command reference."""
    parts = ["# Commands", "", "Written from the code by `python -m crawler.reference`: what `--help` says.", ""]
    with cli.make_context("healtharchive", [], resilient_parsing=True, terminal_width=100) as context:
        parts += ["## healtharchive", "", *_block(cli.get_help(context))]
        for name in cli.list_commands(context):
            command = cli.get_command(context, name)
            if command is None:
                raise LookupError(name)
            with command.make_context(name, [], context, resilient_parsing=True, terminal_width=100) as inner:
                parts += [f"## healtharchive {name}", "", *_block(command.get_help(inner))]
    return "\n".join(parts)


def settings_reference() -> str:
    """Return the settings reference."""
    parts = [
        "# Settings",
        "",
        "Written from the code by `python -m crawler.reference`.",
        "",
        "## Environment variables",
        "",
        "Set where a command runs, or in the file that `healtharchive --environment FILE` names",
        "(see [Operations](operations.md)).",
        "",
        "| variable | what it sets | without it |",
        "|---|---|---|",
        *(f"| `{name}` | {meaning} | {default} |" for name, (meaning, default) in VARIABLES.items()),
        "",
        "## Scrapy settings",
        "",
        "Of the project, in `crawler/settings.py`; `scrapy crawl NAME -s SETTING=VALUE` sets one for a run.",
        "",
        "| setting | what it sets | default |",
        "|---|---|---|",
        *(f"| `{name}` | {meaning} | {_default(name)} |" for name, meaning in SETTINGS.items()),
        "",
    ]
    return "\n".join(parts)


def offices_reference() -> str:
    """Return the tables of the registry's offices, a country each."""
    parts = [OFFICES_BEGIN, ""]
    for country, name in COUNTRIES.items():
        sites = read_offices(REGISTRY / f"{country}.toml")
        states = ", ".join(f"{count} {status}" for status, count in sorted(Counter(s.status for s in sites).items()))
        parts += [f"### {name}: {len(sites)} offices, {states}", ""]
        parts += [
            "| id | office | kind | province | home | system | lists known | status |",
            "|---|---|---|---|---|---|---|---|",
        ]
        parts += [_office_row(site) for site in sites]
        parts.append("")
    return "\n".join([*parts, OFFICES_END])


def _office_row(site: Site) -> str:
    province = f"{site.province} ({site.province_code})" if site.province_code else site.province
    if site.merged_into:
        province += f", now {site.merged_into}"
    home = urlsplit(site.home)
    cells: Sequence[str] = (
        f"`{site.id}`",
        site.name,
        site.kind.replace("_", " "),
        province,
        f"{home.hostname}{home.path.rstrip('/')}",
        site.family,
        str(len(site.sections) or ""),
        site.status,
    )
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def with_offices(sources: str) -> str:
    """Return the text of ``docs/sources.md`` with its tables written anew."""
    before, _, rest = sources.partition(OFFICES_BEGIN)
    return f"{before}{offices_reference()}{rest.partition(OFFICES_END)[2]}"


def _default(name: str) -> str:
    if name == "READER_PROCESSES":
        return "the machine's processors, 4 at most"
    if name == "OFFICE_FILES":
        return "`spiders/offices`"
    value = getattr(settings, name)
    return f"`{value}`" if value != "" else "none"


def _block(text: str) -> list[str]:
    return ["```text", *text.rstrip().splitlines(), "```", ""]


def main() -> None:
    """Write the files."""
    (DOCS / "commands.md").write_text(commands(), encoding="utf-8")
    (DOCS / "settings.md").write_text(settings_reference(), encoding="utf-8")
    sources = DOCS / "sources.md"
    sources.write_text(with_offices(sources.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
