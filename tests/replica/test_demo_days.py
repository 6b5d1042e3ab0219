"""What happens between the days of the demo, at every replica office that has plain articles."""

from replica import demo_offices
from replica.demo_days import change

FILES_ONLY = "vn_tanphuc_centre"


def test_every_office_has_an_edit_and_removals_but_those_of_files_only() -> None:
    by_site = {office.site: office for office in demo_offices()}
    change(by_site)
    fates = {site: sorted({one.fate for one in office.articles.values()}) for site, office in by_site.items()}
    assert fates.pop(FILES_ONLY) == ["live"]
    assert all({"gone", "soft_page"} <= set(found) for found in fates.values())
