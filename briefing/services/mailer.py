"""Mailing what was written: the settings of [mail], the password and the server."""

from __future__ import annotations

import asyncio
from email.message import EmailMessage

from briefing.errors import ConfigError, FetchError, MailError
from briefing.model.mail import MailSettings
from briefing.services.context import Context


class Mailer:
    """Sends mail as [mail] in feeds.toml says."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def settings(self, to: tuple[str, ...] = ()) -> MailSettings:
        """Return the settings of [mail].

        Args:
            to: Recipients; if empty, those of [mail] are needed.

        Raises:
            ConfigError: Nobody would get the mail, or [mail] has a mistake.
        """
        self._require_settings()
        settings = self._context.config.mail or MailSettings()
        if not (to or settings.to):
            raise ConfigError("The digest has no recipient.", "Write `to` into [mail] of feeds.toml, or use --mail.")
        return settings

    def send(self, message: EmailMessage) -> dict[str, str]:
        """Send a message; return who was refused while others got it, each with the server's reason.

        Raises:
            ConfigError: No server is configured, or [mail] has a mistake.
            MailError: Nobody got it.
        """
        self._require_settings()
        from briefing.web.smtp import send_mail

        settings = self._context.config.mail
        if settings is None or not settings.host:
            hint = "Write `host` into [mail] of feeds.toml, or print the mail: `briefing digest --format mail`."
            raise ConfigError("No server for mail is configured.", hint)
        return send_mail(message, settings, _password(settings))

    def _require_settings(self) -> None:
        self._context.config.require("mail", "Nothing is mailed.")


def _password(settings: MailSettings) -> str:
    if settings.password is None:
        return ""
    from briefing.feeds.fetching.secret_headers import read_secret

    try:
        return asyncio.run(read_secret("the password of [mail]", settings.password))
    except FetchError as error:
        raise MailError(str(error), "`password` of [mail] in feeds.toml names where it is") from error
