"""Private-network addresses, to which neither a redirect nor a link from outside may lead."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Resolver = Callable[[str, int], Awaitable[list[str]]]
"""From a host and a port to the IP addresses of the host, none if it is not found."""

NUMERIC_HOST = re.compile(r"(0x[0-9a-f]*|[0-9]+)(\.(0x[0-9a-f]*|[0-9]+)){0,3}")
NAT64 = ip_network("64:ff9b::/96")
"""The well-known prefix of RFC 6052."""


async def resolve_host(host: str, port: int) -> list[str]:
    """Return the IP addresses of `host` by the system's resolver, which also reads numbers in unusual notations."""
    try:
        addresses = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return [str(address[0]) for *_, address in addresses]


async def resolve_nothing(_host: str, _port: int) -> list[str]:
    """Return no address: for transports that open no connection."""
    return []


def is_private_ip(address: str) -> bool:
    """Return whether an IP address is loopback, private, link-local or otherwise not globally reachable."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        embedded = _embedded_ipv4(ip)
        if embedded is not None:
            return is_private_ip(str(embedded))
    return not ip.is_global or ip.is_multicast or ip.is_reserved or ip.is_unspecified


def is_private_host(host: str) -> bool:
    """Return whether a host is in a private network, judged by its name or number alone."""
    host = host.lower().rstrip(".")
    has_private_name = host == "localhost" or host.endswith((".localhost", ".local", ".internal"))
    return has_private_name or is_private_ip(host) or is_private_ip(_dotted_ipv4(host))


def _dotted_ipv4(host: str) -> str:
    """Return the dotted form of an IPv4 address in another notation ("2130706433", "0x7f.1"); "" for anything else."""
    if not NUMERIC_HOST.fullmatch(host):
        return ""
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        return ""


def _embedded_ipv4(ip: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that is embedded in an IPv6 address: mapped, 6to4, Teredo or NAT64."""
    if ip in NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
