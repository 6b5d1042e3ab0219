"""What a version says of its change: the kinds, by table; and that long texts cost little."""

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.archive import Archive
from crawler.archive.articles.changes import Change, ListedFile, file_changes, find_changes, summary, text_changes
from tests.archive.samples import DAY_ONE, SOFTWARE, SOYTE, samples, store, visit

TEXT = (
    "Đợt một tiêm 120 trẻ tại 12 xã. Đợt hai bắt đầu ngày 5/3.\nLiên hệ trạm y tế.\n"
    "各单位于3月20日前报送。逾期不予受理。"
)

TEXTS = {
    "nothing": (TEXT, []),
    "line-breaks-only": (TEXT.replace(" Đợt hai", "\nĐợt hai").replace("\n各", " \n\n各"), []),
    "numeral": (TEXT.replace("12 xã", "15 xã"), [("numeral", "12", "15")]),
    "two-numerals": (
        TEXT.replace("120", "210").replace("5/3", "6/3"),
        [("numeral", "120", "210"), ("numeral", "5/3", "6/3")],
    ),
    "chinese-numeral": (TEXT.replace("3月20日", "3月25日"), [("numeral", "20", "25")]),
    "sentence-edited": (
        TEXT.replace("Liên hệ trạm y tế.", "Liên hệ trạm y tế xã."),
        [("paragraph_edited", "Liên hệ trạm y tế.", "Liên hệ trạm y tế xã.")],
    ),
    "paragraph-added": (f"{TEXT}\nMang theo sổ tiêm.", [("paragraph_added", None, "Mang theo sổ tiêm.")]),
    "paragraph-removed": (
        TEXT.replace("\nLiên hệ trạm y tế.", ""),
        [("paragraph_removed", "Liên hệ trạm y tế.", None)],
    ),
    "sentence-added-within": (
        TEXT.replace("逾期不予受理。", "逾期不予受理。特此通知。"),
        [("paragraph_edited", None, "特此通知。")],
    ),
    "sentence-removed-within": (TEXT.replace("逾期不予受理。", ""), [("paragraph_edited", "逾期不予受理。", None)]),
    "other-words-in-its-place": (
        TEXT.replace("Liên hệ trạm y tế.", "Hội nghị bế mạc."),
        [("paragraph_removed", "Liên hệ trạm y tế.", None), ("paragraph_added", None, "Hội nghị bế mạc.")],
    ),
    "emptied": ("", [("paragraph_removed", line, None) for line in TEXT.split("\n")]),
}


@pytest.mark.parametrize(("after", "expected"), TEXTS.values(), ids=TEXTS.keys())
def test_text_changes(after: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    found = [(change.kind, change.before, change.after) for change in text_changes("body_text", TEXT, after)]
    assert found == expected


def _file(name: str, sha256: str | None = None, url: str = "https://a.example/1.pdf") -> ListedFile:
    return {"url": url, "name": name, "sha256": sha256}


FILES = {
    "same": ([_file("a", "1")], [_file("a", "1")], []),
    "not-fetched-yet": ([_file("a")], [_file("a", "1")], []),
    "another-token": (
        [_file("a", "1", "https://a.example/1.pdf?_t=1")],
        [_file("a", "1", "https://a.example/1.pdf?_t=2")],
        [],
    ),
    "replaced": ([_file("a", "1")], [_file("a", "2")], ["attachment_replaced"]),
    "renamed": ([_file("a", "1")], [_file("b", "1")], ["attachment_renamed"]),
    "added": ([], [_file("a")], ["attachment_added"]),
    "removed": ([_file("a")], [], ["attachment_removed"]),
    "moved": ([_file("a")], [_file("a", None, "https://a.example/2.pdf")], ["attachment_removed", "attachment_added"]),
}


@pytest.mark.parametrize(("before", "after", "kinds"), FILES.values(), ids=FILES.keys())
def test_file_changes(before: list[ListedFile], after: list[ListedFile], kinds: list[str]) -> None:
    assert [change.kind for change in file_changes(before, after)] == kinds


def test_fields_have_kinds_and_a_summary_that_reads() -> None:
    before = {
        "title": "A",
        "published_at": "2024-03-01",
        "document_number": "1/TB",
        "signer": "X",
        "source": None,
        "body_text": TEXT,
    }
    after = {
        "title": "B",
        "published_at": "2024-03-02",
        "document_number": "2/TB",
        "signer": None,
        "source": "Y",
        "body_text": TEXT.replace("120", "210").replace("12 xã", "15 xã") + "\nThêm.\nNữa.",
    }
    changes = find_changes(before, after, list(before), files=([], [_file("phụ lục")]))
    assert [change.kind for change in changes][:5] == ["title", "date", "document_number", "field", "field"]
    assert summary(changes) == (
        "title; published date: 2024-03-01 → 2024-03-02; document number: 1/TB → 2/TB; signer removed: X; "
        "source added: Y; "
        "numbers in the text: 120 → 210, 12 → 15; 2 paragraphs added; attachment added: phụ lục"
    )


def test_a_long_list_of_numbers_is_cut() -> None:
    changes = [Change("numeral", "body_text", str(n), str(n + 1)) for n in range(8)]
    assert summary(changes) == "numbers in the text: 0 → 1, 1 → 2, 2 → 3, 3 → 4, 4 → 5 and 3 more"


def test_a_version_keeps_its_changes(archive: Archive) -> None:
    paper = samples()[8]
    for day, changes in enumerate(({}, {"body_text": paper.body.replace("15", "17"), "title": "Khác"})):
        at = DAY_ONE + timedelta(days=day)
        run = archive.start_run(SOYTE, started_at=at, software=SOFTWARE)
        store(run, visit(paper, at, **changes))
    first, second = archive.connection.execute("SELECT changes, change_summary FROM versions ORDER BY number")
    assert tuple(first) == ("[]", "first seen")
    assert second["change_summary"] == "title; number in the text: 15 → 17"
    assert json.loads(second["changes"])[1] == {"kind": "numeral", "field": "body_text", "before": "15", "after": "17"}


def test_a_text_of_seventeen_thousand_characters_is_compared_sentence_by_sentence() -> None:
    sentences = [f"Câu số {n} nói về việc thứ {n * 7} của ngành y tế." for n in range(400)]
    edited = [*sentences[:100], "Câu mới.", *sentences[100:200], *sentences[201:]]
    assert len(" ".join(sentences)) > 17_000
    found = text_changes("body_text", "\n".join(sentences), "\n".join(edited))
    assert [(change.kind, change.before or change.after) for change in found] == [
        ("paragraph_added", "Câu mới."),
        ("paragraph_removed", sentences[200]),
    ]


@given(st.text(alphabet="ab1 .。\n"), st.text(alphabet="ab1 .。\n"))
def test_text_changes_are_total_and_none_for_equal_texts(before: str, after: str) -> None:
    assert text_changes("body_text", before, before) == []
    same = before.replace("\n", " ").split() == after.replace("\n", " ").split()
    if not same:
        summary(text_changes("body_text", before, after))
