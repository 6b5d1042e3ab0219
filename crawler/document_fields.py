"""The fields of a document, one row each: what a version keeps of it, where it is shown, what it is called.

The archive's versions, the redaction of what is withheld, exports, `extract`, the article's page and the messages of
the site read this table; CONTRIBUTING.md says what else a new field needs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Part = Literal["meaning", "kept", "plain"]
"""What a version has to do with a field: its change makes one, it is only kept in one, or it is not."""


@dataclass(frozen=True, kw_only=True)
class DocumentField:
    """What the parts of the program need to know of one field of `crawler.items.Document`."""

    part: Part
    labels: tuple[str, str, str] | None = None
    """What readers see, in English, Vietnamese and Chinese; None for a field that no page of the site shows by name."""
    description: tuple[str, str, str] | None = None
    """The column of `articles` in words, in the same languages; None where the site's metadata file has them."""
    may_be_withheld: bool = False
    """An operator may withhold it alone."""
    max_length: int | None = None
    """Characters; the page's own words are the value, and longer ones are no value of this field."""
    in_table: bool = False
    """The table that discloses a paper states it in words of its own, which are kept beside the article's row."""
    came_later: bool = False
    """It came after the first archives: where it is empty, digests of those archives still hold."""


FIELDS: Mapping[str, DocumentField] = {
    "language": DocumentField(part="plain", labels=("Language", "Ngôn ngữ", "语言")),
    "title": DocumentField(part="meaning", labels=("Title", "Tiêu đề", "标题"), may_be_withheld=True),
    "title_raw": DocumentField(part="plain"),
    "lead": DocumentField(part="meaning", labels=("Lead", "Sapô", "导语"), may_be_withheld=True),
    "body_text": DocumentField(part="meaning", labels=("Text", "Nội dung", "正文"), may_be_withheld=True),
    "body_raw": DocumentField(part="plain"),
    "published_at": DocumentField(part="meaning", labels=("Published", "Ngày đăng", "发布日期")),
    "published_at_utc": DocumentField(part="plain", labels=("Published (UTC)", "Ngày đăng (UTC)", "发布时间（UTC）")),
    "published_precision": DocumentField(part="plain"),
    "published_raw": DocumentField(part="plain"),
    "sort_date": DocumentField(part="plain", labels=("Date", "Ngày", "日期")),
    "date_basis": DocumentField(part="plain"),
    "updated_at": DocumentField(part="kept", labels=("Updated", "Cập nhật", "更新日期")),
    "dateline": DocumentField(part="plain", labels=("Date in the text", "Ngày trong bài", "文内日期")),
    "author": DocumentField(part="meaning", labels=("Author", "Tác giả", "作者"), may_be_withheld=True),
    "source": DocumentField(part="meaning", labels=("Source", "Nguồn", "来源"), may_be_withheld=True),
    "editor": DocumentField(part="meaning", labels=("Editor", "Biên tập", "责任编辑"), may_be_withheld=True),
    "document_number": DocumentField(
        part="meaning", labels=("Document number", "Số, ký hiệu", "文号"), may_be_withheld=True
    ),
    "document_type": DocumentField(part="meaning", labels=("Type", "Loại văn bản", "文种")),
    "issuer": DocumentField(part="meaning", labels=("Issued by", "Cơ quan ban hành", "发文机关"), may_be_withheld=True),
    "signer": DocumentField(part="meaning", labels=("Signed by", "Người ký", "签发人"), may_be_withheld=True),
    "issued_on": DocumentField(part="meaning", labels=("Issued", "Ngày ban hành", "成文日期")),
    "index_number": DocumentField(
        part="meaning",
        labels=("Index number", "Số chỉ mục", "索引号"),
        may_be_withheld=True,
        max_length=60,
        came_later=True,
    ),
    "subject": DocumentField(
        part="meaning", labels=("Subject", "Trích yếu", "事由"), may_be_withheld=True, max_length=600, came_later=True
    ),
    "validity": DocumentField(
        part="plain",
        description=(
            "What a table beside the paper says of its force.",
            "Bảng thuộc tính bên cạnh văn bản nói gì về hiệu lực.",
            "文件旁的信息表对其效力的说明。",
        ),
        max_length=400,
        in_table=True,
    ),
    "views_endpoint": DocumentField(part="plain"),
    "family": DocumentField(part="plain"),
    "encoding": DocumentField(part="plain"),
}
"""In the order in which a version's digest counts them: a new field stands at the end, and came later."""

IN_HEAD = (
    "document_number", "index_number", "document_type", "subject", "issuer", "signer", "issued_on",
)  # fmt: skip
"""What an official paper says of itself, in the order in which readers are shown it."""

IN_TABLE = tuple(name for name, field in FIELDS.items() if field.in_table)

COMPARED = ("title", "lead", "published_at", "updated_at", "author", "source", "editor", *IN_HEAD)
"""What is set side by side where two versions are compared, beside the text."""


LANGUAGES = ("en", "vi", "zh")
"""The languages of labels and descriptions, in their order."""


def labels(language: str) -> dict[str, str]:
    """Return the messages of the site that name fields, such as ``field.title``, in one of `LANGUAGES`."""
    place = LANGUAGES.index(language)
    return {f"field.{name}": field.labels[place] for name, field in FIELDS.items() if field.labels}


def descriptions(language: str) -> dict[str, str]:
    """Return the descriptions of columns that stand here, by column, in one of `LANGUAGES`."""
    place = LANGUAGES.index(language)
    return {name: field.description[place] for name, field in FIELDS.items() if field.description}
