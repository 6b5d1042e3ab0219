"""Which IP addresses a crawler of public web sites may connect to: those of the public internet, and no others."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

NAT64 = ip_network("64:ff9b::/96")
"""IPv6 addresses that a translator turns into the IPv4 address in their last 32 bits."""


def is_public(address: str) -> bool:
    """Tell whether *address* (a literal) is of the public internet.

    Loopback, private, link-local (with the clouds' metadata service), carrier-grade NAT, multicast, reserved and
    documentation addresses are not, and neither is any IPv6 form that wraps one of them.

    >>> is_public("169.254.169.254"), is_public("::ffff:127.0.0.1"), is_public("203.162.4.190")
    (False, False, True)
    """
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = _wrapped(parsed) if isinstance(parsed, IPv6Address) else None
    if inner is not None:
        return is_public(str(inner))
    return parsed.is_global and not parsed.is_multicast


def _wrapped(address: IPv6Address) -> IPv4Address | None:
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)
