"""``healtharchive new``: the entry of an office that is not in the registry yet, or its spider and first fixture."""

import json
import re
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import click

from crawler.commands.options import replica_option
from crawler.commands.probe import judge, look
from crawler.crawling.offices.registry import spiders
from crawler.crawling.run.probing import Fetched, fetch
from crawler.errors import HealthArchiveError
from crawler.offices import read_offices
from crawler.pages.lists.survey import Survey

ID = re.compile(r"^(?P<country>vn|cn)_(?P<province>[a-z][a-z0-9]*)_(?P<office>[a-z0-9_]+)$")
ZONES = {"vn": "Asia/Ho_Chi_Minh", "cn": "Asia/Shanghai"}
SPIDER = '''\
"""{name}."""

from crawler.site import Section, Site
from spiders.base import ArchiveSpider


class {classname}Spider(ArchiveSpider):
    """The lists of {name}."""

    name = "{id}"
    site = Site(
        id=name,
        name={name!r},
        name_en={name_en!r},
        kind={kind!r},
        country="{country}",
        province={province!r},
        language="{language}",
        timezone="{timezone}",
        home="{home}",
        family="{family}",
        sections=(Section(id="{section}", name={section_name!r}, path={path!r}),),
        article_url=r"{article_url}",
        note="Written from one look at its list; the address form was guessed from {count} links.",
    )
'''


@click.command()
@click.argument("url")
@click.option("--id", "site_id", required=True, metavar="ID", help="country_province_office, such as vn_hanoi_soyte.")
@click.option("--name", required=True, help="The office's name, in its own language.")
@click.option("--name-en", default="", help="Its name in English.")
@click.option("--kind", default="health_department", show_default=True, help="health_department, cdc, hospital, …")
@click.option("--province", default="", help="Its province, in its own language.")
@click.option(
    "--offices",
    default="offices.toml",
    show_default=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file that gets the entry.",
)
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Write a spider and a fixture instead, into this project's folder with spiders/ and tests/ in it.",
)
@replica_option("Ask the replica offices served there.")
def command(
    url: str,
    site_id: str,
    name: str,
    name_en: str,
    kind: str,
    province: str,
    offices: Path,
    folder: Path | None,
    replica: str,
) -> None:
    """Look at a page of an office, and write its entry; its first crawl finds its lists.

    An office that needs code gets a spider, and a list page as a fixture, with --folder.
    """
    parts = ID.match(site_id)
    if parts is None:
        raise HealthArchiveError(
            f"{site_id!r} is no id of an office; write country_province_office, such as vn_hanoi_soyte."
        )
    if site_id in spiders():
        raise HealthArchiveError(f"There is already an office {site_id}.")
    details = {"id": site_id, "name": name, "name_en": name_en, "kind": kind, "province": province}
    if folder is None:
        _add_entry(offices, details, fetch(url, replica), country=parts["country"])
        return
    spider = folder / "spiders" / parts["country"] / f"{parts['province']}_{parts['office']}.py"
    if spider.exists():
        raise HealthArchiveError(f"There is already an office {site_id}.")
    fetched = fetch(url, replica)
    seen = look(fetched)
    if judge(fetched) != "page" or seen.article_url is None:
        raise HealthArchiveError(f"{url} shows no list of articles ({judge(fetched)}, status {fetched.status}).")
    _write(spider, spider_text(details, seen, country=parts["country"]).encode())
    _write_fixture(folder / "tests" / "fixtures" / site_id / "list", fetched)


def _add_entry(path: Path, details: dict[str, str], fetched: Fetched, *, country: str) -> None:
    if judge(fetched) != "page":
        raise HealthArchiveError(f"{fetched.url} shows no page ({judge(fetched)}, status {fetched.status}).")
    known = read_offices(path) if path.exists() else []
    if any(site.id == details["id"] for site in known):
        raise HealthArchiveError(f"{path} already has an office {details['id']}.")
    before = path.read_text(encoding="utf-8").rstrip() + "\n\n" if path.exists() else ""
    _write(path, (before + entry_text(details, look(fetched), country=country)).encode())
    read_offices(path)


def entry_text(details: dict[str, str], seen: Survey, *, country: str) -> str:
    """Return the entry of an office, as `crawler.offices` reads it."""
    address = urlsplit(seen.url)
    home = urlunsplit((address.scheme, address.netloc, "/", "", ""))
    values = details | {"language": seen.language, "country": country.upper(), "home": home}
    # A JSON string is a TOML string as well.
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items() if value]
    is_list = seen.article_url is not None and address.path.strip("/")
    lists = [f"lists = {json.dumps([seen.url], ensure_ascii=False)}"] if is_list else []
    return "\n".join(("[[office]]", *lines, *lists)) + "\n"


def spider_text(details: dict[str, str], seen: Survey, *, country: str) -> str:
    """Return the source of the office's file."""
    address = urlsplit(seen.url)
    path = urlunsplit(("", "", address.path.lstrip("/"), address.query, ""))
    section = next((word for word in reversed(re.findall(r"[a-z][a-z0-9-]{2,}", address.path.lower()))), "news")
    return SPIDER.format(
        **details,
        classname="".join(word.capitalize() for word in details["id"].split("_")),
        country=country.upper(),
        language=seen.language,
        timezone=ZONES[country],
        home=urlunsplit((address.scheme, address.netloc, "/", "", "")),
        family=seen.family,
        section=section,
        section_name=seen.title or section,
        path=path,
        article_url=seen.article_url,
        count=len(seen.articles),
    )


def _write_fixture(folder: Path, fetched: Fetched) -> None:
    """Bytes and headers, never decoded text."""
    facts = {"url": fetched.url, "status": fetched.status, "headers": fetched.headers}
    _write(folder / "body.bin", fetched.content)
    _write(folder / "response.json", json.dumps(facts, ensure_ascii=False, indent=2).encode())


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise HealthArchiveError(f"Cannot write {path}: {error.strerror}.") from error
    click.echo(f"Wrote {path}")
