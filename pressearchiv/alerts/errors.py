"""What can go wrong with saved searches and their mails.

AlertError
├── BadAddress      not an address a mail can be sent to
├── BadPostOffice   the setting of the mail server cannot be understood
├── LinkUnusable    a link from a mail that was changed, or is too old
└── MailRefused     the mail server did not take a mail
"""

from language.messages import ToldError, Wording


class AlertError(ToldError):
    """The root of this tree."""

    code = "alert"
    wording = Wording(
        "Die gespeicherten Suchen melden einen Fehler: {place}",
    )


class BadAddress(AlertError):
    """Not an address that a mail can be sent to."""

    code = "bad-address"
    wording = Wording(
        "„{place}“ ist keine E-Mail-Adresse, an die sich schreiben lässt.",
    )


class BadPostOffice(AlertError):
    """The mail server's setting."""

    code = "bad-post-office"
    wording = Wording(
        "Die Einstellung PRESSEARCHIV_SMTP ist nicht zu verstehen: {reason_de}. Richtig wäre etwa "
        "smtp://benutzer:passwort@mail.example.org:587.",
    )


class LinkUnusable(AlertError):
    """A link that was changed on its way, or is too old."""

    code = "link-unusable"
    wording = Wording(
        "Dieser Link ist abgelaufen oder unvollständig. Bitte die Suche noch einmal abonnieren.",
    )


class MailRefused(AlertError):
    """The mail server did not take a mail; `sure` tells that it has not got it, `final` that it never will take it."""

    code = "mail-refused"
    wording = Wording(
        "Der Mailserver hat eine E-Mail nicht angenommen: {reason}",
    )

    def __init__(self, reason: str, *, sure: bool, final: bool = False) -> None:
        self.sure, self.final = sure, final
        super().__init__(reason=reason)
