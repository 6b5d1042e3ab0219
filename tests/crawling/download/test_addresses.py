"""Which machines a crawler may connect to."""

import pytest
from twisted.internet.address import IPv4Address, IPv6Address

from crawler.crawling.download.handler import PrivateAddressError, refuse_private_literal
from crawler.crawling.download.public_addresses import is_public
from crawler.crawling.download.resolver import _PublicOnly

PRIVATE = [
    "127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "100.127.255.254", "0.0.0.0", "255.255.255.255", "224.0.0.1", "192.0.2.1", "198.18.0.1", "240.0.0.1",
    "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1",
    "::ffff:127.0.0.1", "::ffff:192.168.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2002:a00:1::1",
    "not-an-address", "",
]  # fmt: skip
PUBLIC = ["203.162.4.190", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2400:cb00::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://[::1]:80/x", "https://169.254.169.254/latest/"])
def test_private_literal_is_refused(url: str) -> None:
    with pytest.raises(PrivateAddressError, match="not a public address"):
        refuse_private_literal(url)


@pytest.mark.parametrize("url", ["http://203.162.4.190/", "http://soyte.example.vn/", "http:///"])
def test_names_and_public_literals_pass(url: str) -> None:
    refuse_private_literal(url)


class Receiver:
    """What Twisted's connecting asks the resolver for."""

    def __init__(self) -> None:
        self.hosts: list[str] = []
        self.steps: list[str] = []

    def resolutionBegan(self, resolution: object) -> None:  # noqa: N802 - Twisted's name
        self.steps.append("began")

    def addressResolved(self, address: IPv4Address | IPv6Address) -> None:  # noqa: N802 - Twisted's name
        self.hosts.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802 - Twisted's name
        self.steps.append("complete")


def test_name_with_mixed_addresses_gives_the_public_ones() -> None:
    receiver = Receiver()
    only = _PublicOnly(receiver, "mixed.example.vn")
    only.resolutionBegan(object())
    for host in ("127.0.0.1", "203.162.4.190", "10.0.0.1"):
        only.addressResolved(IPv4Address("TCP", host, 80))
    only.addressResolved(IPv6Address("TCP", "::1", 80))
    only.resolutionComplete()
    assert receiver.hosts == ["203.162.4.190"]
    assert receiver.steps == ["began", "complete"]


def test_name_that_changes_its_mind_is_checked_at_each_look_up() -> None:
    first, second = Receiver(), Receiver()
    _PublicOnly(first, "flip.example.vn").addressResolved(IPv4Address("TCP", "203.162.4.190", 80))
    _PublicOnly(second, "flip.example.vn").addressResolved(IPv4Address("TCP", "127.0.0.1", 80))
    assert (first.hosts, second.hosts) == (["203.162.4.190"], [])
