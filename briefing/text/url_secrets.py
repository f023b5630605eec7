"""Removal of secrets from addresses, so that a list of feeds can be given to somebody else."""

from __future__ import annotations

import re
from urllib.parse import unquote

USER_INFO = re.compile(r"(?<![^\s:\"'(=]//)(?<=//)[^/?#@\s]+@")
"""User and password before the host of an address; "//" may also stand in a path, where no host follows."""
PARAMETER = re.compile(r"([?&;#])([^?&;#=\s]+)=([^?&;#\s]*)")
"""A parameter of an address: the separator before it, its name, its value."""
NAME_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
SECRET_WORDS = {
    *("token", "key", "auth", "authorization", "secret", "sig", "signature", "hmac", "hash", "password", "passwd"),
    *("passphrase", "pass", "pwd", "pw", "session", "sid", "jwt", "bearer", "credential", "credentials", "cookie"),
}
"""Words in the name of a parameter whose value is a secret: access_token, rssKey, X-Amz-Signature."""
SECRET_ENDINGS = ("token", "apikey", "authkey", "rsskey", "feedkey", "userkey", "accesskey", "sessionid", "password")
"""Ends of such names that are written without a separator: usertoken, phpsessionid."""
SIGNED_TOKEN = re.compile(r"eyJ[\w-]{8,}\.")
"""The start of a JSON Web Token, under whatever name."""


def without_secrets(text: str) -> str:
    """Return an address, or a text with addresses in it, without user, password and parameters that hold secrets."""
    shortened = PARAMETER.sub(_kept_part, USER_INFO.sub("", text))
    if shortened == text:
        return text
    return re.sub(r"\?+(?=[#\s]|$)", "", re.sub(r"\?[&;?]+", "?", shortened))


def _kept_part(match: re.Match[str]) -> str:
    """Return a parameter, or what is left of one that holds a secret."""
    separator, name, value = match.groups()
    name = unquote(name)
    words = {word.lower() for word in NAME_WORD.findall(name)}
    letters = re.sub(r"[^a-z]", "", name.lower())
    is_secret = words & SECRET_WORDS or letters.endswith(SECRET_ENDINGS) or SIGNED_TOKEN.match(unquote(value))
    if not is_secret:
        return match[0]
    return "?" if separator == "?" else ""
