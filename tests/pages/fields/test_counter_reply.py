"""What view counters answer."""

import pytest

from crawler.pages.fields.counter_reply import read_count

CASES = {
    "plain": ("1834", 1834),
    "plain-with-mark-and-space": ("\ufeff 1834 \n", 1834),
    "quoted": ('"57"', 57),
    "grouped": ("1.834", 1834),
    "document-write": ("document.write('57');", 57),
    "jquery": ("$('#todaydowns').html('1');$('#hits').html('306');", 306),
    "json": ('{"status": true, "views": 12}', 12),
    "jsonp": ('cb({"pv":1834,"comments":3})', 1834),
    "jsonp-with-string": ('jsonp_1({"hits":"90"});', 90),
    "jsonp-count": ('TK_GOI_1({"count":406,"post":"31"});', 406),
    "nested": ('{"code":0,"data":{"pv":7}}', 7),
    "nested-result": ('{"status":"success","result":{"views":318}}', 318),
    "array": ("[5120, 0, 0, 3, 1]", 5120),
    "zero": ("0", 0),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_count_is_read(text: str, expected: int) -> None:
    found = read_count(text)
    assert found is not None
    assert found[0] == expected


NONE = {
    "empty": "",
    "words": "非法请求",
    "error-page": "<html><body>404</body></html>",
    "long": "1" * 5000,
    "negative": "-3",
    "no-known-name": '{"total": 9}',
    "truth-is-no-number": '{"pv": true}',
    "too-large": "123456789012345",
    "result-is-a-code": '{"result": 1}',
    "satisfaction": '{"manyiCount":"2","bumanyiCount":"0"}',
    "broken": 'cb({"pv":',
    "list-of-records": '[{"pv": 1}]',
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE.keys())
def test_anything_else_is_no_count(text: str) -> None:
    assert read_count(text) is None


def test_what_was_read_is_kept_as_written() -> None:
    assert read_count(" document.write('57'); ") == (57, "document.write('57')")
