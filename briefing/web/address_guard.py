"""Private-network addresses, to which neither a redirect nor a link from outside may lead."""

from __future__ import annotations

import re
import socket
from collections.abc import Awaitable, Callable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from briefing.errors import FetchError
from briefing.web.background_call import call_in_background

Resolver = Callable[[str, int], Awaitable[list[str]]]
"""From a host and a port to the IP addresses of the host, none if it is not found."""

NUMERIC_HOST = re.compile(r"(0x[0-9a-f]*|[0-9]+)(\.(0x[0-9a-f]*|[0-9]+)){0,3}")
"""A host that is an IPv4 address in one of the notations that resolvers read: "127.0.0.1", "0x7f.1", "2130706433"."""
PRIVATE_SUFFIXES = (
    ".localhost",
    ".local",
    ".internal",
    ".intranet",
    ".private",
    ".corp",
    ".home",
    ".home.arpa",
    ".lan",
    ".localdomain",
)
"""Ends of names that no public DNS server answers: RFC 6761, 6762 (with appendix G) and 8375, ICANN's .internal."""

SPECIAL_IPV4 = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",  # this network, and unspecified
            "10.0.0.0/8",
            "100.64.0.0/10",  # shared by the customers of a provider
            "127.0.0.0/8",
            "169.254.0.0/16",  # link-local, and the metadata of cloud machines
            "172.16.0.0/12",
            "192.0.0.0/24",  # protocol assignments
            "192.0.2.0/24",  # documentation
            "192.88.99.0/24",  # 6to4 relays, deprecated
            "192.168.0.0/16",
            "198.18.0.0/15",  # benchmarks
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, and broadcast
        ),
    )
)
"""Ranges without public servers, by the IANA registry of special-purpose addresses; Python's own list varies."""
GLOBAL_IPV6 = ip_network("2000::/3")
"""The only IPv6 range with public servers; site-local, unique local, link-local and multicast ones lie outside."""
SPECIAL_IPV6 = tuple(
    map(
        ip_network,
        (
            "2001::/23",  # protocol assignments; Teredo addresses are judged by what they contain
            "2001:db8::/32",  # documentation
            "3fff::/20",  # documentation
        ),
    )
)
"""Ranges within it without public servers."""
NAT64 = ip_network("64:ff9b::/96")
"""The well-known prefix of RFC 6052."""
ISATAP_IDENTIFIERS = (0x00005EFE, 0x02005EFE)
"""The start of an interface identifier whose rest is an IPv4 address (RFC 5214)."""
IPV4_BITS = (1 << 32) - 1


class PrivateAddressError(FetchError):
    """A host in a private network was refused."""


async def resolve_host(host: str, port: int) -> list[str]:
    """Return the IP addresses of `host` by the system's resolver, which also reads numbers in unusual notations."""
    try:
        addresses = await call_in_background(socket.getaddrinfo, host, port, 0, socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return list(dict.fromkeys(str(address[0]) for *_, address in addresses))


async def resolve_nothing(_host: str, _port: int) -> list[str]:
    """Return no address: for transports that open no connection."""
    return []


def is_private_ip(address: str) -> bool:
    """Whether an IP address is loopback, private, link-local or otherwise not globally reachable.

    An IPv6 address that contains IPv4 addresses is private if one of those is. False for anything but an IP address.
    """
    address, has_zone, _ = address.partition("%")
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if has_zone or not _is_in_public_range(ip):
        return True
    return isinstance(ip, IPv6Address) and any(not _is_public_ipv4(embedded) for embedded in _embedded_ipv4(ip))


def is_private_host(host: str) -> bool:
    """Whether a host is in a private network, judged by its name or number alone.

    A name of one label ("nas", "localhost") is private, because only a local network completes it.
    """
    host = host.lower().strip("[]").rstrip(".")
    if ":" in host:
        return is_private_ip(host)
    if NUMERIC_HOST.fullmatch(host):
        return is_private_ip(_dotted_ipv4(host))
    return bool(host) and ("." not in host or host.endswith(PRIVATE_SUFFIXES))


def _dotted_ipv4(host: str) -> str:
    """Return the dotted form of an IPv4 address in any notation ("2130706433", "0x7f.1"); "" for another number."""
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        return ""


def _is_in_public_range(ip: IPv4Address | IPv6Address) -> bool:
    """Whether an address lies in a range that may hold public servers.

    Of NAT64, mapped and Teredo addresses it says nothing: the IPv4 address that they contain decides.
    """
    if isinstance(ip, IPv4Address):
        return _is_public_ipv4(ip)
    if ip in NAT64 or ip.ipv4_mapped or ip.teredo:
        return True
    return ip in GLOBAL_IPV6 and not any(ip in network for network in SPECIAL_IPV6)


def _is_public_ipv4(ip: IPv4Address) -> bool:
    return ip.is_global and not any(ip in network for network in SPECIAL_IPV4)


def _embedded_ipv4(ip: IPv6Address) -> tuple[IPv4Address, ...]:
    """Return the IPv4 addresses in an IPv6 address: mapped, NAT64, 6to4, ISATAP, server and client of Teredo."""
    if ip.teredo:
        return ip.teredo
    if ip in NAT64 or ip.ipv4_mapped or (int(ip) >> 32) & IPV4_BITS in ISATAP_IDENTIFIERS:
        return (IPv4Address(int(ip) & IPV4_BITS),)
    return (ip.sixtofour,) if ip.sixtofour else ()
