"""Words that stand in every match of a pattern: none may be missing, or a page is passed over in silence."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.pages.fields.attachments import DOWNLOAD, EXTENSION
from crawler.pages.fields.embedded import SCRIPT_HINT
from crawler.pages.fields.views import COUNTER_NAME
from crawler.pages.hints import Guarded, hint, needles
from crawler.pages.lists.scripts import pagers
from crawler.pages.signals.responses import CHALLENGE_MARKS


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("views", {"views"}),
        ("views?", {"view"}),
        ("view|hit", {"view", "hit"}),
        ("Views", {"views"}),
        (r"(?:^|[-_])eye(?:$|[-_])", {"eye"}),
        (r"\.(?:pdf|docx?|7z)$", {".pdf", ".doc", ".7z"}),
        (r"/(?:download(?:-?file)?|getfile)\?", {"/download", "/getfile"}),
        (r"ab+c\d{2}long", {"long"}),
        (r"a+(?:bc|de)", {"bc", "de"}),
        (r"(?:abc)?de", {"de"}),
        (r"(?:abc){2}", {"abc"}),
        (r"(?:abc){0,2}x", {"x"}),
        (r"(?<!q)word(?=end)", {"word"}),
        (r"[abc]word[^\]x]", {"word"}),
        (r"(?P<name>one|two)-?(?:three)", {"three"}),
        (r"view|review|preview", {"view"}),
        (r"a\.b\(c", {"a.b(c"}),
    ],
)
def test_words_of_which_every_match_holds_one(pattern: str, words: set[str]) -> None:
    assert needles(pattern) == words


@pytest.mark.parametrize("pattern", [r"\d+", "a|[bc]", "(?:x)?", "a*", r"(?#note)x", "x)y"])
def test_a_pattern_without_such_words_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"in every match|not understood"):
        needles(pattern)


_GUARDED = {
    "endings of files": EXTENSION.pattern,
    "downloads": DOWNLOAD.pattern,
    "counters": COUNTER_NAME.pattern,
    "challenges": CHALLENGE_MARKS.pattern.decode("ascii"),
}


@pytest.mark.parametrize("pattern", _GUARDED.values(), ids=_GUARDED)
@given(data=st.data())
def test_whatever_matches_passes_the_look_before(pattern: str, data: st.DataObject) -> None:
    matching = data.draw(st.from_regex(re.compile(pattern, re.IGNORECASE | re.ASCII)))
    assert hint(re.compile(pattern)).search(matching.lower())


_SCRIPTS = {
    "pages": pagers.PAGES,
    "rows": pagers.ROWS,
    "rows for a plugin": pagers.PLUGIN_ROWS,
    "rows of a page": pagers.SIZE,
    "the shown page": pagers.CURRENT,
    "calls of pagers": pagers.CALL_HINT,
    "pagers without end": pagers.ENDLESS,
    "viewers": SCRIPT_HINT,
}


@pytest.mark.parametrize("guarded", _SCRIPTS.values(), ids=_SCRIPTS)
@given(data=st.data())
def test_a_script_that_matches_holds_one_of_the_words(guarded: Guarded, data: st.DataObject) -> None:
    # what a pattern asks to stand before a match is no part of it
    pattern = guarded.pattern.pattern.replace(r"(?<=\.)", r"\.")
    matching = data.draw(st.from_regex(re.compile(pattern, re.IGNORECASE | re.ASCII)))
    assert guarded.may_match(matching.lower())


def test_a_guarded_pattern_is_searched_only_where_a_word_stands() -> None:
    guarded = Guarded(re.compile(r"load_?more\s*=\s*(\d)", re.IGNORECASE))
    found = guarded.search("var LoadMore = 3", "var loadmore = 3")
    assert found is not None
    assert found[1] == "3"
    assert guarded.search("LoadMore = 3", "nothing of the kind") is None
