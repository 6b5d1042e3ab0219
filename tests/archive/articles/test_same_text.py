"""The same text at several offices is linked and never merged; counters that begin anew are recognised."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crawler.archive import Archive
from crawler.archive.articles.same_text import shingles, similarity
from crawler.publish.sql_views import EXPORT_VIEWS, PAGE_VIEWS
from tests.archive.samples import CDC, DAY_ONE, SOFTWARE, SOYTE, WJW, Sample, samples, store, visit

VI = " ".join(
    f"Trạm y tế xã {name} tổ chức khám sức khoẻ cho người cao tuổi, đo huyết áp và tư vấn dinh dưỡng cho {n} người."
    for n, name in enumerate(("Đông", "Tây", "Nam", "Bắc", "Trung", "Thượng", "Hạ", "Ngoại", "Nội", "Mới"), start=31)
)
ZH = "".join(
    f"{name}街道社区卫生服务中心为辖区{n}名老年人免费体检，测量血压并指导合理膳食和适量运动。"
    for n, name in enumerate(("东湖", "西湖", "南山", "北岭", "中心", "上游", "下游", "城关"), start=51)
)
OTHER_VI = " ".join(
    f"Hội đồng khoa học bệnh viện nghiệm thu đề tài thứ {n} về {what}, kết quả xếp loại khá, đề nghị áp dụng rộng rãi."
    for n, what in enumerate(("gây mê", "hồi sức", "nhi khoa", "sản khoa", "ngoại khoa", "da liễu", "mắt"), start=2)
)

PAIRS = {
    "equal": (VI, VI, True),
    "accents-and-case-aside": (VI, VI.upper(), True),
    "a-heading-more": (VI, f"(Theo Cổng thông tin)\n{VI}", True),
    "chinese": (ZH, f"本报讯：{ZH}", True),
    "half-of-it": (VI, VI[: len(VI) // 2], False),
    "the-same-report-of-another-week": (VI, VI.translate(str.maketrans("0123456789", "5678901234")), False),
    "another-text": (VI, OTHER_VI, False),
    "too-short": ("Nghỉ lễ ngày 30/4.", "Nghỉ lễ ngày 30/4.", False),
}


def _link(archive: Archive, *texts: str) -> list[list[int]]:
    """Store each text at another office and return the groups."""
    sites = (SOYTE, CDC, WJW)
    for n, text in enumerate(texts):
        site = sites[n % len(sites)]
        sample = Sample(site, site.sections[0].id, f"/bai-{n}.html", f"Bài {n}", text, "2024-03-01")
        store(archive.start_run(site, started_at=DAY_ONE, software=SOFTWARE), visit(sample, DAY_ONE))
    return _groups(archive)


def _groups(archive: Archive) -> list[list[int]]:
    groups: dict[int, list[int]] = {}
    for article, group in archive.connection.execute("SELECT article, group_id FROM same_text ORDER BY article"):
        groups.setdefault(group, []).append(article)
    assert all(group == min(members) for group, members in groups.items())
    return sorted(groups.values())


@pytest.mark.parametrize(("one", "other", "same"), PAIRS.values(), ids=PAIRS.keys())
def test_texts_are_linked_or_not(archive: Archive, one: str, other: str, same: bool) -> None:
    assert _link(archive, one, other) == ([[1, 2]] if same else [])
    assert archive.connection.execute("SELECT count(*) FROM articles").fetchone()[0] == 2


def test_groups_grow_and_meet(archive: Archive) -> None:
    assert _link(archive, VI, OTHER_VI, f"Tin: {VI}", OTHER_VI, VI) == [[1, 3, 5], [2, 4]]


def test_a_changed_text_leaves_its_group(archive: Archive) -> None:
    assert _link(archive, VI, VI, VI) == [[1, 2, 3]]
    first = Sample(SOYTE, "tin-tuc", "/bai-0.html", "Bài 0", OTHER_VI, "2024-03-01")
    run = archive.start_run(SOYTE, started_at=DAY_ONE, software=SOFTWARE)
    assert store(run, visit(first, DAY_ONE + timedelta(days=1))) == "changed"
    assert _groups(archive) == [[2, 3]]
    second = Sample(CDC, "phong-benh", "/bai-1.html", "Bài 1", ZH, "2024-03-01")
    assert store(run, visit(second, DAY_ONE + timedelta(days=1))) == "changed"
    assert _groups(archive) == []
    assert store(run, visit(replace(first, body=VI), DAY_ONE + timedelta(days=2))) == "changed"
    assert _groups(archive) == [[1, 3]]


def test_a_bridge_joins_two_groups(archive: Archive) -> None:
    parts = VI.split(". ")
    left, right, bridge = ". ".join(parts[:9]), ". ".join(parts[1:]), VI
    assert similarity(shingles(left), shingles(right)) < 0.8
    assert similarity(shingles(left), shingles(bridge)) >= 0.8
    assert _link(archive, left, left, right, right) == [[1, 2], [3, 4]]
    assert _link(archive, left, left, right, right, bridge) == [[1, 2, 3, 4, 5]]


def test_nothing_has_nothing_in_common() -> None:
    assert similarity(frozenset(), frozenset()) == 0.0


SERIES = {
    "growing": ([10, 15, 40], [None, 5, 25], [0, 0, 0]),
    "begun-anew": ([1000, 1200, 30, 45], [None, 200, None, 15], [0, 0, 1, 0]),
    "stale-cache": ([1000, 998, 1010], [None, -2, 12], [0, 0, 0]),
    "small-numbers": ([8, 2, 3], [None, -6, 1], [0, 0, 0]),
}


@pytest.mark.parametrize(("counts", "growth", "resets"), SERIES.values(), ids=SERIES.keys())
def test_a_counter_that_begins_anew(
    archive: Archive, counts: list[int], growth: list[int | None], resets: list[int]
) -> None:
    news = samples()[1]
    run = archive.start_run(SOYTE, started_at=DAY_ONE, software=SOFTWARE)
    for day, views in enumerate(counts):
        store(run, visit(news, DAY_ONE + timedelta(days=day), views=views))
        run.observe_views(news.url, 7, "7", "endpoint", DAY_ONE + timedelta(days=day, hours=1))
    rows = archive.connection.execute(
        "SELECT growth, is_reset FROM view_series WHERE method = 'html' ORDER BY id"
    ).fetchall()
    assert [row["growth"] for row in rows] == growth
    assert [row["is_reset"] for row in rows] == resets
    # So does each figure that readers are shown: where a counter began anew there is neither gain nor loss.
    [told] = archive.connection.execute(PAGE_VIEWS["view_growth"]).fetchall()
    assert (told["growth"], told["resets"]) == (sum(one or 0 for one in growth), sum(resets))
    history = archive.connection.execute(EXPORT_VIEWS["view_history"]).fetchall()
    assert sum(row["growth"] or 0 for row in history) == told["growth"]
