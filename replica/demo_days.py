"""What happens at the replica offices between the days of the demo: an edit, a swapped file, two removals."""

from collections.abc import Mapping

from replica.days import silently_edit, visibly_edit
from replica.files import PDF, make_pdf
from replica.office import ReplicaOffice

FEW = 4
"""Plain articles that an office needs for something to happen to it."""
DAYS = 3
"""Days of the whole story: the offices as they are, the changes, and the look that confirms what vanished."""


def change(offices: Mapping[str, ReplicaOffice]) -> None:
    """Let the second day come: what it brings stays."""
    plain = {site: _ordinary(office) for site, office in offices.items()}
    for site, office in offices.items():
        numbers = plain[site]
        if len(numbers) < FEW:
            continue  # an office of files and scans only
        visibly_edit(office.articles[numbers[0]])
        for number in numbers[3:]:
            if any(isinstance(block, str) and any(map(str.isdigit, block)) for block in office.articles[number].blocks):
                silently_edit(office.articles[number])
                break
        office.remove(numbers[1], "gone")
        office.remove(numbers[2], "soft_page")
    _swap(offices)


def _ordinary(office: ReplicaOffice) -> list[int]:
    """Return the articles of an office that nothing special is shown of, the newest first."""
    articles = sorted(office.articles.values(), key=lambda one: (one.shelf, one.id), reverse=True)
    return [one.id for one in articles if one.trap is None and not one.files]


def _swap(offices: Mapping[str, ReplicaOffice]) -> None:
    for office in offices.values():
        for article in office.articles.values():
            if article.files and article.files[0].media_type == PDF:
                office.swap_file(article.id, make_pdf([article.title, "Second edition: 45 beds instead of 40."]))
                return
