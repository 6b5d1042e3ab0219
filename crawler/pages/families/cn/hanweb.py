"""Hanweb jcms / JPaaS: Shandong, Jiangsu, Zhejiang and others."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urljoin, urlsplit

from crawler.pages.families.base import ArticlePage
from crawler.pages.lists.request import ListRequest


class HanwebArticle(ArticlePage):
    """An article at `/art/2022/11/17/art_<column>_<id>.html`."""

    family = "hanweb"
    address = re.compile(r"/art/\d{4}/(?:\d{1,2}/\d{1,2}/)?art_(?:\d+_\d+|[0-9a-f]{32})\.html")
    traces = ("/module/visitcount/", "/module/jslib/jquery/", "/jpaas")
    body_css = ("#zoom", ".bt_content", ".TRS_Editor")


PROXY = re.compile(r"""/module/(?:web/)?jpage/dataproxy\.jsp\?[^"'<>\s\]]*""")
TOTAL = re.compile(r"totalRecord['\"]?\s*:\s*['\"]?(\d+)|<totalrecord>(\d+)</totalrecord>", re.IGNORECASE)
SIZE = re.compile(r"perpage['\"]?\s*:\s*['\"]?(\d+)", re.IGNORECASE)
WINDOW = 3
"""Pages that the system's own script asks for at once."""


@dataclass(frozen=True)
class DataStore:
    """A list that Hanweb keeps in a script of its page, and asks its data proxy for the rest of."""

    total: int | None
    following: ListRequest | None


def read_datastore(source: str, request: ListRequest) -> DataStore | None:
    """Return where the list of a page or a proxy's answer goes on; None where *source* has no data store."""
    if "<recordset" not in source and "datastore" not in source and "jpage" not in source:
        return None
    totals = [int(found[1] or found[2]) for found in TOTAL.finditer(source)]
    total = max(totals) if totals else None
    asked = dict(parse_qsl(urlsplit(request.url).query))
    if "dataproxy.jsp" in request.url:
        return DataStore(total, _next_window(request, asked, total, source.count("<record>")))
    proxy = PROXY.search(source)
    size = SIZE.search(source)
    rows = source.count("<record>")
    if proxy is None or (total is not None and total <= rows):
        return DataStore(total, None)
    perpage = int(size[1]) if size else rows or 15
    parts = urlsplit(urljoin(request.url, proxy[0].replace("&amp;", "&")))
    fields = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "page"]
    start = rows + 1 if rows >= WINDOW * perpage else 1  # a whole window stands in the page
    return DataStore(total, _window(parts._replace(query="").geturl(), fields, start, perpage))


def _next_window(request: ListRequest, asked: dict[str, str], total: int | None, rows: int) -> ListRequest | None:
    """Return the request for the next window; an answer that tells no total goes on where it is full."""
    end = int(asked.get("endrecord") or 0)
    known = end - int(asked.get("startrecord") or 1) + 1 if total is None else 0
    if not end or (total is not None and end >= total) or rows < known:
        return None
    fields = parse_qsl(request.body, keep_blank_values=True)
    return _window(request.url.partition("?")[0], fields, end + 1, int(asked.get("perpage") or 15))


def _window(url: str, fields: list[tuple[str, str]], start: int, perpage: int) -> ListRequest:
    end = start + WINDOW * perpage - 1
    return ListRequest.form(f"{url}?startrecord={start}&endrecord={end}&perpage={perpage}", fields)
