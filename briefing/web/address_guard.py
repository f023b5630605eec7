"""Which addresses lie inside a network, where no redirect from outside may lead."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Resolver = Callable[[str, int], Awaitable[list[str]]]
"""From host and port to the addresses it stands for, none if it is not found."""

NUMERIC_HOST = re.compile(r"(0x[0-9a-f]*|[0-9]+)(\.(0x[0-9a-f]*|[0-9]+)){0,3}")
NAT64 = ip_network("64:ff9b::/96")


async def resolve_host(host: str, port: int) -> list[str]:
    """Ask the system which addresses `host` stands for; it also knows names, and numbers written in odd ways."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return [str(address[0]) for *_, address in found]


async def resolve_nothing(_host: str, _port: int) -> list[str]:
    """Know only addresses written out: for transports that open no connection."""
    return []


def is_private_ip(address: str) -> bool:
    """Tell whether an IP address is loopback, private, link-local or otherwise not of the open internet."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        inner = _embedded_ipv4(ip)
        if inner is not None:
            return is_private_ip(str(inner))
    return not ip.is_global or ip.is_multicast or ip.is_reserved or ip.is_unspecified


def is_private_host(host: str) -> bool:
    """Tell whether a host is, by its name alone, inside a network."""
    host = host.lower().rstrip(".")
    inside = host == "localhost" or host.endswith((".localhost", ".local", ".internal"))
    return inside or is_private_ip(host) or is_private_ip(_dotted_ipv4(host))


def _dotted_ipv4(host: str) -> str:
    """Return the dotted form of an IPv4 address in odd clothes ("2130706433", "0x7f.1"), "" for anything else."""
    if not NUMERIC_HOST.fullmatch(host):
        return ""
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        return ""


def _embedded_ipv4(ip: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that an IPv6 address stands for: mapped, 6to4, Teredo or NAT64."""
    if ip in NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
