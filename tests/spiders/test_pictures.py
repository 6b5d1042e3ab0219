"""Which pictures a run asks for."""

from pathlib import Path

from crawler.archive import Archive
from crawler.archive.frontier.memory import Frontier
from crawler.items import Image
from spiders.pictures import MAX_PICTURES, PictureBudget
from tests.archive.samples import DAY_ONE, SITES, SOFTWARE, capture

HOST = "https://anh.example.test"


def images(*names: str) -> list[Image]:
    return [Image(url=f"{HOST}/{name}", caption=None) for name in names]


class Held:
    """Holds the pictures of these names."""

    def __init__(self, *names: str) -> None:
        self.urls = {f"{HOST}/{name}" for name in names}

    def holds(self, url: str) -> bool:
        return url in self.urls


def test_each_picture_is_asked_for_once() -> None:
    budget = PictureBudget(10)
    assert budget.choose(images("a.jpg", "b.jpg", "a.jpg"), Held("b.jpg")) == [f"{HOST}/a.jpg"]
    assert budget.choose(images("a.jpg", "c.jpg"), Held()) == [f"{HOST}/c.jpg"]
    assert budget.left == 8


def test_no_more_are_asked_for_than_the_budget_and_an_article_allow() -> None:
    many = images(*(f"{number}.jpg" for number in range(40)))
    budget = PictureBudget(MAX_PICTURES + 2)
    assert len(budget.choose(many, Held())) == MAX_PICTURES
    assert len(budget.choose(many, Held())) == 2
    assert PictureBudget(0).choose(many, Held()) == []


def test_only_addresses_of_the_web_are_asked_for() -> None:
    odd = [Image(url=url, caption=None) for url in ("data:image/png;base64,AA", "file:///etc/passwd")]
    assert PictureBudget(5).choose(odd, Held()) == []


def test_a_picture_that_came_or_is_not_there_is_not_asked_for_again(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "archive.db") as archive:
        run = archive.start_run(SITES[0], started_at=DAY_ONE, software=SOFTWARE)
        run.record_capture(capture(SITES[0], f"{HOST}/a.jpg", b"\xff\xd8\xff", DAY_ONE, kind="picture"))
        run.record_capture(capture(SITES[0], f"{HOST}/b.jpg", b"", DAY_ONE, kind="picture", status=404))
        run.record_capture(capture(SITES[0], f"{HOST}/c.jpg", b"", DAY_ONE, kind="picture", status=503))
        frontier = Frontier(archive, SITES[0].id)
        assert [frontier.holds(f"{HOST}/{name}.jpg") for name in "abcd"] == [True, True, False, False]
