"""A headline's diseases and vaccines as the other language names them."""

import pytest

from crawler.normalise.search.counterparts import counterparts


@pytest.mark.parametrize(
    ("title", "language", "names"),
    [
        ("Cảnh báo bệnh ho gà ở trẻ sơ sinh", "vi", ["百日咳"]),
        ("登革热防控知识", "zh", ["sốt xuất huyết"]),
        ("Lịch tiếp công dân tháng 5", "vi", []),
        ("", "vi", []),
        ("Bệnh dại", "", []),
    ],
)
def test_names_of_the_other_language(title: str, language: str, names: list[str]) -> None:
    assert [name.text for name in counterparts(title, language)] == names
