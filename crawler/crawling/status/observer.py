"""Collects what one run sees of an office, for its health to be judged by."""

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median

from crawler.archive.history.run_history import Cadence
from crawler.crawling.status.health import Facts
from crawler.items import Capture, Document, Visit
from crawler.pages.signals.fingerprint import common_fingerprint, is_other_template, signature_of, similarity

MIN_PAGES = 3
"""Article pages of a section from which their common fingerprint can be told."""
MIN_KNOWN_PAGES = 2
"""Pages seen before that show whether the office was redesigned."""
MAX_PAGES = 30
"""Fingerprints kept of one kind of page."""


class RunObserver:
    """Sees every page and every article of one run."""

    def __init__(self) -> None:
        self.read = 0
        self.filled: Counter[str] = Counter()
        self.rules: Counter[str] = Counter()
        self.lengths: list[int] = []
        self._fingerprints: dict[str, list[frozenset[int]]] = {}
        self._changed: dict[str, list[bool]] = {}
        """Kind of page → of each page seen before, whether its template is another one."""

    def page_read(self, capture: Capture, fingerprint: frozenset[int]) -> None:
        """Take in the fingerprint of a list or article page."""
        fingerprints = self._fingerprints.setdefault(_kind_of(capture), [])
        if len(fingerprints) < MAX_PAGES:
            fingerprints.append(fingerprint)

    def template_seen(self, capture: Capture, before: Sequence[int], now: Sequence[int]) -> None:
        """Take in the signatures of one article's template as it was and as it is; both are empty where unknown."""
        if before and now:
            self._changed.setdefault(_kind_of(capture), []).append(is_other_template(before, now))

    def article_stored(self, visit: Visit) -> None:
        """Look at one article that went through all pipelines."""
        document = visit.document
        if document is None:
            return
        self.read += 1
        self.filled.update({name: int(present) for name, present in _filled(document).items()})
        if document.body_text or not document.attachments:  # the text of a notice may be in its file
            self.rules.update([document.provenance.get("body_text", "none")])
            self.lengths.append(len(document.body_text or ""))

    def signatures(self) -> dict[str, tuple[int, ...]]:
        """Return the signature of each kind of page that was seen often enough."""
        return {
            kind: signature_of(common_fingerprint(fingerprints))
            for kind, fingerprints in self._fingerprints.items()
            if len(fingerprints) >= (1 if kind.startswith("list:") else MIN_PAGES)
        }

    def _keeps_templates(self, kind: str) -> bool:
        """Tell whether pages that were seen before have the template that they had.

        What few pages have in common differs from day to day where an office has templates of several kinds.
        """
        changed = self._changed.get(kind, [])
        return len(changed) >= MIN_KNOWN_PAGES and 2 * sum(changed) < len(changed)

    def facts(
        self,
        *,
        listed: Mapping[str, int],
        counts: Mapping[str, int],
        past_signatures: Mapping[str, frozenset[int]],
        walked: Mapping[str, int],
        relisted: Mapping[str, int],
        cadence: Cadence,
        untrusted: str = "",
        cause: str = "",
        warning: str = "",
        unreached: str = "",
    ) -> Facts:
        """Return what was seen; *counts* are the crawl's statistics by name, *past_signatures* its past."""
        likeness = {
            kind: 1.0 if self._keeps_templates(kind) else similarity(signature, past_signatures[kind])
            for kind, signature in self.signatures().items()
            if kind in past_signatures
        }
        return Facts(
            requests=counts.get("requests", 0),
            listed=listed,
            known=counts.get("known", 0),
            blocked=counts.get("blocked", 0),
            unreachable=counts.get("unreachable", 0),
            untrusted=untrusted,
            cause=cause,
            warning=warning,
            unreached=unreached,
            forbidden=counts.get("forbidden", 0),
            read=self.read,
            raised=counts.get("raised", 0),
            soft_errors=counts.get("soft_errors", 0),
            filled=self.filled,
            rules=self.rules,
            walked=walked,
            relisted=relisted,
            silence=cadence.silence,
            longest_pause=cadence.longest_pause,
            text_length=median(self.lengths) if self.lengths else None,
            lists_lost=counts.get("lists_lost", 0),
            lists_found=counts.get("lists_found", 0),
            lists_tried=counts.get("lists_tried", 0),
            needs_browser=counts.get("needs_browser", 0),
            likeness=likeness,
        )


def _kind_of(capture: Capture) -> str:
    return f"{capture.kind}:{capture.section}"


def _filled(document: Document) -> dict[str, bool]:
    return {
        "title": bool(document.title),
        "text": bool(document.body_text or document.attachments),
        "date": document.published_at is not None,
        "view count": document.views is not None or document.views_endpoint is not None,
    }
