"""Which of the requests that a page's scripts made brought its list: from then on it is asked for plainly."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.discovery.found import Ask, Fetched, FoundList
from crawler.discovery.hosts import OwnHosts
from crawler.discovery.judge import is_api_list
from crawler.discovery.scripts import row_addresses
from crawler.pages.lists.read import ListPage, read_list
from crawler.pages.lists.request import ListRequest

MIN_ROWS = 3
IDENTIFIER = re.compile(r"\d+|[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}|[0-9a-f]{24}")


@dataclass(frozen=True)
class Exchange:
    """One request that the scripts of a page made, and its answer."""

    request: ListRequest
    answer: Fetched
    is_script: bool = False


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What a page shows once its scripts have run."""

    url: str
    exchanges: tuple[Exchange, ...]
    links: tuple[tuple[str, str], ...]
    """Label and address of each link."""
    text: str


def list_of_shown(shown: Shown, label: str, hosts: OwnHosts, language: str | None) -> FoundList | None:
    """Return the list that a page shows, as the request that brought its rows; None where none did."""
    forms = [None, *_forms(shown)]
    best: tuple[int, FoundList] | None = None
    for exchange in shown.exchanges:
        if exchange.is_script or exchange.answer.status != 200 or not hosts.has_below(exchange.request.url):
            continue
        for form in forms:
            page = read_list(
                exchange.request,
                exchange.answer.content,
                exchange.answer.content_type,
                url=shown.url,
                language=language,
                row_address=form,
            )
            ask = Ask(request=exchange.request, purpose="api", label=label, found_by="browser", page=shown.url)
            found = is_api_list(page, ask, hosts, form) if _is_shown(page, shown, form) else None
            if found is not None and (best is None or len(found.rows) > best[0]):
                best = len(found.rows), found
    return best[1] if best is not None else None


def _is_shown(page: ListPage, shown: Shown, form: str | None) -> bool:
    """Whether most rows stand on the page, and lead where the page's own links lead, where it has such."""
    text = "".join(shown.text.split())
    seen = [row for row in page.rows if "".join((row.title or "").split()) in text]
    if len(page.rows) < MIN_ROWS or 2 * len(seen) < len(page.rows):
        return False
    addresses = {address for _, address in shown.links}
    linked = sum(row.url in addresses for row in page.rows)
    return form is None or linked * 2 >= len(page.rows) or not any(label == seen[0].title for label, _ in shown.links)


def _forms(shown: Shown) -> Iterator[str]:
    """Yield the forms of articles' addresses, with ``{id}`` in them, that links and scripts of the page have."""
    known: set[str] = set()
    for label, address in shown.links:
        parts = urlsplit(address)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        for identifier in IDENTIFIER.finditer(path):
            form = f"{path[: identifier.start()]}{{id}}{path[identifier.end() :]}"
            if len(label) >= MIN_ROWS and form not in known:
                known.add(form)
                yield form
    scripts = "\n".join(one.answer.content.decode("utf-8", "replace") for one in shown.exchanges if one.is_script)
    yield from (form for form in row_addresses(scripts) if form not in known)
