"""The mail server: the only module that speaks SMTP (RFC 5321)."""

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from language.messages import Message
from pressearchiv.alerts.errors import BadSmtpServer, MailRefused

# How long a server may take for one answer, in seconds.
_PATIENCE = 30
# Codes from here on are refusals for good (RFC 5321, 4.2.1).
_FOR_GOOD = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpServer:
    """Where mails are handed in; `tls` from the first byte, else by STARTTLS where the server offers it."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    tls: bool = False

    def send(self, address: str, sender: str, message: bytes) -> None:
        """Hand in one mail.

        Raises MailRefused, which tells whether the server surely has not got it.
        """
        handed_over = False
        server: smtplib.SMTP | None = None
        try:
            server = self._connected()
            server.ehlo_or_helo_if_needed()
            self._secure(server)
            _checked(server.mail(sender))
            _checked(server.rcpt(address))
            handed_over = True
            _checked(server.data(message))
        except MailRefused:
            raise
        except smtplib.SMTPResponseException as error:
            raise MailRefused(f"{error.smtp_code} {_said(error.smtp_error)}", sure=True) from error
        except (OSError, ValueError, smtplib.SMTPException) as error:
            raise MailRefused(f"{type(error).__name__}: {error}", sure=not handed_over) from error
        finally:
            if server:
                _leave(server)

    def _connected(self) -> smtplib.SMTP:
        if self.tls:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self.host, self.port, timeout=_PATIENCE, context=context)
        return smtplib.SMTP(self.host, self.port, timeout=_PATIENCE)

    def _secure(self, server: smtplib.SMTP) -> None:
        """Encrypt where that is offered; a password never goes out in the clear, but to this machine."""
        encrypted = self.tls
        if not encrypted and server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
            encrypted = True
        if self.user:
            if not encrypted and not _is_here(self.host):
                raise MailRefused("STARTTLS", sure=True)
            server.login(self.user, self.password)


def smtp_server(address: str) -> SmtpServer:
    """The server that a setting names, smtp://user:password@host:587 or smtps://…:465; raises BadSmtpServer."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise BadSmtpServer(reason=Message("der Port ist keine Zahl")) from error
    if parts.scheme not in ("smtp", "smtps"):
        raise BadSmtpServer(
            reason=Message("sie beginnt nicht mit smtp:// oder smtps://"),
        )
    if not parts.hostname:
        raise BadSmtpServer(reason=Message("der Rechner fehlt"))
    return SmtpServer(
        host=parts.hostname,
        port=port or (465 if parts.scheme == "smtps" else 587),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=parts.scheme == "smtps",
    )


def _checked(answer: tuple[int, bytes]) -> None:
    """Raises MailRefused for an answer that is a refusal; after one the server surely has no mail."""
    code, said = answer
    if code >= 400:
        raise MailRefused(f"{code} {_said(said)}", sure=True, final=code >= _FOR_GOOD)


def _leave(server: smtplib.SMTP) -> None:
    """Say goodbye; what becomes of that is of no account for the mail."""
    with suppress(OSError, smtplib.SMTPException):
        server.quit()
    server.close()


def _said(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
