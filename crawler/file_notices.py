"""Notices whose words are in a file: a page without text that offers one, and pages that the file contradicts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from crawler.file_titles import SAYS_NOTHING, title_of_file
from crawler.items import Document, Extract
from crawler.normalise.dates.find import is_still_to_come
from crawler.normalise.document import normalise
from crawler.normalise.papers.document_numbers import document_number_key
from crawler.normalise.papers.official import OfficialPaper, read_official_paper

FLAG = "text_from_file"
FROM_FILE = "file:"
"""What the provenance of a value that a file gave begins with."""
PAPER = ("document_number", "document_type", "subject", "issuer", "signer", "issued_on")
CONTRADICTED = re.compile(r"^(?:document_number|issued_on|signer)_disagreement: .* but the file “")
POINTER = re.compile(
    r"(?:xem|tải|download|view|chi tiết|nội dung|详见|詳見|点击|點擊|下载|下載|请查看|查看)", re.IGNORECASE
)
POINTED_AT = re.compile(r"(?:file|tệp|tập tin|văn bản|đính kèm|tại đây|pdf|附件|文件|正文|原文)", re.IGNORECASE)
CONTACT = re.compile(
    r"\b(?:điện thoại|đt|tel|hotline|fax|e-?mail|địa chỉ|giấy phép|bản quyền|copyright|chịu trách nhiệm)\b\s*[:.số©]"
    r"|©|all rights reserved|(?:联系)?(?:电话|地址|邮编|传真|邮箱)\s*[:：]|版权所有|(?:主办|承办)单位\s*[:：]|ICP备",
    re.IGNORECASE,
)
MAX_CONTACT_LENGTH = 200
"""Characters of a line of the page's foot: where a page has no text of its own, that is what is left to be read."""
MAX_POINTER_LENGTH = 90
"""Characters of a line that only says where the text is."""


@dataclass(frozen=True, kw_only=True)
class SaidFile:
    """A fetched file of a page, with text."""

    name: str
    text: str
    document_number: str | None = None
    """Of its stamp; see `FileText`."""


def without_foot(document: Document) -> Document:
    """Return *document* without a text that is only the page's foot, where all that the page shows is one file."""
    lines = [line for line in (document.body_text or "").split("\n") if line.strip()]
    if len(document.attachments) != 1 or not lines or not all(map(_is_foot, lines)):
        return document
    provenance = {name: rule for name, rule in document.provenance.items() if name != "body_text"}
    return replace(document, body_text=None, body_raw=None, provenance=provenance)


def with_files(document: Document, files: Sequence[SaidFile], now: datetime) -> Document:
    """Return *document*, a page, as its fetched *files* complete it.

    The text of the one file of a page without text is the article's; what an official paper in it states fills what the
    page leaves out.  Where page and file state different things, a problem says so.  *now* is the moment of reading.
    """
    if len(files) == len(document.attachments) == 1 and _is_empty(document):
        document = _filled(document, files[0], now)
    return _compared(document, files)


def without_files(document: Document) -> Document:
    """Return what `with_files` was given: the page's own values alone."""
    told = {name for name, rule in document.provenance.items() if rule.startswith(FROM_FILE)}
    emptied: dict[str, Any] = dict.fromkeys(told & {*PAPER, "title", "body_text"})
    if "body_text" in told:
        emptied["body_raw"] = None
    if "title" in told:
        emptied["title_raw"] = None
    if "issued_on" in told and document.date_basis == "document":
        emptied |= {"sort_date": None, "date_basis": None}
    problems = tuple(problem for problem in document.problems if not CONTRADICTED.match(problem))
    gone = {problem.partition(":")[0] for problem in document.problems} - {
        problem.partition(":")[0] for problem in problems
    }
    return replace(
        document,
        **emptied,
        problems=problems,
        flags=tuple(flag for flag in document.flags if flag != FLAG and flag not in gone),
        provenance={name: rule for name, rule in document.provenance.items() if name not in told},
    )


def _is_empty(document: Document) -> bool:
    names = {document.title, *(file.name for file in document.attachments)}
    lines = (document.body_text or "").split("\n")
    return all(not line.strip() or line in names or _says_nothing(line) for line in lines)


def _says_nothing(line: str) -> bool:
    if SAYS_NOTHING.match(line) or _is_foot(line):
        return True
    return len(line) <= MAX_POINTER_LENGTH and bool(POINTER.search(line) and POINTED_AT.search(line))


def _is_foot(line: str) -> bool:
    return len(line) <= MAX_CONTACT_LENGTH and CONTACT.search(line) is not None


def _filled(document: Document, file: SaidFile, now: datetime) -> Document:
    title, rule = (document.title, None) if document.title else title_of_file(None, file.text, document.language)
    read = normalise(
        Extract(
            url=document.url,
            language=document.language,
            family=document.family,
            title=title,
            body_text=file.text,
            document_number=file.document_number,
        ),
        now=now,
    )
    if not read.body_text:
        return document
    values: dict[str, Any] = {"body_text": read.body_text, "body_raw": read.body_raw}
    provenance = {**document.provenance, "body_text": f"{FROM_FILE}attachment"}
    if rule is not None:
        values |= {"title": read.title, "title_raw": read.title_raw}
        provenance["title"] = rule
    for name in PAPER:
        if getattr(document, name) is None and getattr(read, name) is not None:
            values[name] = getattr(read, name)
            provenance[name] = f"{FROM_FILE}{read.provenance.get(name, 'stamp')}"
    issued = values.get("issued_on") or ""
    is_day = len(issued) >= len("2020-01-01") and not is_still_to_come(issued, document.language, now)
    if document.sort_date is None and is_day:
        values |= {"sort_date": values["issued_on"], "date_basis": "document"}
    flags = tuple(dict.fromkeys((*document.flags, FLAG)))
    return replace(document, **values, flags=flags, provenance=provenance)


def _compared(document: Document, files: Sequence[SaidFile]) -> Document:
    """Note where the page's labelled places contradict the one official paper among its files.

    The number decides whether the file is the paper that the page speaks of: one of another number may be another
    paper, so that nothing else of it is compared.
    """
    papers = [(file, paper) for file in files if (paper := _paper_in(file, document)) is not None]
    if len(papers) != 1:
        return document
    file, paper = papers[0]
    found = tuple(
        f"{name}_disagreement: {told}, but the file “{file.name}” reads {other}"
        for name, told, other in _contradictions(document, paper)
    )
    if not found:
        return document
    return replace(
        document,
        problems=tuple(dict.fromkeys((*document.problems, *found))),
        flags=tuple(dict.fromkeys((*document.flags, *(one.partition(":")[0] for one in found)))),
    )


def _paper_in(file: SaidFile, document: Document) -> OfficialPaper | None:
    paper = read_official_paper(file.text.split("\n"), document.language, document.title)
    if paper is None:
        return None
    return replace(paper, document_number=paper.document_number or file.document_number)


def _contradictions(document: Document, paper: OfficialPaper) -> list[tuple[str, str, str]]:
    """Return (field, what the page says, what the file reads) of each value that the two give differently."""
    number, other = _labelled(document, "document_number"), paper.document_number
    if number and other and document_number_key(number) != document_number_key(other):
        return [("document_number", f"the page gives the number {number}", other)]
    found = []
    issued, day = _labelled(document, "issued_on"), paper.issued_on
    if issued and day and not issued.startswith(day) and not day.startswith(issued):
        found.append(("issued_on", f"the page dates the paper {issued}", day))
    signer, name = _labelled(document, "signer"), paper.signer
    if signer and name and signer.casefold() not in name.casefold() and name.casefold() not in signer.casefold():
        found.append(("signer", f"the page names the signer {signer}", name))
    return found


def _labelled(document: Document, name: str) -> str | None:
    """Return what a labelled place of the page states; what its text or the file itself gives is none."""
    rule = document.provenance.get(name, "")
    if not rule or rule.startswith(FROM_FILE) or (rule.startswith("official:") and rule != "official:disclosure"):
        return None
    value: str | None = getattr(document, name)
    return value
