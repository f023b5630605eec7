"""Header values and passwords kept outside feeds.toml: in an environment variable, or printed by a command."""

from __future__ import annotations

import asyncio
import base64
import os
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Mapping

from briefing.errors import FetchError
from briefing.model.feeds import Feed, Secret
from briefing.system_errors import os_error_cause

COMMAND_TIMEOUT = 15.0
"""Seconds that a command may take, enough for a prompt of a password manager."""


async def resolve_headers(feed: Feed, environ: Mapping[str, str] = os.environ) -> tuple[tuple[str, str], ...]:
    """Return a feed's headers with its secrets; FetchError, which never contains a secret, if one is missing."""
    if not feed.secrets:
        return feed.headers
    return (
        *feed.headers,
        *[(name, await read_secret(f"the header {name}", secret, environ)) for name, secret in feed.secrets],
    )


async def read_secret(what: str, secret: Secret, environ: Mapping[str, str] = os.environ) -> str:
    """Return a secret value; FetchError, which names `what` it is for and never contains it, if there is none."""
    value = await _command_output(what, secret.command) if secret.command else environ.get(secret.env, "")
    if not value:
        cause = f"`{secret.command[0]}` printed nothing" if secret.command else f"${secret.env} is not set"
        raise FetchError(f"no value for {what}: {cause}")
    if not value.isprintable() or not value.isascii():
        raise FetchError(f"the value for {what} is not one line of ASCII text")
    if secret.user:
        return "Basic " + base64.b64encode(f"{secret.user}:{value}".encode()).decode("ascii")
    return secret.prefix + value


async def _command_output(what: str, command: tuple[str, ...]) -> str:
    """Return the first line that a command prints; it runs without a shell."""
    failure = f"no value for {what}: `{command[0]}`"
    try:
        process = await asyncio.create_subprocess_exec(*command, stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL)
    except OSError as error:
        raise FetchError(f"{failure}: {os_error_cause(error)}") from error
    try:
        output, _ = await asyncio.wait_for(process.communicate(), COMMAND_TIMEOUT)
    except TimeoutError as error:
        raise FetchError(f"{failure} took more than {COMMAND_TIMEOUT:g} s") from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise FetchError(f"{failure} failed with exit code {process.returncode}")
    lines = output.decode("utf-8", "replace").splitlines()
    return lines[0].strip() if lines else ""
