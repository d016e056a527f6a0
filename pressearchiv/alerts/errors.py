"""What can go wrong with saved searches and their mails.

AlertError
├── BadAddress      not an address a mail can be sent to
├── BadSmtpServer   the setting of the mail server cannot be understood
├── LinkUnusable    a link from a mail that was changed, or is too old
└── MailRefused     the mail server did not take a mail
"""

from language.messages import Message, UserFacingError


class AlertError(UserFacingError):
    """The root of this tree."""

    code = "alert"
    message = Message(
        "Die gespeicherten Suchen melden einen Fehler: {place}",
    )


class BadAddress(AlertError):
    """Not an address that a mail can be sent to."""

    code = "bad-address"
    message = Message(
        "„{place}“ ist keine E-Mail-Adresse, an die sich schreiben lässt.",
    )


class BadSmtpServer(AlertError):
    """The mail server's setting."""

    code = "bad-post-office"
    message = Message(
        "Die Einstellung PRESSEARCHIV_SMTP ist nicht zu verstehen: {reason}. Richtig wäre etwa "
        "smtp://benutzer:passwort@mail.example.org:587.",
    )


class LinkUnusable(AlertError):
    """A link that was changed on its way, or is too old."""

    code = "link-unusable"
    message = Message(
        "Dieser Link ist abgelaufen oder unvollständig. Bitte die Suche noch einmal abonnieren.",
    )


class MailRefused(AlertError):
    """The mail server did not take a mail; `sure` tells that it has not got it, `final` that it never will take it."""

    code = "mail-refused"
    message = Message(
        "Der Mailserver hat eine E-Mail nicht angenommen: {reason}",
    )

    def __init__(self, reason: str, *, sure: bool, final: bool = False) -> None:
        self.sure, self.final = sure, final
        super().__init__(reason=reason)
