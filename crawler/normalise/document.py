"""From a page's own words to their meaning: `normalise` turns an `Extract` into a `Document`.

What the page states in a labelled place counts first; what an official paper says of itself in its head and foot fills
what is missing; the address gives a day for ordering as a last resort.  Raw strings are kept beside.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from crawler.document_fields import FIELDS
from crawler.items import Attachment, DateBasis, Document, Extract, Image
from crawler.normalise.dates.datelines import dateline_day
from crawler.normalise.dates.find import DateFound, find_date, is_still_to_come, to_utc
from crawler.normalise.dates.url_dates import date_in_url
from crawler.normalise.numbers.counts import parse_views
from crawler.normalise.papers.document_numbers import (
    blank_number_symbol,
    canonical_document_number,
    document_number_key,
    document_type_of,
)
from crawler.normalise.papers.official import OfficialPaper, read_official_paper
from crawler.normalise.people.bylines import clean_person, clean_source
from crawler.normalise.text.charset import TWICE_ENCODED
from crawler.normalise.text.clean import clean_block_text, clean_line
from crawler.normalise.text.mojibake import repair_mojibake
from crawler.normalise.text.pinyin import remove_injected_pinyin, strip_readings
from crawler.normalise.text.script import convert_traditional, is_traditional, to_simplified
from crawler.site import DateOrder, Site

_MODERN_ENCODINGS = frozenset({"utf-8", "utf-8-nfd", "utf-8-sig", "utf8", "ascii"})
_DOCUMENT_NAMES: Mapping[str, str] = {"published": "published_at", "updated": "updated_at", "issued": "issued_on"}
"""Fields that an `Extract` and a `Document` call differently."""

_PAPER_FIELDS = ("document_number", "document_type", "subject", "issuer", "signer", "issued_on")
_OPENING, _MAX_OPENING_LENGTH = 2, 300
"""Lines, and characters of each, that say at the beginning of a text when its event was."""
_SHORT_FIELDS = {name: field.max_length for name, field in FIELDS.items() if field.max_length is not None}
"""Characters; what is longer is a text, or a table read askew."""


_Values = dict[str, Any]
"""Fields of a `Document` and their values."""


@dataclass(frozen=True)
class _Page:
    """How the short fields of one page are cleaned: as its body needed it."""

    language: str
    is_mojibake: bool = False
    has_readings: bool = False
    is_traditional: bool = False

    def clean(self, text: str | None) -> str | None:
        """Return a short field in clean, simplified words, or None when nothing is left."""
        if not text:
            return None
        # Repaired first: what a byte of a letter is shown as may be invisible.
        line = clean_line(repair_mojibake(text) if self.is_mojibake else text, self.language)
        if self.has_readings:
            line = strip_readings(line)
        if self.is_traditional:
            line = to_simplified(line)
        return line or None


@dataclass(frozen=True)
class _Body:
    text: str | None
    raw: str | None
    page: _Page
    flags: tuple[str, ...] = ()


@dataclass
class _Notes:
    """What normalising leaves behind: flags, problems, and where values come from."""

    flags: list[str]
    provenance: dict[str, str]
    problems: list[str] = field(default_factory=list)

    def problem(self, name: str, sentence: str) -> None:
        """Note one plain sentence under its stable name."""
        self.problems.append(f"{name}: {sentence}")


def normalise(extract: Extract, *, site: Site | None = None, now: datetime) -> Document:
    """Return the meaning of what a page says; total and pure, and unknown is None.

    `now` (aware) is the moment of the capture: relative dates count from it, and later ones are not believed.
    """
    body = _body(extract)
    notes = _Notes(
        flags=[*extract.flags, *body.flags],
        provenance={_DOCUMENT_NAMES.get(name, name): rule for name, rule in extract.provenance.items()},
    )
    if extract.frame_url:
        notes.problem("framed_page", f"the text is on the page that this one frames: {extract.frame_url}")
    if extract.encoding in TWICE_ENCODED:
        notes.flags.append("mojibake_repaired")
    elif extract.encoding.lower() not in _MODERN_ENCODINGS:
        notes.flags.append("legacy_encoding")
    values = _texts(extract, body)
    values |= _paper(extract, body, values["title"], notes)
    order = extract.date_order or (site.date_order if site else "dmy")
    values |= _dates(extract, values["issued_on"], order, now, notes)
    _note_disagreements(extract, values, body.page, notes)
    return Document(
        **values,
        flags=tuple(dict.fromkeys(notes.flags)),
        problems=tuple(dict.fromkeys(notes.problems)),
        provenance=notes.provenance,
    )


# --------------------------------------------------------------------------------------------------------------------
# Text


def _body(extract: Extract) -> _Body:
    """Clean the body, and see what its page needs.

    Bytes read in a wrong character set are put right, injected readings go out, traditional characters are simplified.
    """
    said, title = extract.body_text or "", extract.title or ""
    repaired, repaired_title = repair_mojibake(said), repair_mojibake(title)
    is_mojibake = repaired != said or repaired_title != title
    text = clean_block_text(repaired, extract.language)
    raw = clean_block_text(said, extract.language) if is_mojibake else text
    has_readings = damaged = traditional = False
    if extract.language == "zh":
        pinyin = remove_injected_pinyin(text)
        has_readings, damaged = pinyin.removed > 0 or pinyin.repaired > 0, pinyin.damaged
        traditional = is_traditional(pinyin.text or clean_line(repaired_title)) is True
        text = convert_traditional(pinyin.text) if traditional else pinyin.text
    flags = (
        ("mojibake_repaired", is_mojibake),
        ("pinyin_injected", has_readings),
        ("pinyin_damaged", damaged),
        ("traditional_converted", traditional),
    )
    return _Body(
        text or None,
        raw if text != raw else None,
        _Page(extract.language, is_mojibake, has_readings, traditional),
        tuple(name for name, holds in flags if holds),
    )


def _texts(extract: Extract, body: _Body) -> _Values:
    clean = body.page.clean
    return {
        "url": extract.url,
        "language": extract.language,
        "family": extract.family,
        "encoding": extract.encoding,
        "title": clean(extract.title),
        "title_raw": extract.title,
        "body_text": body.text,
        "body_raw": body.raw,
        "lead": clean(extract.lead),
        "published_raw": extract.published,
        "views": parse_views(extract.views) if extract.views else None,
        "views_raw": extract.views,
        "views_endpoint": extract.views_endpoint,
        "author": clean_person(clean(extract.author), extract.language),
        "source": clean_source(clean(extract.source)),
        "editor": clean_person(clean(extract.editor), extract.language),
        **{name: _short(clean(getattr(extract, name)), longest) for name, longest in _SHORT_FIELDS.items()},
        "attachments": tuple(
            Attachment(url=file.url, name=clean(file.name) or file.url) for file in extract.attachments
        ),
        "images": tuple(Image(url=image.url, caption=clean(image.caption)) for image in extract.images),
    }


# --------------------------------------------------------------------------------------------------------------------
# Official papers


def _paper(extract: Extract, body: _Body, title: str | None, notes: _Notes) -> _Values:
    """Return number, type, issuer, signer and issue date: from labelled places first, then from the paper itself."""
    language, clean = extract.language, body.page.clean
    labelled = OfficialPaper(
        document_number=canonical_document_number(clean(extract.document_number) or ""),
        document_type=_document_type(clean(extract.document_type), language),
        subject=_short(clean(extract.subject), _SHORT_FIELDS["subject"]),
        issuer=clean(extract.issuer),
        signer=clean_person(clean(extract.signer), language),
        issued_on=_day_of(find_date(extract.issued, language) if extract.issued else None),
    )
    paper = read_official_paper((body.text or "").split("\n"), language, title) or OfficialPaper()
    values: _Values = {}
    for name in _PAPER_FIELDS:
        stated, read = getattr(labelled, name), getattr(paper, name)
        values[name] = stated or read
        if read and not stated:
            notes.provenance[name] = paper.provenance[name]
    _note_paper_disagreements(labelled, paper, notes)
    if values["document_number"] and not values["document_type"]:
        # A Vietnamese number names the kind of paper; of a Chinese one the title does: 关于……的通知.
        telling = "symbol" if language == "vi" else "title"
        named = values["document_number"] if telling == "symbol" else title
        values["document_type"] = document_type_of(named or "", language)
        if values["document_type"]:
            notes.provenance["document_type"] = telling
    if extract.document_number and not values["document_number"] and blank_number_symbol(extract.document_number):
        notes.flags.append("blank_document_number")
    return values


def _short(text: str | None, longest: int) -> str | None:
    return text if text and len(text) <= longest else None


def _document_type(stated: str | None, language: str) -> str | None:
    return (document_type_of(stated, language) or stated) if stated else None


def _day_of(found: DateFound | None) -> str | None:
    return found.iso[:10] if found else None


def _note_paper_disagreements(labelled: OfficialPaper, paper: OfficialPaper, notes: _Notes) -> None:
    number, other = labelled.document_number, paper.document_number
    if number and other and document_number_key(number) != document_number_key(other):
        notes.problem(
            "document_number_disagreement", f"the page gives the number {number}, but the paper itself reads {other}"
        )
    issued, day = labelled.issued_on, paper.issued_on
    if issued and day and not issued.startswith(day) and not day.startswith(issued):
        notes.problem("issued_on_disagreement", f"the page dates the paper {issued}, but the paper itself reads {day}")


# --------------------------------------------------------------------------------------------------------------------
# Dates


def _dates(extract: Extract, issued_on: str | None, order: DateOrder, now: datetime, notes: _Notes) -> _Values:
    language = extract.language
    published = _believed(extract.published, "published", language, order, now, notes)
    updated = _believed(extract.updated, "updated", language, order, now, notes)
    url_day = date_in_url(extract.url, now.date())
    known_day = _calendar_day(published.iso if published else None) or _calendar_day(url_day)
    dateline = dateline_day(extract.dateline, language, known_day) if extract.dateline else None
    if dateline is None:
        notes.provenance.pop("dateline", None)
    issued, named = (None if day and is_still_to_come(day, language, now) else day for day in (issued_on, dateline))
    sort_date, basis = _sort_date(published.iso if published else None, issued, named, url_day)
    if sort_date is None:
        sort_date = _event_day(extract.body_text, language, now)
        basis = "event" if sort_date else None
    return {
        "published_at": published.iso if published else None,
        "published_at_utc": to_utc(published.iso, language) if published else None,
        "published_precision": published.precision if published else None,
        "updated_at": updated.iso if updated else None,
        "dateline": dateline,
        "sort_date": sort_date,
        "date_basis": basis,
    }


def _believed(
    raw: str | None, name: str, language: str, order: DateOrder, now: datetime, notes: _Notes
) -> DateFound | None:
    """Read a date, and refuse one that lies after the capture; a day is left for clocks and zones."""
    if not raw:
        return None
    found = find_date(raw, language, now=now, order=order)
    if found is None:
        notes.problem(f"{name}_unreadable", f"the page writes “{clean_line(raw)[:80]}” where a date is due")
    elif is_still_to_come(found.iso, language, now):
        notes.problem(
            "date_in_future", f"the page says {name} on {found.iso}, which was still to come when it was read"
        )
        found = None
    if found is None:
        notes.provenance.pop(_DOCUMENT_NAMES[name], None)
    return found


def _calendar_day(iso: str | None) -> date | None:
    return date.fromisoformat(iso[:10]) if iso and len(iso) >= 10 else None


def _sort_date(
    published: str | None, issued: str | None, dateline: str | None, url_day: str | None
) -> tuple[str | None, DateBasis | None]:
    """Return the best known day and where it is from; a published month stands for its first day only in the end."""
    candidates: tuple[tuple[str | None, DateBasis], ...] = (
        (published, "published"),
        (issued, "document"),
        (dateline, "dateline"),
        (url_day, "url"),
    )
    for iso, basis in candidates:
        if iso and len(iso) >= 10:
            return iso[:10], basis
    if published:
        return published + "0000-01-01"[len(published) :], "published"
    return None, None


def _event_day(text: str | None, language: str, now: datetime) -> str | None:
    """Return the first full date of the first lines of a text, which say when something was; never one to come."""
    for line in (text or "").split("\n", _OPENING)[:_OPENING]:
        found = find_date(line[:_MAX_OPENING_LENGTH], language, now=now)
        if found and len(found.iso) >= 10 and not is_still_to_come(found.iso, language, now):
            return found.iso[:10]
    return None


# --------------------------------------------------------------------------------------------------------------------
# Disagreements


def _note_disagreements(extract: Extract, values: _Values, page: _Page, notes: _Notes) -> None:
    """Say where other trusted places of the page state something else; the same meaning in other words is no news."""
    for name, others in extract.disagreements.items():
        field_name = _DOCUMENT_NAMES.get(name, name)
        chosen = values.get(field_name)
        for other in others:
            meaning = _meaning(name, other, extract.language, page)
            if meaning is not None and chosen is not None and meaning != str(chosen)[: len(meaning)]:
                notes.problem(f"{field_name}_disagreement", f"the page also states “{clean_line(other)[:120]}”")


def _meaning(name: str, words: str, language: str, page: _Page) -> str | None:
    """Return what a value means, in a form that can be compared with the chosen one; dates by their day."""
    if name in ("published", "updated", "issued", "dateline"):
        return _day_of(find_date(words, language))
    if name == "views":
        views = parse_views(words)
        return None if views is None else str(views)
    if name == "document_number":
        return canonical_document_number(words)
    if name in ("author", "editor"):
        return clean_person(page.clean(words), language)
    return page.clean(words)
