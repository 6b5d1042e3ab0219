"""What one run saw of single articles, kept back until it is known whether the office as a whole was ill.

A site-wide fault (everything 404, one error page for all, half of the site away, a log-in wall) says nothing of single
articles.  So what speaks against an article waits for the end of the run: it is believed only if the lists named
articles, and confirmed only if enough others were read; else it has to last.  A page that does not show the article
that it should waits as well: if a list or another article showed the same page, it is no article; if not, it is what
the office made of it.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from crawler.archive import Run
from crawler.archive.articles import same_text
from crawler.archive.articles.changes import text_changes
from crawler.archive.articles.moving import moving_words
from crawler.archive.articles.statuses import AT_ONCE
from crawler.archive.frontier.memory import Expected
from crawler.checks import shown_status
from crawler.items import Document, Visit
from crawler.normalise.addresses import address_key
from crawler.normalise.text.differences import split_sentences

MAX_EDITS = 60
"""Edits of one run that are looked at again …"""
LOOKS = 2
"""… at the most so often: boxes with a few things to show show the same by chance."""
LIVE_FOR_EACH = 2
"""Articles that can be read for each that cannot, where single ones were removed and the site is well."""
PATIENCE = timedelta(days=7)
"""How long more must have vanished than that, or lists been unreadable, to be no fault of the site."""
LIST = ""
"""Stands for a list among the addresses that a page was shown at."""
MIN_TITLE_LENGTH = 8
"""Characters of a title that a page shows by no accident."""
CUT = ("...", "…", "[...]", "[…]")
MIN_SHARE = 0.5
"""Of an expected title that a page's own title is: lists put marks, names of columns and dates beside it."""
ALIKE = 0.3
"""Share of a text that is enough to know an article by."""


@dataclass(frozen=True)
class _Doubt:
    status: str
    seen_at: datetime
    section: str | None


@dataclass
class _Edit:
    visit: Visit
    before: str
    again: list[str] = field(default_factory=list)
    """The text as further fetches showed it."""

    @property
    def now(self) -> str:
        return (self.visit.document.body_text or "") if self.visit.document else ""


@dataclass
class Sightings:
    """One run's view of the office's articles."""

    live: int = 0
    """Article pages that were read as articles, or had not changed."""
    named: int = 0
    """Articles that lists named."""
    _doubts: dict[str, _Doubt] = field(default_factory=dict)
    _delisted: dict[int, datetime] = field(default_factory=dict)
    _shown: dict[int, dict[str, Collection[str]]] = field(default_factory=dict)
    """Sign of a page → where it was shown: key of the address → titles that were expected there."""
    _held: list[tuple[Visit, int]] = field(default_factory=list)
    _edits: dict[str, "_Edit"] = field(default_factory=dict)
    """Key of the address → edit of a text that is looked at twice."""
    _come: dict[str, set[str]] = field(default_factory=dict)
    """Sentence → articles in which it is new."""
    _gone: dict[str, set[str]] = field(default_factory=dict)
    """Sentence → articles from which it is gone."""

    def list_read(self, sign: int, named: int) -> None:
        """Take in a list page that names so many articles."""
        self.named += named
        self._shown.setdefault(sign, {})[LIST] = ()

    def doubt(self, url: str, status: str, seen_at: datetime, *, section: str | None = None) -> None:
        """Take in that the article at *url*, which *section* names, seems to have vanished."""
        self._doubts[url] = _Doubt(status, seen_at, section)

    def doubted(self) -> list[tuple[str, str | None]]:
        """Return (address, section) of the articles that seem to have vanished so far."""
        return [(url, doubt.section) for url, doubt in self._doubts.items()]

    def delisted(self, article: int, seen_at: datetime) -> None:
        """Take in that no list names *article* where one should."""
        self._delisted.setdefault(article, seen_at)

    def _note_sentences(self, key: str, document: Document, expected: Expected) -> None:
        """Note what came and what went in an article, to know again what does so in several."""
        now = {one.text for one in split_sentences(document.body_text)}
        before = {one.text for one in split_sentences(expected.text)}
        for sentence in now - before:
            self._come.setdefault(sentence, set()).add(key)
        for sentence in before - now:
            self._gone.setdefault(sentence, set()).add(key)

    def holds_edit(self, visit: Visit, before: str) -> bool:
        """Let an edit of the text *before* wait for a second look; return False where too many wait."""
        if len(self._edits) >= MAX_EDITS:
            return False
        small = replace(visit, capture=replace(visit.capture, body=b""), extract=None)
        self._edits[address_key(visit.capture.requested_url)] = _Edit(small, before)
        return True

    def to_look_at_again(self) -> list[tuple[str, str | None]]:
        """Return (address, section) of the edits that wait for a second look."""
        waiting = [edit.visit.capture for key, edit in self._edits.items() if self._needs_look(key, edit)]
        return [(capture.requested_url, capture.section) for capture in waiting]

    def seen_again(self, visit: Visit) -> None:
        """Take in what a page showed when it was fetched once more."""
        edit = self._edits.get(address_key(visit.capture.requested_url))
        if edit is not None and visit.document is not None:
            edit.again.append(visit.document.body_text or "")

    def _needs_look(self, key: str, edit: "_Edit") -> bool:
        """Tell whether an edit is to be looked at again: twice, unless the first time shows that it is none."""
        if not edit.again:
            return True
        left = text_changes("body_text", edit.before, edit.now, self._moving(key, edit))
        return len(edit.again) < LOOKS and bool(left)

    def _moving(self, key: str, edit: "_Edit") -> frozenset[str]:
        come, gone = ({one for one, at in words.items() if at - {key}} for words in (self._come, self._gone))
        return moving_words(edit.before, edit.now, edit.again, come=come, gone=gone)

    def _settle_edits(self, run: Run, store: Callable[[Visit], None]) -> None:
        for key, edit in self._edits.items():
            words = self._moving(key, edit) | run.not_its_own(edit.visit, edit.before)
            if words and edit.visit.capture_id is not None:
                run.note_moving(edit.visit.capture_id, words)
            store(edit.visit)

    def is_held(self, visit: Visit, sign: int, expected: Expected) -> bool:
        """Take in an article page; return whether it waits for the end of the run, because it may be none."""
        if visit.document is None:
            return False
        key = address_key(visit.capture.requested_url)
        places = self._shown.setdefault(sign, {})
        # Bulletins that differ by their numbers alone are articles: each shows its own headline.
        is_shared = not _shows_title(visit.document, expected) and any(
            _is_another(key, expected.titles, *place) for place in places.items()
        )
        places[key] = expected.titles
        if is_shared or not shows(visit.document, expected):
            small = replace(visit, capture=replace(visit.capture, body=b""), extract=None)
            self._held.append((small, sign))
            return True
        self.live += 1
        self._note_sentences(key, visit.document, expected)
        return False

    def settle(self, run: Run, *, store: Callable[[Visit], None], has_seen_lists: bool = True) -> None:
        """Decide what the run may say: *store* what turned out to be articles, and record what vanished.

        Without *has_seen_lists* an article may have moved to an address that no list could tell.
        """
        for visit, sign in self._held:
            if visit.document is not None and shown_status(visit.document) is not None:
                continue  # the page says itself what it is, and that was taken in
            key = address_key(visit.capture.requested_url)
            shown = self._shown[sign].items()
            titles = self._shown[sign][key]
            if any(_is_another(key, titles, *place) for place in shown):
                run.refuse(visit, "same_page")
                capture = visit.capture
                self.doubt(capture.requested_url, "soft_gone", capture.fetched_at, section=capture.section)
            else:
                self.live += 1
                store(visit)
        self._settle_edits(run, store)
        if not self.named:
            return
        patience = self._patience(has_seen_lists=has_seen_lists)
        for url, doubt in self._doubts.items():
            run.record_status(url, doubt.status, doubt.seen_at, patience=patience)
        for article, seen_at in self._delisted.items():
            run.record_delisted(article, seen_at)

    def _patience(self, *, has_seen_lists: bool) -> timedelta | None:
        """Return how long a doubt must have lasted to be believed; None where none can be."""
        if not self.live:
            return None
        is_well = has_seen_lists and len(self._doubts) * LIVE_FOR_EACH <= self.live
        return AT_ONCE if is_well else PATIENCE


def _is_another(key: str, titles: Collection[str], other: str, others: Collection[str]) -> bool:
    """Tell whether a page was shown at *other*, too, where something else was due; copies of one article are none."""
    if other == key:
        return False
    if other == LIST or not titles or not others:
        return True
    return not any(_same_title(one, two) for one in titles for two in others)


def _shows_title(document: Document, expected: Expected) -> bool:
    return document.title is not None and _folded(document.title) in {_folded(title) for title in expected.titles}


def _same_title(one: str, other: str) -> bool:
    first, second = _folded(one), _folded(other)
    return first.startswith(second) or second.startswith(first)


def shows(document: Document, expected: Expected) -> bool:
    """Tell whether a page shows the article that is expected at its address, as far as anything is expected."""
    if not expected.titles and not expected.text:
        return True
    said = _folded(f"{document.title or ''}\n{document.title_raw or ''}\n{document.body_text or ''}")
    if any(len(title) >= MIN_TITLE_LENGTH and title in said for title in map(_folded, expected.titles)):
        return True
    own = _folded(document.title or "")
    if any(own == title or _is_most_of(own, title) for title in map(_folded, expected.titles)):
        return True
    if not expected.text or not document.body_text:
        return False
    return _share(expected.text, document.body_text) >= ALIKE


def _is_most_of(own: str, title: str) -> bool:
    return len(own) >= MIN_TITLE_LENGTH and len(own) >= MIN_SHARE * len(title) and own in title


def _share(before: str, after: str) -> float:
    """Return how much of a text is still there: of its lines, or of its shingles."""
    lines = {line for line in before.split("\n") if len(line) >= MIN_TITLE_LENGTH}
    if not lines:
        return 0.0
    kept = len(lines & set(after.split("\n"))) / len(lines)
    return max(kept, same_text.similarity(same_text.shingles(before), same_text.shingles(after)))


def _folded(text: str) -> str:
    folded = "".join(text.casefold().split())
    for mark in CUT:
        folded = folded.removesuffix(mark)
    return folded
