"""Read out of a paper's text which documents it names, what it does with each, and its own force."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from crawler.normalise.papers.document_numbers import document_number_key, document_type_of
from crawler.normalise.papers.number_grammar import NumberFound, numbers_in
from crawler.normalise.papers.relations.chinese import words as chinese_words
from crawler.normalise.papers.relations.chinese.mentions import ARTICLE as ZH_ARTICLE
from crawler.normalise.papers.relations.chinese.mentions import chinese_mentions
from crawler.normalise.papers.relations.chinese.status import chinese_status
from crawler.normalise.papers.relations.headings import ListHeading, heading_of, list_headings
from crawler.normalise.papers.relations.kinds_of_titles import is_draft_at_hand, is_official_title
from crawler.normalise.papers.relations.own_number import own_number
from crawler.normalise.papers.relations.rules import FIRST, OPAQUE, REST, Forward, Language, documents_of
from crawler.normalise.papers.relations.shapes import Mention, PaperRelations, PaperStatus, Relation, RelationType
from crawler.normalise.papers.relations.unwrapping import Unwrapped, unwrap
from crawler.normalise.papers.relations.vietnamese import words as vietnamese_words
from crawler.normalise.papers.relations.vietnamese.mentions import ARTICLE as VI_ARTICLE
from crawler.normalise.papers.relations.vietnamese.mentions import vietnamese_mentions
from crawler.normalise.papers.relations.vietnamese.status import vietnamese_status


@dataclass(frozen=True)
class _Typed:
    mention: Mention
    type: RelationType | None
    rule: str
    certain: bool = True
    """Words told the type."""


_Spans = list[tuple[int, int]]


def read_relations(text: str, language: str, page_number: str | None = None) -> PaperRelations:
    """Return the documents that a text names and how it relates to them, and what it says of its own paper.

    `language` is ``vi`` or ``zh``; `page_number` is the number of the paper that the text is from, where it is known
    from elsewhere: a mention of it is no relation.
    """
    rules = chinese_words.RULES if language == "zh" else vietnamese_words.RULES
    page = unwrap(text, language)
    numbers = numbers_in(page.text)
    own = own_number(page.text, language, numbers)
    own_keys = frozenset(document_number_key(number) for number in (own.number if own else None, page_number) if number)
    own_kind = _own_kind(own.number if own else page_number, language)
    found, opaque = _mentions(page, language, numbers, own_keys, own_kind)
    masked = _masked(page.text, found, opaque, own_keys, rules.this_paper)
    mentions = [mention for mention in found if not _is_of(mention, own_keys)]
    if language == "zh":
        masked = chinese_words.folded(masked)
    status = chinese_status(masked) if language == "zh" else vietnamese_status(masked)
    if language == "zh" and any(is_draft_at_hand(page.text, mention) for mention in mentions):
        status = replace(status or PaperStatus(), state="draft")
    spans = _spans_with_documents(masked, mentions)
    typed = _typed(masked, mentions, spans, rules, is_draft=status is not None and status.state == "draft")
    alone = _by_article_alone(page.text, masked, spans, typed)
    typed = sorted([*typed, *alone], key=lambda one: one.mention.start)
    relations = _merged(_relations(page, typed, rules))
    return PaperRelations(own_number=own.number if own else None, relations=tuple(relations), status=status)


def _own_kind(number: str | None, language: str) -> str | None:
    return document_type_of(number, language) if number and language == "vi" else None


def _is_of(mention: Mention, own_keys: frozenset[str]) -> bool:
    """Whether the paper itself is meant."""
    return bool(own_keys) and mention.number is not None and document_number_key(mention.number) in own_keys


def _mentions(
    page: Unwrapped, language: str, numbers: Sequence[NumberFound], own_keys: frozenset[str], own_kind: str | None
) -> tuple[list[Mention], list[tuple[int, int]]]:
    if language != "zh":
        return vietnamese_mentions(page.text, numbers, own_keys, own_kind), []
    mentions, titles = chinese_mentions(page, numbers)
    kept = [mention for mention in mentions if mention.number or is_official_title(page.text, mention)]
    return kept, titles


def _masked(
    text: str, mentions: Sequence[Mention], opaque: Sequence[tuple[int, int]], own_keys: frozenset[str], this: str
) -> str:
    """Return the text with a sign for each document, so that no word of a title is taken for one of the sentence.

    The paper's own number becomes the words by which a paper speaks of itself.
    """
    signs = bytearray(_four_bytes(text))
    for start, end in opaque:
        signs[4 * start : 4 * end] = _four_bytes(OPAQUE) * (end - start)
    for mention in mentions:
        if not mention.nested:
            length = mention.end - mention.start
            is_own = _is_of(mention, own_keys)
            sign = this.rjust(length)[:length] if is_own else FIRST + REST * (length - 1)
            signs[4 * mention.start : 4 * mention.end] = _four_bytes(sign)
    return signs.decode("utf-32-le", "surrogatepass")


def _four_bytes(text: str) -> bytes:
    """Characters of one width, so that a long text is changed in place."""
    return text.encode("utf-32-le", "surrogatepass")


def _typed(masked: str, mentions: Sequence[Mention], spans: _Spans, rules: Language, *, is_draft: bool) -> list[_Typed]:
    told = _told_around(masked, spans, rules, is_draft=is_draft)
    triggers = _triggers(masked, spans, rules)
    headings: list[ListHeading] | None = None
    result: list[_Typed] = []
    chain: _Typed | None = None
    last_end = 0
    for mention in mentions:
        if mention.nested:
            result.append(_Typed(mention, "cites", "nested", certain=False))
            continue
        if is_draft and mention.number is None and rules.draft.search(mention.title or ""):
            result.append(_Typed(mention, None, "draft"))
            last_end = mention.end
            continue
        around = told.get(mention.start)
        forward = _forward(masked, mention, triggers, rules, last_end, is_draft=is_draft)
        if (
            forward is not None
            and chain is not None
            and _is_of_the_last(masked[last_end : mention.start], chain, forward)
        ):
            forward = replace(forward, type="cites")
        if around is not None and (forward is None or not _is_of_the_next(masked, mention, around, forward)):
            found = _Typed(mention, around[0], around[1])
        elif forward is not None:
            found = forward
        elif chain is not None and _goes_on(chain, masked[last_end : mention.start], rules):
            found = replace(chain, mention=mention)
        else:
            headings = list_headings(masked) if headings is None else headings
            found = _untold(mention, heading_of(headings, mention.start))
        if not (around and around[0] == "cites"):
            chain = found
        last_end = mention.end
        result.append(found)
    return result


def _untold(mention: Mention, heading: ListHeading | None) -> _Typed:
    """Without words beside it, a document is what the heading of its list says, or else only named."""
    if heading is not None:
        return _Typed(mention, heading.type, heading.words)
    return _Typed(mention, "cites", "default", certain=False)


_REPLACING = re.compile(r"\s*,\s*(?:thay(?: thế)?(?: cho)?|bãi bỏ)\s")


def _is_of_the_last(gap: str, last: _Typed, forward: _Typed) -> bool:
    """Whether what is only cited replaces the next: "quy định tại Nghị định A, thay cho Nghị định B"."""
    return last.type == "cites" and forward.type in ("replaces", "repeals") and _REPLACING.match(gap) is not None


def _ends_clause(masked: str, mention: Mention) -> bool:
    """Whether a comma stands behind the document: what follows is said of the next one (根据甲号公告，乙予以废止)."""
    return (
        re.match(
            rf"(?:公告|文件|号文|文|通知|令|规定|要求|精神)?,\s?(?=[^,。;\n{FIRST}]{{0,12}}{FIRST}|自(?!即日|同日))",
            masked[mention.end : mention.end + 20],
        )
        is not None
    )


def _goes_on(chain: _Typed, gap: str, rules: Language) -> bool:
    """Whether a document goes on the list of the one before; what the paper issues is named in one clause."""
    return rules.chain.match(gap) is not None and not (chain.type is None and "," in gap)


def _is_of_the_next(masked: str, mention: Mention, around: tuple[RelationType | None, str], forward: _Typed) -> bool:
    """Whether the words around a list are said of what follows the document, which has words of its own before it.

    "thay thế A; B hết hiệu lực": A is replaced, only B ends.
    """
    if forward.type == "based_on" or forward.rule == "issued":
        return around[0] is None or _ends_clause(masked, mention)
    is_behind = around[1].startswith("…")
    is_change = forward.type in ("replaces", "amends", "repeals")
    return is_behind and is_change and masked[mention.end : mention.end + 2].lstrip()[:1] == ";"


def _spans_with_documents(masked: str, mentions: Sequence[Mention]) -> _Spans:
    """Return the paragraphs that name documents."""
    spans: _Spans = []
    for mention in mentions:
        if spans and mention.start < spans[-1][1]:
            continue
        start = masked.rfind("\n", 0, mention.start)
        if masked[max(start - 8, 0) : max(start, 0)].rstrip().endswith(":"):
            start = masked.rfind("\n", 0, start)  # what the list below is for
        end = masked.find("\n", mention.end)
        spans.append((max(start, 0), end if end >= 0 else len(masked)))
    return spans


_Told = dict[int, tuple[RelationType | None, str]]


def _told_around(masked: str, spans: _Spans, rules: Language, *, is_draft: bool) -> _Told:
    """Return, for the start of each document that a rule of `around` covers, its type and the words."""
    told: _Told = {}
    spans = [span for span in spans if rules.around_signs.search(masked, *span)]
    for rule in rules.around:
        for match in (match for span in spans for match in rule.pattern.finditer(masked, *span)):
            kind = rule.type
            inside = match[0]
            before = masked[: match.start()]
            is_wish = rules.proposed.search(before[-40:]) or re.search("拟|建议", inside)
            is_denied = kind is not None and rules.denied.search(before[-40:])
            if is_denied or (rule.proposable and is_wish and not is_draft):
                kind = "cites"
            words = re.sub(f"{FIRST}{REST}*", "…", inside)
            start, end = documents_of(match)
            for sign in re.finditer(FIRST, masked[start:end]):
                told.setdefault(start + sign.start(), (kind, words))
    return told


@dataclass(frozen=True)
class _Trigger:
    start: int
    end: int
    rule: Forward


def _triggers(masked: str, spans: _Spans, rules: Language) -> list[_Trigger]:
    found = [
        _Trigger(match.start(), match.end(), rule)
        for start, end in spans
        for paragraph in (masked[start:end],)
        for rule in rules.forward
        if rule.may_match(paragraph)
        for match in rule.pattern.finditer(masked, start, end)
    ]
    return sorted(found, key=lambda trigger: (trigger.end, -trigger.start))


_LIST_BELOW = re.compile(
    r":\s*\n\s*(?:[-+*•]|\d{1,2}[.)、]|[a-zđ]\)|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,2}\))?\s*\Z"
)
"""What announces a list and begins its first item."""
_ARTICLES = re.compile(VI_ARTICLE)
_NEAREST = 12
"""Words of relation looked at before a document."""


_NEW_WORDS = re.compile('(?:như sau|như dưới đây)\\s*:|[“"][^”"]*\\Z')
"""Behind these stands what a paper is to say from now on."""


def _forward(
    masked: str, mention: Mention, triggers: Sequence[_Trigger], rules: Language, last_end: int, *, is_draft: bool
) -> _Typed | None:
    """Return the type that the nearest words before the document tell, none standing between them."""
    at = bisect_right(triggers, mention.start, key=lambda trigger: trigger.end)
    before = [trigger for trigger in triggers[max(0, at - _NEAREST) : at] if last_end <= trigger.start]
    is_unnamed = False
    unnamed_from = mention.start
    for trigger in reversed(before):
        gap = _LIST_BELOW.sub(":", masked[trigger.end : mention.start])
        if (
            rules.end_of_sentence.search(gap)
            or (";" in gap and not _is_item(trigger, gap))
            or len(gap) > trigger.rule.reach
        ):
            return None
        is_longer = any(other.end == trigger.end and other.start < trigger.start for other in before)
        if is_longer or trigger.start > unnamed_from:
            continue  # the longer words
        if trigger.rule.type is None:
            is_unnamed, unnamed_from = True, trigger.start
            continue
        if trigger.rule.proposable and rules.title_between.search(gap):
            continue
        if "," in _ARTICLES.sub("", gap) and not trigger.rule.across_comma:
            continue
        if (trigger.rule.proposable or trigger.rule.type == "guides") and _NEW_WORDS.search(gap):
            return None
        words = masked[trigger.start : trigger.end].strip()
        return _Typed(mention, _asserted(masked, trigger, rules, is_draft=is_draft), words)
    if is_unnamed:
        return _Typed(mention, "cites" if mention.number else None, "issued", certain=False)
    return None


def _is_item(trigger: _Trigger, gap: str) -> bool:
    """Whether a semicolon only divides the items of a basis, the first of which has no number."""
    is_basis = trigger.rule.type == "based_on" and trigger.rule.across_comma
    return is_basis and re.fullmatch(r"[^;,:]{3,80};\s*(?:các\s+)?", gap) is not None


_ANOTHERS = re.compile(
    rf"[{FIRST}{REST}](?:自[^。;\n]{{2,24}}(?:施行|实施|执行|生效),(?:同时|并)?"
    r"|\s+(?:có hiệu lực|được ban hành|ra đời)[^.;\n\ue001]{0,80}?(?:,|và|để|nhằm|,\s*đồng thời))?[ \t]*\Z"
)
"""Another document is the subject of the words that follow."""


def _asserted(masked: str, trigger: _Trigger, rules: Language, *, is_draft: bool) -> RelationType | None:
    """A relation that is denied, only wished for, or what another document does, is a mention."""
    before = masked[max(0, trigger.start - 120) : trigger.start]
    if trigger.rule.type != "cites" and rules.denied.search(before):
        return "cites"
    is_anothers = _ANOTHERS.search(before)
    # of another's draft, which only a paper that is no draft itself can speak of
    is_wish = not is_draft and (rules.proposed.search(before) or rules.draft.search(before[-30:]))
    if trigger.rule.proposable and (is_anothers or is_wish):
        return "cites"
    return trigger.rule.type


_VERBS: tuple[tuple[str, RelationType], ...] = (
    ("依据|根据|依照|按照|依|按", "based_on"), ("修改|修订|删去|删除", "amends"), ("废止|停止执行", "repeals"),
    ("[Ss]ửa đổi|[Bb]ổ sung|[Đđ]iều chỉnh", "amends"), ("[Bb]ãi bỏ|[Hh]ủy bỏ", "repeals"), ("[Tt]hay thế", "replaces"),
)  # fmt: skip
_ARTICLE_BEHIND = re.compile(
    rf"(?P<verb>依据|根据|依照|按照|依(?=同|该|第)|按(?=同|该|第)|修改|修订|删去|删除|废止|停止执行)(?:了)?(?:该(?:条例|办法|法|规定|标准|细则|规则|规范)|同(?:法|条例|办法"
    rf"|规定)|其)?\s?(?P<article>{ZH_ARTICLE})"
)
"""依据第四十四条 behind 《条例》第二十四条 is another article of the same document."""
_ARTICLE_AHEAD = re.compile(
    rf"(?P<verb>[Ss]ửa đổi|[Bb]ổ sung|[Bb]ãi bỏ|[Hh]ủy bỏ|[Tt]hay thế)(?:\s*,\s*bổ sung)?\s+"
    rf"(?P<article>{VI_ARTICLE})\s*(?:,|;|và)\s*"
    rf"(?=(?:và\s+)?(?:sửa đổi|bổ sung|bãi bỏ|hủy bỏ|thay thế)\s[^{FIRST}.;\n]{{0,80}}{FIRST})"
)
"""Sửa đổi Điều 12 và bãi bỏ Điều 15 của Thông tư: the first article is the same document's."""


def _by_article_alone(text: str, masked: str, spans: _Spans, typed: Sequence[_Typed]) -> Iterator[_Typed]:
    """Yield the articles that stand away from their document, with a verb of their own."""
    named = [one.mention for one in typed if not one.mention.nested]
    for match in (match for span in spans for match in _ARTICLE_BEHIND.finditer(masked, *span)):
        at = bisect_right(named, match.start(), key=lambda mention: mention.end)
        if at and not re.search(r"[。\n]", masked[named[at - 1].end : match.start()]):
            yield _another_article(text, match, named[at - 1])
    for match in (match for span in spans for match in _ARTICLE_AHEAD.finditer(masked, *span)):
        at = bisect_left(named, match.end(), key=lambda mention: mention.start)
        if at < len(named):
            yield _another_article(text, match, named[at])


def _another_article(text: str, match: re.Match[str], mention: Mention) -> _Typed:
    kind = next(kind for verbs, kind in _VERBS if re.fullmatch(verbs, match["verb"]))
    article = " ".join(text[match.start("article") : match.end("article")].split())
    return _Typed(replace(mention, start=match.start(), end=match.end(), article=article), kind, match[0].strip())


def _relations(page: Unwrapped, typed: Sequence[_Typed], rules: Language) -> Iterator[tuple[Relation, bool]]:
    ends = [match.end() for match in rules.end_of_sentence.finditer(page.text)] if typed else []
    for one in typed:
        mention = one.mention
        if one.type is None:
            continue
        relation = Relation(
            type=one.type,
            number=mention.number,
            title=mention.title,
            raw=page.raw(mention.raw_start, mention.raw_end),
            date=mention.date,
            article=mention.article,
            issuer=mention.issuer,
            sentence=_sentence(page, mention, ends),
            rule=one.rule,
            confidence=_confidence(one),
        )
        yield relation, one.certain


def _confidence(one: _Typed) -> float:
    if not one.certain:
        return 0.5
    return 0.9 if one.mention.number else 0.7


_MAX_BESIDE = 1_000
"""Characters of a sentence before and behind a mention: a list of papers is not held once for each of them."""


def _sentence(page: Unwrapped, mention: Mention, ends: Sequence[int]) -> str:
    """Return the sentence of a mention, verbatim; `ends` are where the sentences of the text end.

    Of a sentence without end only what is near the mention.
    """
    before, after = bisect_right(ends, mention.start), bisect_right(ends, mention.end)
    start = max(ends[before - 1] if before else 0, mention.start - _MAX_BESIDE)
    end = min(ends[after] if after < len(ends) else len(page.text), mention.end + _MAX_BESIDE)
    return page.raw(start, end).strip()


def _document(relation: Relation) -> str:
    if relation.number is None:
        return (relation.title or "").removeprefix("中华人民共和国")
    return f"{relation.issuer or ''}{relation.number}" if relation.number.startswith("第") else relation.number


def _merged(found: Iterator[tuple[Relation, bool]]) -> list[Relation]:
    """Return one relation a document and type; a bare mention adds nothing to a document that has a type.

    A title without its number is the document that bears the title and a number anywhere in the text.
    """
    groups: dict[str, list[tuple[Relation, bool]]] = {}
    read = list(found)
    titles: dict[str, str] = {}
    for relation, _ in read:
        if relation.number and relation.title:
            titles.setdefault(relation.title.removeprefix("中华人民共和国"), _document(relation))
    titles.update(_answered([relation for relation, _ in read if relation.type == "replies_to"]))
    for relation, certain in read:
        document = _document(relation)
        if relation.number is None:
            document = titles.get(document, document)
        groups.setdefault(document, []).append((relation, certain))
    return [relation for group in groups.values() for relation in _united(group)]


def _answered(answered: Sequence[Relation]) -> dict[str, str]:
    """A letter answers one paper: its title in the heading and its number in the text are one document."""
    if len(answered) != 2 or (answered[0].number is None) == (answered[1].number is None):
        return {}
    named, numbered = sorted(answered, key=lambda relation: relation.number is not None)
    return (
        {} if numbered.title or not named.title else {named.title.removeprefix("中华人民共和国"): _document(numbered)}
    )


def _united(group: Sequence[tuple[Relation, bool]]) -> list[Relation]:
    strong = [relation for relation, certain in group if certain] or [group[0][0]]
    others = [relation for relation in strong if relation.type != "cites"]
    kept: list[Relation] = []
    for relation in strong:
        is_said_otherwise = (
            relation.type == "cites"
            and others
            and (relation.article in (None, *(o.article for o in others)) or any(map(_ends_whole, others)))
        )
        if is_said_otherwise or any(relation.type == other.type for other in kept):
            continue
        kept.append(relation)
    numbered = next((relation for relation, _ in group if relation.number), None)
    if numbered:
        kept = [relation if relation.number else _with_number(relation, numbered) for relation in kept]
    if len(kept) > 1:
        return kept
    return [_completed(kept[0], [relation for relation, _ in group])]


def _ends_whole(relation: Relation) -> bool:
    """What is said of an article beside it is an exception: "thay thế Thông tư …, trừ Điều 6 của Thông tư …"."""
    return relation.type in ("replaces", "repeals") and relation.article is None


def _with_number(relation: Relation, other: Relation) -> Relation:
    """Name the document as another mention of it does."""
    return replace(relation, number=other.number, issuer=other.issuer, raw=other.raw)


def _completed(relation: Relation, others: Sequence[Relation]) -> Relation:
    """Add the title, date and article that any mention of the same document gives."""
    title = relation.title or next((other.title for other in others if other.title), None)
    day = relation.date or next((other.date for other in others if other.date), None)
    article = relation.article or next((other.article for other in others if other.article), None)
    if (title, day, article) == (relation.title, relation.date, relation.article):
        return relation
    return replace(relation, title=title, date=day, article=article)


__all__ = ["PaperRelations", "PaperStatus", "Relation", "read_relations"]
