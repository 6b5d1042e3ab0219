"""An official paper's text by its parts, as such papers are set: head, salutation, body, signature."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_MAX_HEAD_LENGTH, _MAX_TAIL_LENGTH = 12, 10
"""Lines in which a head or a signature is looked for."""
_MOTTO = re.compile(r"(?i)^cộng h(?:òa|oà) xã hội chủ nghĩa việt nam|độc lập\W+tự do\W+hạnh phúc")
_VI_NUMBER = re.compile(r"(?i)^(?:số|so)\s*:?\s*\S*\s*/")
_VI_PLACE_DATE = re.compile(r"(?i)^[^,]{2,40},\s*ngày\s.{0,12}tháng\s.{0,8}năm\s*\d{4}\.?$")
_VI_SALUTATION = re.compile(r"(?i)^kính gửi\b")
_VI_RECIPIENTS = re.compile(r"(?i)^nơi nhận\b")
_MAX_SIGNATURE_LENGTH = 60
_ZH_NUMBER = re.compile(r"^[\u3400-\u9fff]{1,20}[〔\[（(]\s*(?:19|20)\d{2}\s*[〕\]）)]\s*第?\s*\d+\s*号$")
_ZH_SALUTATION = re.compile(r"^[^。；]{2,80}[：:]$")
_ZH_DATE = re.compile(r"^(?:(?:19|20)\d{2}|[〇○零一二三四五六七八九]{4})年.{1,3}月.{1,3}日$")
_ZH_SIGNER = re.compile(r"^[\u3400-\u9fff·（）() ]{4,40}$")


@dataclass(frozen=True)
class PaperLine:
    """One line of a paper and how it is set."""

    text: str
    role: str
    """``head``, ``number``, ``motto``, ``date``, ``salutation``, ``signature``, ``recipients`` or ``text``."""


def paper_parts(row: Any) -> list[PaperLine]:
    """Return an official paper's lines with their roles; none where the text is no paper, or has no such parts.

    Tables stay with the ordinary setting, which shows them as tables.
    """
    text = row["body_text"] or ""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if not row["document_number"] or not lines or any(" | " in line for line in lines):
        return []
    roles = _chinese(lines) if row["language"] == "zh" else _vietnamese(lines)
    found = {role for role in roles if role != "text"}
    return [PaperLine(line, role) for line, role in zip(lines, roles, strict=True)] if len(found) > 1 else []


Part = tuple[bool, Sequence[Any]]


def paper_columns(lines: Sequence[PaperLine]) -> list[Part]:
    """Return the lines as parts to be set: (False, lines), or of a Vietnamese head (True, its left and right column).

    What stands on the left of such a head is the office and the number, on the right the country, its motto and the
    day; a text has them one after the other, in either order (Nghị định 30/2020/NĐ-CP, annex I).
    """
    end = next((at for at, line in enumerate(lines) if line.role not in _OF_HEAD), len(lines))
    left = [line for line in lines[:end] if line.role in ("head", "number")]
    right = [line for line in lines[:end] if line.role in ("motto", "date")]
    if not left or not any(line.role == "motto" for line in right):
        return [(False, lines)]
    return [(True, (left, right)), (False, lines[end:])]


_OF_HEAD = ("head", "number", "motto", "date")


def _chinese(lines: list[str]) -> list[str]:
    roles = ["text"] * len(lines)
    for index, line in enumerate(lines[:_MAX_HEAD_LENGTH]):
        if _ZH_NUMBER.match(line):
            roles[: index + 1] = [*["head"] * index, "number"]
            break
    for index, line in enumerate(lines[:_MAX_HEAD_LENGTH]):
        if roles[index] == "text" and _ZH_SALUTATION.match(line):
            roles[index] = "salutation"
            break
    for index in range(len(lines) - 1, max(len(lines) - _MAX_TAIL_LENGTH, 0), -1):
        if _ZH_DATE.match(lines[index]):
            roles[index] = "signature"
            if index and roles[index - 1] == "text" and _ZH_SIGNER.match(lines[index - 1]):
                roles[index - 1] = "signature"
            break
    return roles


def _vietnamese_head_role(line: str) -> str:
    rules = (("motto", _MOTTO), ("number", _VI_NUMBER), ("date", _VI_PLACE_DATE), ("salutation", _VI_SALUTATION))
    return next((role for role, rule in rules if rule.search(line)), "text")


def _vietnamese(lines: list[str]) -> list[str]:
    roles = [_vietnamese_head_role(line) for line in lines[:_MAX_HEAD_LENGTH]]
    roles += ["text"] * (len(lines) - len(roles))
    marked = [index for index, role in enumerate(roles) if role in {"motto", "number", "date"}]
    if marked:
        # what stands above the number or the motto names the organ
        roles[: marked[-1]] = [role if role != "text" else "head" for role in roles[: marked[-1]]]
    for index in range(len(lines) - 1, max(len(lines) - _MAX_TAIL_LENGTH, 0), -1):
        if roles[index] == "text" and _VI_RECIPIENTS.match(lines[index]):
            roles[index] = "recipients"
        elif roles[index] == "text" and lines[index].isupper() and len(lines[index]) <= _MAX_SIGNATURE_LENGTH:
            roles[index] = "signature"
            if index + 1 < len(lines) and roles[index + 1] == "text" and len(lines[index + 1]) < 40:
                roles[index + 1] = "signature"
    return roles
