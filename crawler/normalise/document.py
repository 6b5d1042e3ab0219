"""From a page's own words to their meaning: `normalise` turns an `Extract` into a `Document`."""

from datetime import datetime

from crawler.items import Document, Extract
from crawler.normalise.counts import parse_views
from crawler.normalise.dates import find_date, to_utc
from crawler.normalise.document_numbers import find_document_number
from crawler.site import Site


def normalise(extract: Extract, *, site: Site | None = None, now: datetime) -> Document:
    """Return the meaning of what a page says; total, pure, and unknown is None."""
    order = site.date_order if site else "dmy"
    published = find_date(extract.published or "", extract.language, now=now, order=order)
    iso = published.iso if published else None
    return Document(
        url=extract.url,
        language=extract.language,
        family=extract.family,
        encoding=extract.encoding,
        title=extract.title,
        title_raw=extract.title,
        body_text=extract.body_text,
        lead=extract.lead,
        published_at=iso,
        published_at_utc=to_utc(iso, extract.language) if iso else None,
        published_precision=published.precision if published else None,
        published_raw=extract.published,
        sort_date=iso[:10] if iso and len(iso) >= 10 else None,
        date_basis="published" if iso and len(iso) >= 10 else None,
        views=parse_views(extract.views or ""),
        views_raw=extract.views,
        views_endpoint=extract.views_endpoint,
        author=extract.author,
        source=extract.source,
        editor=extract.editor,
        document_number=find_document_number(extract.document_number or "", extract.language),
        attachments=extract.attachments,
        images=extract.images,
        flags=extract.flags,
        provenance=extract.provenance,
    )
