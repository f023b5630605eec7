"""The proxies that the environment names, and the hosts that NO_PROXY exempts from them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.request import getproxies, proxy_bypass

SEPARATORS = re.compile(r"[\s,;]+")
ADDRESS_START = re.compile(r"(?:\d{1,3}\.){1,3}\*?", re.ASCII)
"""The first numbers of IPv4 addresses, as Windows writes networks."""


@dataclass(frozen=True, slots=True)
class ProxySettings:
    """The proxies of an environment.

    Attributes:
        by_scheme: The address of a proxy for "http", "https" and "all".
        no_proxy: The hosts that are reached without one, separated by commas.
    """

    by_scheme: Mapping[str, str]
    no_proxy: str = ""

    @classmethod
    def from_environment(cls) -> ProxySettings:
        """Return the proxies of the environment, or of the system on macOS and Windows."""
        proxies = getproxies()
        addresses = {
            scheme: address if "://" in address else f"http://{address}"
            for scheme, address in proxies.items()
            if scheme in ("http", "https", "all") and address
        }
        return cls(addresses, proxies.get("no", ""))

    def proxy_for(self, scheme: str, host: str, port: int | None = None) -> str:
        """Return the address of the proxy for a host, "" if it is reached without one."""
        address = self.by_scheme.get(scheme) or self.by_scheme.get("all", "")
        if not address or is_exempt(self.no_proxy, host, port) or proxy_bypass(host):
            return ""
        return address


def is_exempt(no_proxy: str, host: str, port: int | None = None) -> bool:
    """Whether an entry of NO_PROXY matches a host.

    An entry is "*", a domain (which includes its subdomains), an IP address with or without brackets, the start of
    one ("10." or "10.*"), or a network in CIDR notation; a port may follow a domain or an address. Entries that are
    none of these match nothing. Commas, semicolons and spaces separate entries.
    """
    host = _ascii_name(host.lower().strip("[]").rstrip("."))
    return any(_matches(_ascii_name(entry.lower()), host, port) for entry in SEPARATORS.split(no_proxy))


def _ascii_name(name: str) -> str:
    """Return an international domain name in ASCII, as requests have it."""
    try:
        return name if name.isascii() else name.encode("idna").decode("ascii")
    except UnicodeError:
        return name


def _matches(entry: str, host: str, port: int | None) -> bool:
    if entry in ("", "*"):
        return entry == "*"
    entry = entry.partition("://")[2] or entry
    ip = _ip(host)
    if ADDRESS_START.fullmatch(entry):
        return isinstance(ip, IPv4Address) and str(ip).startswith(entry.rstrip("*"))  # "10." or "10.*"
    if "/" in entry:
        return ip is not None and _is_in_network(ip, entry)  # "10.0.0.0/8"
    if _ip(entry) is None:  # "example.org:8080"; an IPv6 address has colons, but no port
        entry, entry_port = _without_port(entry)
        if entry_port and entry_port != str(port or ""):
            return False
    if ip is not None:
        return ip == _ip(entry)  # a number is never compared as a name
    domain = entry.removeprefix("*").strip(".")
    return bool(domain) and (host == domain or host.endswith(f".{domain}"))


def _is_in_network(ip: IPv4Address | IPv6Address, cidr: str) -> bool:
    address, _, length = cidr.partition("/")
    try:
        return ip in ip_network(f"{address.strip('[]')}/{length.strip(']')}", strict=False)
    except ValueError:
        return False


def _without_port(entry: str) -> tuple[str, str]:
    """Split an entry into host, without brackets, and port; "" if it has none."""
    if entry.startswith("["):
        address, _, rest = entry[1:].partition("]")
        return address, rest.removeprefix(":")
    host, _, port = entry.partition(":")
    return host, port


def _ip(text: str) -> IPv4Address | IPv6Address | None:
    try:
        ip = ip_address(text.strip("[]").partition("%")[0])
    except ValueError:
        return None
    return (ip.ipv4_mapped or ip) if isinstance(ip, IPv6Address) else ip
