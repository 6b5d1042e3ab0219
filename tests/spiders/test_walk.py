"""How far a list is walked."""

from spiders.walk import LONGEST, Walk


def test_first_walk_goes_on_over_known_ground() -> None:
    walk = Walk(stops_at_known_ground=False)
    assert walk.goes_on(first_met=walk.meet(["a", "b"]), unknown=0)


def test_later_walk_stops_where_all_is_known() -> None:
    walk = Walk(stops_at_known_ground=True)
    assert walk.goes_on(first_met=walk.meet(["a", "b"]), unknown=1)
    assert not walk.goes_on(first_met=walk.meet(["c", "d"]), unknown=0)
    assert not walk.is_cut


def test_page_that_repeats_is_the_end() -> None:
    walk = Walk(stops_at_known_ground=False)
    walk.meet(["a", "b"])
    assert not walk.goes_on(first_met=walk.meet(["b", "a"]), unknown=2)


def test_endless_list_is_cut_and_says_so() -> None:
    walk = Walk(stops_at_known_ground=False)
    walk.pages = LONGEST - 1
    assert not walk.goes_on(first_met=walk.meet(["a"]), unknown=1)
    assert walk.is_cut
