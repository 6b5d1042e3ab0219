"""When two addresses are one article: the canonical form of an address, and the key that aliases share.

`canonical_address` is an address that can still be fetched and shown: only what certainly changes nothing is removed
(fragment, default port, tracking and session parameters, letter case of the host).  `address_key` goes further and is
for comparing only: scheme, ``www.``/``m.`` host, print and mobile views, letter case and parameter order are folded.
"""

import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

DEFAULT_PORTS = {"http": 80, "https": 443}
TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|zarsrc|zalo_\w+|_ga|_gl|spm|scene|isappinstalled|nsukey|"
    r"share_token|share_from|wd_xgt|jsessionid|phpsessid|aspsessionid\w*|sessionid|session_id|"
    r"_t|_|timestamp|rnd|rand|random|nocache|cachebuster|__cf_chl\w*|returnurl|"
    r"redirect|inherit_?redirect|back_?url|referr?er",
    re.IGNORECASE,
)
"""Parameters that say where a reader came from, or only keep caches from answering."""
SESSION = re.compile(r"sid|s|sess|sessid|ssid|zenid|oscsid|cfid|cftoken|token", re.IGNORECASE)
SESSION_VALUE = re.compile(r"(?=[^a-z]*[a-z])(?=\D*\d)[0-9a-z-]{16,}", re.IGNORECASE)
"""What such a parameter says where it is the reader's, and not the number of a site or a section."""
VIEW = re.compile(r"print|printable|printversion|isprint|mobile|ismobile|amp|mode=print|view=print", re.IGNORECASE)
"""Parameters that ask for another view of the same article."""
SESSION_PATH = re.compile(r";jsessionid=[^/?#]*|/\([A-Z]\([^)/]*\)\)(?=/)", re.IGNORECASE)
PRINT_PATH = re.compile(r"/(?:print|printer|mobile|wap|m|amp)(?=/)|(?<=/)op=print/", re.IGNORECASE)
HOST_VIEW = re.compile(r"^(?:www\d?|m|wap|mobile|3g)\.(?=[^.]+\.[^.]+)")
INDEX_PAGE = re.compile(r"/(?:index|default)\.(?:s?html?|aspx?|php|jsp)$", re.IGNORECASE)
MOBILE_SLUG = re.compile(r"-cmobile(?=\d+-\d+\.aspx$)", re.IGNORECASE)
WORD = re.compile(r"[A-Za-z0-9]+")


ONE_SLASH = re.compile(r"^(https?):/{1}(?!/)|^(https?)://{2,}", re.IGNORECASE)
UNSAFE = re.compile(r"[^\x21-\x7e]+")


def repaired_address(source: str, base: str, charset: str = "utf-8") -> str:
    """Return the absolute address that a link written as *source* on the page *base* means to a browser.

    Line breaks, backslashes and ``https:/host`` are mended, session ids and the fragment go.  Letters in the path are
    escaped as UTF-8, raw letters of the query in the page's *charset*; escapes that are there stay as they are.  An
    address that is none comes back as it is.

    >>> repaired_address("list.asp?lm=公告", "http://example.cn/a/", "gb18030")
    'http://example.cn/a/list.asp?lm=%B9%AB%B8%E6'
    >>> repaired_address(r"\\tin\\7", "https://example.vn/ds/")
    'https://example.vn/tin/7'
    """
    address = re.sub(r"[\t\r\n]", "", source).strip().partition("#")[0]
    path, mark, query = address.partition("?")
    path = ONE_SLASH.sub(lambda match: f"{(match[1] or match[2]).lower()}://", path.replace("\\", "/"))
    path = SESSION_PATH.sub("", UNSAFE.sub(lambda match: quote(match[0], errors="surrogatepass"), path))
    query = UNSAFE.sub(lambda match: quote(match[0], encoding=charset, errors="xmlcharrefreplace"), query)
    try:
        return urljoin(base, f"{path}{mark}{query}") if path or query else base.partition("#")[0]
    except ValueError:
        return source.strip()


@lru_cache(maxsize=8192)
def canonical_address(url: str) -> str:
    """Return the address of the same page without what certainly does not matter.

    >>> canonical_address("HTTP://WWW.Example.VN:80/Tin/1.html?utm_source=zalo&id=7#top")
    'http://www.example.vn/Tin/1.html?id=7'
    """
    parts = _split(url)
    if parts is None:
        return url.strip()
    query = urlencode(
        [(name, value) for name, value in _parameters(parts) if not _is_of_reader(name, value)],
        safe="/:,;@!$()*[]",
        quote_via=quote,
        errors="surrogateescape",
    )
    path = _same_escapes(SESSION_PATH.sub("", parts.path)) or "/"
    return urlunsplit((parts.scheme.lower(), _host(parts), path, query, ""))


@lru_cache(maxsize=8192)
def address_key(url: str) -> str:
    """Return a string that is equal for all addresses of one article; it is no address itself.

    >>> address_key("https://m.example.vn/tin/Bai-1.html?print=1") == address_key("http://example.vn/tin/bai-1.html")
    True
    """
    parts = _split(canonical_address(url))
    if parts is None:
        return url.strip()
    host = HOST_VIEW.sub("", parts.netloc)
    path = MOBILE_SLUG.sub("-c", INDEX_PAGE.sub("/", PRINT_PATH.sub("", parts.path))).rstrip("/")
    kept = sorted(
        (_as_text(name.lower()), _as_text(value))
        for name, value in _parameters(parts)
        if not _asks_for_view(name, value)
    )
    query = "&".join(f"{name}={value}" for name, value in kept)
    return _fold_case(f"{host}{path}?{query}" if query else f"{host}{path}")


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip())
        parts.port  # noqa: B018 - reading the property is what validates the port
    except ValueError:
        return None
    return parts if parts.scheme and parts.hostname else None


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    port = parts.port
    return host if port in (None, DEFAULT_PORTS.get(parts.scheme.lower())) else f"{host}:{port}"


def _parameters(parts: SplitResult) -> list[tuple[str, str]]:
    return parse_qsl(parts.query, keep_blank_values=True, errors="surrogateescape")


def _as_text(part: str) -> str:
    """Bytes that are no UTF-8, such as GBK on an old page, stay escaped: they can be kept in no database."""
    return part if part.isprintable() else quote(part, safe=" ", errors="surrogateescape")


def _asks_for_view(name: str, value: str) -> bool:
    return bool(VIEW.fullmatch(name) or VIEW.fullmatch(f"{name}={value}"))


def _is_of_reader(name: str, value: str) -> bool:
    """Whether a parameter tells of the reader or of the way that led here, and nothing of the page."""
    is_session = SESSION.fullmatch(name) is not None and SESSION_VALUE.fullmatch(value) is not None
    return is_session or TRACKING.fullmatch(name) is not None


def _same_escapes(path: str) -> str:
    """Spell every escaped byte alike: ``%c3%a0``, ``%C3%A0`` and ``à`` are one."""
    reserved = re.sub(r"%(2f|3f|23|25|3b)", lambda match: f"%25{match[1].upper()}", path, flags=re.IGNORECASE)
    return quote(
        unquote(reserved, errors="surrogateescape"), safe="/:,;@!$&'()*+=~-._", errors="surrogateescape"
    ).replace("%25", "%")


def _fold_case(key: str) -> str:
    """Lower the letters of words; an opaque identifier (both cases and digits in one run) may mean its case."""
    return WORD.sub(lambda match: match[0] if _is_opaque(match[0]) else match[0].lower(), key)


def _is_opaque(word: str) -> bool:
    return word.lower() != word != word.upper() and any(letter.isdigit() for letter in word)
