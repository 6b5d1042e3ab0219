"""Rows of one page whose addresses differ in what does not name the article."""

import pytest

from spiders.twins import _page_key

TITLE = "Thông báo về việc tổ chức khám sàng lọc"
PAIRS = {
    "a session": ("show.asp?id=7&sid=1A2", "show.asp?sid=9F3&id=7", True),
    "another column": ("ct.aspx?ItemID=7&CateID=3", "ct.aspx?ItemID=7&CateID=5", True),
    "another article": ("show.asp?id=7&sid=1A2", "show.asp?id=8&sid=1A2", False),
    "another page": ("show.asp?id=7&sid=1A2", "xem.asp?id=7&sid=1A2", False),
}


@pytest.mark.parametrize(("one", "other", "is_same"), PAIRS.values(), ids=PAIRS)
def test_a_page_is_named_by_the_parameter_of_its_article(one: str, other: str, is_same: bool) -> None:
    keys = [_page_key(f"http://bv.example/{path}", TITLE) for path in (one, other)]
    assert None not in keys
    assert (keys[0] == keys[1]) == is_same


@pytest.mark.parametrize("path", ["tin/7.html", "show.asp?id=7", "show.asp?cid=7&t=8"])
def test_other_addresses_tell_nothing(path: str) -> None:
    assert _page_key(f"http://bv.example/{path}", TITLE) is None
