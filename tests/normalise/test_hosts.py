"""The registered domain of a host."""

import pytest

from crawler.normalise.hosts import registrable_domain


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("soyte.hanoi.gov.vn", "hanoi.gov.vn"),
        ("HANOI.gov.vn", "hanoi.gov.vn"),
        ("wsjk.ln.gov.cn", "ln.gov.cn"),
        ("www.benhvien.vn", "benhvien.vn"),
        ("count.51yes.com", "51yes.com"),
        ("cdc.example.co.uk", "example.co.uk"),
        ("gov.vn", "gov.vn"),
        ("www.office.example", "office.example"),
        ("office.example", "office.example"),
        ("localhost", "localhost"),
        ("192.0.2.7", "192.0.2.7"),
    ],
)
def test_registrable_domain(host: str, domain: str) -> None:
    assert registrable_domain(host) == domain
