"""Whether a page shows the article that a list names, whatever the list puts beside its title."""

import pytest

from crawler.archive.frontier.memory import Expected
from crawler.crawling.status.sightings import shows
from tests.archive.samples import DAY_ONE, samples, visit

NEWS = samples()[1]


@pytest.mark.parametrize(
    ("listed", "is_shown"),
    [
        (f"[Nổi bật] {NEWS.title}", True),
        (f"{NEWS.title} 04/03/2024", True),
        (f"{NEWS.title}{'. Một trích đoạn dài của chính bài viết' * 9}", False),
        ("Một tiêu đề khác hẳn", False),
    ],
    ids=["a mark", "a date", "an excerpt", "another title"],
)
def test_a_title_with_something_beside_it(listed: str, is_shown: bool) -> None:
    document = visit(NEWS, DAY_ONE).document
    assert document is not None
    assert shows(document, Expected(titles=(listed,))) is is_shown
