"""What metadata say of a page's title, and what of it names the site.

Titles of the `<title>` element carry the names of section and site; some pages fill in the site's name alone, a list of
search words, or what the editor's program puts there by itself.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from crawler.pages.dom.tree import PageTree
from crawler.pages.fields.metadata import Metadata, MetaFinding
from crawler.pages.vocabulary import DUMMY_TITLE, FOOTER, SECTION_NAME, folded

MIN_LENGTH = 4
"""Letters of a part of the `<title>` element that may stand for the headline unseen."""
MAX_TOPIC_LENGTH = 8
"""Characters of a title that is the page's only keyword as well: it names the topic."""
FOOT_LINES = 12
"""So many of the page's last lines may hold its copyright line."""
VIEWER_TITLE = re.compile(
    r"\W*(?:pdf\.?js\b.{0,20}viewer|pdf\s+(?:viewer|reader|document)|(?:document|doc|google\s+docs)\s+viewer)\W*",
    re.IGNORECASE,
)
"""What a program that shows files calls its own page."""
SEPARATOR = re.compile(
    r"\s+[-–—|·»>:]+\s+|[_|｜»]+|\s*--+\s*|\s::\s|―+"
    r"|(?<=[\u3000-\u9fff\"”）)!？?！\d%])\s*[-－–—]+\s*(?=[\u4e00-\u9fff《])|(?<=[^\W\d_])\s-(?=[^\W\d_])"
)
_OFFICES = ("政府", "委员会", "委員會", "管理局", "总局", "研究所", "医院", "疾控中心")
SITE_NAME = re.compile(
    "|".join(rf"{office}(?:网站|官网|门户网站)?$" for office in _OFFICES)
    + r"|网$|網$|门户|門戶|频道$|頻道$|新闻中心$|新聞中心$|首页$|主页$|在线$"
    r"|online(?<=\bonline)$|\.(?:com|cn|vn|net|org)\b"
)
"""Searched in small letters, like what follows; every alternative begins with a letter, to which the engine skips."""
SITE_START = re.compile(
    r"(?:cổng|trang)\s+(?:thông\s+tin|tin|điện\s+tử|chủ|web)|(?:website|báo|tạp\s+chí)\s",
)
PLACE_AND_OFFICE = re.compile(
    r"[\u4e00-\u9fff]{1,8}[省市县縣区區州盟旗镇鎮乡鄉](?:卫生健康|卫生和计划生育|卫生计生|卫生|医疗保障|疾病预防控制|中医药管理|爱国卫生)(?:局|厅|委|中心)$"
)
"""A Chinese office, named with its place."""
OFFICE_NAME = re.compile(
    r"^(?:sở\s|bộ\s(?!luật|phận|máy|môn|phim|ảnh|sưu)|ubnd|ủy\s+ban|uỷ\s+ban|bệnh\s+viện|bvđk|trung\s+tâm|chi\s+cục|cục\s|tổng\s+cục|viện\s|cdc\b|trạm\s+y\s+tế|phòng\s|đảng\s+(?:bộ|ủy)|tỉnh\s+(?:ủy|đoàn)|báo\s)",
    re.IGNORECASE,
)
TOLD_OF = re.compile(
    r"\s(?:tiếp|tổ\s+chức|khai\s+(?:mạc|trương|giảng)|triển\s+khai|ký\s+kết|phát\s+động|họp|kiểm\s+tra|thông\s+báo|tuyển|mời|hưởng\s+ứng|ra\s+quân|tặng|trao|đón|nhận|đạt"
    r"|tập\s+huấn|làm\s+việc|công\s+bố|ban\s+hành|phối\s+hợp|thăm|khám|chúc\s+mừng|hướng\s+dẫn|cứu|mổ|ghép|xử\s+lý|sơ\s+kết|tổng\s+kết)\s"
)
"""What an office does, told in a headline that begins with its name."""
NOT_LETTERS = re.compile(r"[\W_]+")
SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Claims:
    """What metadata say of the title, folded for comparison."""

    trusted: tuple[tuple[str, MetaFinding], ...]
    document: str
    """The `<title>` element, empty where it only names the site."""
    cut: frozenset[str]
    """The claims without the names of section and site."""
    raw: str
    """All claims as written, white space out."""
    sites: frozenset[str]
    spam: frozenset[str]
    """Titles that a hijacker wrote."""


@lru_cache(maxsize=1024)
def bare(text: str) -> str:
    """Return what two writings of one title have in common: letters and digits, lower case."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return NOT_LETTERS.sub("", text.lower())


def without_site(text: str, sites: frozenset[str] = frozenset()) -> str | None:
    """Return the part of a `<title>` that is the headline; None when all of it names the site."""
    parts = [part.strip() for part in SEPARATOR.split(text) if part and part.strip()]
    return next((part for part in parts if len(bare(part)) >= MIN_LENGTH and not names_site(part, sites)), None)


@lru_cache(maxsize=1024)
def names_site(part: str, sites: frozenset[str] = frozenset()) -> bool:
    """Tell whether a part of a title names the site: by its words, or as one of the names that metadata give."""
    words = part.lower()
    if bare(part) in sites or SITE_START.match(words) or SITE_NAME.search(words):
        return True
    if PLACE_AND_OFFICE.match(words):
        return True
    return OFFICE_NAME.match(words) is not None and len(part.split()) <= 8 and not TOLD_OF.search(words)


def read_claims(tree: PageTree, metadata: Metadata, hijacked: Sequence[str] = ()) -> Claims:
    """Collect what metadata say of the title; *hijacked* are titles that a hijacker wrote."""
    spam = frozenset(map(bare, hijacked))
    sites = frozenset(bare(found.value) for name in ("site", "column") for found in metadata.find(name)) - {""}
    stated = [
        found
        for found in metadata.find("title")
        if bare(found.value) not in spam
        and not _is_no_headline(found.value, metadata)
        and not DUMMY_TITLE.fullmatch(folded(found.value))
    ]
    trusted = tuple((bare(found.value), found) for found in stated if bare(found.value))
    document = metadata.document_title or ""
    if bare(document) in spam or _is_no_headline(document, metadata) or without_site(document, sites) is None:
        document = ""
    if document and (
        DUMMY_TITLE.fullmatch(folded(document))
        or SECTION_NAME.fullmatch(folded(document))
        or _is_in_foot(tree, document)
        or _is_menu_entry(tree, document)
    ):
        document = ""
    raw = SPACE.sub("", "\n".join([document, *(found.value for found in stated)]))
    cut = frozenset(bare(without_site(text, sites) or "") for text in (document, *(found.value for found in stated)))
    return Claims(trusted, bare(document), cut - {""}, raw, sites, spam)


def _is_in_foot(tree: PageTree, title: str) -> bool:
    """Tell whether the page's copyright line holds the whole title: then it is the site's name."""
    return len(title) >= MIN_LENGTH and any(
        title in line.text and FOOTER.search(folded(line.text)) for line in tree.lines[-FOOT_LINES:]
    )


def _is_menu_entry(tree: PageTree, title: str) -> bool:
    """Tell whether the whole title is shown as a link among other links, and nowhere as a heading."""
    name = bare(title)
    near = [line for line in tree.lines if line.text[:2] == title[:2] and len(line.text) <= 2 * len(title)]
    shown = [line for line in near if bare(line.text) == name]
    if any(line.heading for line in shown):
        return False
    return any(
        line.link_share > 0.8
        and all(before.link_share > 0.8 for before in tree.lines[max(0, line.index - 2) : line.index])
        for line in shown
        if line.index >= 2
    )


def _is_no_headline(title: str, metadata: Metadata) -> bool:
    return VIEWER_TITLE.fullmatch(title.strip()) is not None or _is_word_list(title, metadata)


def _is_word_list(title: str, metadata: Metadata) -> bool:
    """A list of search words is no headline, least of all one that is keywords and description as well."""
    words = {metadata.meta.get("keywords", "").strip(), metadata.meta.get("description", "").strip()} - {""}
    parts = len(re.findall(r"[,，、|_]", title))
    is_topic = len(title) <= MAX_TOPIC_LENGTH and metadata.meta.get("keywords", "").strip() == title.strip()
    return parts >= 6 or (parts >= 3 and words == {title.strip()}) or is_topic
