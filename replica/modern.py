"""The second template of every office: what its site looks like after a redesign in HTML5."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from replica.markup import blocks_html, day_padded, esc, minute
from replica.model import Paper, Picture, ReplicaArticle

if TYPE_CHECKING:
    from replica.office import ListPage, ReplicaOffice


@dataclass(frozen=True, kw_only=True)
class ModernLook:
    """An office's own words in the second template."""

    name: str
    date_label: str
    views_label: str
    author_label: str
    source_label: str
    editor_label: str
    files_label: str
    related_label: str
    footer: str
    iso_dates: bool = False
    next_label: str = "Trang sau"


def modern_article(office: "ReplicaOffice", article: ReplicaArticle, look: ModernLook) -> str:
    """Return an article in the second template; it says the same as the first."""
    facts = []
    if article.posted:
        facts.append(f'<span class="meta-date">{look.date_label}{_date(article.posted, look)}</span>')
    if article.source:
        facts.append(f'<span class="meta-source">{look.source_label}{esc(article.source)}</span>')
    if article.views is not None and office.views_method() == "html":
        facts.append(f'<span class="meta-views">{look.views_label}{article.views}</span>')
    closing = [f"<p class='by'>{look.author_label}{esc(article.author)}</p>"] if article.author else []
    closing += [f"<p class='by'>{look.editor_label}{esc(article.editor)}</p>"] if article.editor else []
    files = "".join(f'<li><a href="{office.files_base}{file.path}">{esc(file.name)}</a></li>' for file in article.files)
    related = "".join(
        f'<li><a href="{office.address(one)}">{esc(one.title)}</a> <small>{_date(one.shelf, look)}</small></li>'
        for one in office.neighbours(article, 5)
    )
    return _frame(
        office,
        look,
        article.title,
        f"""<article class="post"><h1 class="post-heading">{esc(article.title)}</h1>
<div class="post-facts">{" | ".join(facts)}</div>
<section class="post-text">
{_body(article)}
</section>
{"".join(closing)}
{f'<aside class="post-files"><h2>{look.files_label}</h2><ul>{files}</ul></aside>' if files else ""}
</article>
<aside class="post-related"><h2>{look.related_label}</h2><ul>{related}</ul></aside>""",
    )


def modern_list(
    office: "ReplicaOffice",
    section: "ListPage",
    page: int,
    pages: int,
    articles: Sequence[ReplicaArticle],
    look: ModernLook,
) -> str:
    """Return one page of a section's list in the second template."""
    rows = "\n".join(
        f'<li class="card"><h2><a href="{office.address(one)}">{esc(one.title)}</a></h2>'
        f"<time>{_date(one.shelf, look)}</time></li>"
        for one in articles
    )
    onward = (
        f'<a rel="next" href="{office.list_address(section, page + 1)}">{look.next_label}</a>' if page < pages else ""
    )
    return _frame(
        office,
        look,
        section.name,
        f'<h1>{section.name}</h1>\n<ul class="cards">{rows}</ul>\n<nav class="pages">{onward}</nav>',
    )


def _date(posted: str, look: ModernLook) -> str:
    written = posted[:10] if look.iso_dates else day_padded(posted)
    return f"{written} {minute(posted)}".strip()


def _body(article: ReplicaArticle) -> str:
    lead = f"<p><strong>{esc(article.lead)}</strong></p>\n" if article.lead else ""
    text = lead + blocks_html(article.blocks, paragraph=lambda words: f"<p>{esc(words)}</p>", picture=_picture)
    return _paper(article.paper, text) if article.paper else text


def _picture(picture: Picture) -> str:
    return f'<figure><img src="/media/{picture.file}" alt=""><figcaption>{esc(picture.caption)}</figcaption></figure>'


def _paper(paper: Paper, text: str) -> str:
    """A paper's head and foot as plain centred lines; the number alone on its line for Chinese papers."""
    chinese = "〔" in paper.canonical_number
    if chinese:
        head = [paper.agency, paper.number, paper.subject]
        foot = [paper.agency, paper.place_and_date]
    else:
        head = [
            *filter(None, (paper.superior, paper.agency)),
            f"Số: {paper.number}",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            paper.place_and_date,
            *filter(None, (paper.kind, paper.subject)),
        ]
        foot = ["Nơi nhận:", *paper.recipients, *paper.authority, "(Đã ký)", *filter(None, (paper.signer,))]
    head += [paper.addressee] if paper.addressee else []
    return "\n".join([*(_centred(line) for line in head), text, *(_centred(line) for line in foot)])


def _centred(line: str) -> str:
    return f'<p class="c">{esc(line)}</p>'


def _frame(office: "ReplicaOffice", look: ModernLook, title: str, inner: str) -> str:
    menu = "".join(f'<a href="{section.url}">{section.name}</a>' for section in office.sections)
    return f"""<!DOCTYPE html>
<html lang="{office.language}"><head><meta charset="{office.charset}"><title>{esc(title)} - {look.name}</title>
<link rel="stylesheet" href="/assets/site.3f9a1c.css"></head>
<body><header><a href="/">{look.name}</a><nav>{menu}</nav></header>
<main>
{inner}
</main>
<footer><p>{look.footer}</p></footer>
</body></html>"""
