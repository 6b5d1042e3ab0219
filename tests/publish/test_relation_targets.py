"""Which article a number is joined to where several bear it: a copy of the one paper, or none of several papers."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.archive import Archive
from crawler.publish.relations.tables import fill_relations
from crawler.site import Site
from tests.archive.samples import Sample, store, visit
from tests.publish.papers_world import DAY_ONE, HOSPITAL, MINISTRY, OTHER, PROVINCE
from tests.publish.test_relations import opened

DAY, EARLIER = "2024-02-20", "2023-02-21"


@dataclass(frozen=True)
class Held:
    """An article that bears a number."""

    site: Site
    number: str
    day: str
    issuer: str | None = None


def target(path: Path, held: list[Held], site: Site, body: str) -> int | None:
    """Return which of *held* (by its place) a paper of *site* that says *body* is joined to."""
    with Archive.open(path) as archive:
        papers = [*held, Held(site, "900/BC-KHTH", "2024-08-01")]
        for at, paper in enumerate(papers):
            says = body if at == len(held) else f"Bản số {at + 1} của kế hoạch phòng, chống dịch bệnh trong năm."
            fields = {"document_number": paper.number, "issued_on": paper.day, "issuer": paper.issuer}
            one = Sample(paper.site, "vb", f"/vb/{at + 1}", f"Tin số {at + 1}", says, paper.day, fields=fields)
            when = DAY_ONE + timedelta(days=at)
            run = archive.start_run(paper.site, started_at=when, software="test")
            store(run, visit(one, when))
            run.finish(state="ok", finished_at=when + timedelta(hours=1))
    with opened(path) as connection:
        fill_relations(connection)
        (found,) = connection.execute(
            "SELECT url FROM relations LEFT JOIN articles ON articles.id = target WHERE relations.type = 'based_on'"
        ).fetchall()
    return None if found[0] is None else int(found[0].rpartition("/")[2]) - 1


PLAN, RULE = "61/KH-TTYT", "17/2024/TT-BYT"
DATED = f"Căn cứ Kế hoạch số {PLAN} ngày 20/02/2024;"
UNDATED = f"Căn cứ Kế hoạch số {PLAN};"


@pytest.mark.parametrize(
    ("held", "site", "body", "joined"),
    [
        pytest.param([Held(PROVINCE, PLAN, DAY)] * 2, PROVINCE, DATED, 0, id="posted twice"),
        pytest.param([Held(PROVINCE, PLAN, DAY)] * 2, PROVINCE, UNDATED, 0, id="posted twice, no day"),
        pytest.param([Held(PROVINCE, PLAN, DAY)] * 2, HOSPITAL, DATED, 0, id="posted twice, named in the province"),
        pytest.param([Held(PROVINCE, PLAN, EARLIER), Held(PROVINCE, PLAN, DAY)], PROVINCE, UNDATED, 1,
                     id="used anew each year: the newest"),
        pytest.param([Held(PROVINCE, PLAN, EARLIER), Held(PROVINCE, PLAN, DAY)], PROVINCE, DATED, 1, id="by its day"),
        pytest.param([Held(PROVINCE, PLAN, DAY, "Trung tâm Y tế huyện Sông"),
                      Held(PROVINCE, PLAN, DAY, "Trung tâm Y tế huyện Núi")], HOSPITAL, DATED, None,
                     id="two offices on one site"),
        pytest.param([Held(PROVINCE, PLAN, DAY, "Trung tâm Y tế huyện Sông"),
                      Held(PROVINCE, PLAN, DAY, "Trung tâm Y tế huyện Núi")], HOSPITAL,
                     f"Căn cứ Kế hoạch số {PLAN} ngày 20/02/2024 của Trung tâm Y tế huyện Núi;", 1,
                     id="two offices on one site, one named"),
        pytest.param([Held(PROVINCE, PLAN, DAY), Held(OTHER, PLAN, DAY)], PROVINCE, DATED, 0, id="its own province"),
        pytest.param([Held(MINISTRY, RULE, DAY)] * 2, PROVINCE, f"Căn cứ Thông tư số {RULE} ngày 20/02/2024;", 0,
                     id="a unique number, posted twice"),
    ],
)  # fmt: skip
def test_a_number_is_joined_to_one_paper(
    held: list[Held], site: Site, body: str, joined: int | None, tmp_path: Path
) -> None:
    assert target(tmp_path / "archive.db", held, site, body) == joined
