"""What can go wrong with saved searches and their mails.

AlertError
├── BadAddress      not an address a mail can be sent to
├── BadPostOffice   the setting of the mail server cannot be understood
├── LinkUnusable    a link from a mail that was changed, or is too old
└── MailRefused     the mail server did not take a mail
"""

from wording import ToldError, Wording


class AlertError(ToldError):
    """The root of this tree."""

    code = "alert"
    wording = Wording(
        de="Die gespeicherten Suchen melden einen Fehler: {place}",
        en="The saved searches report an error: {place}",
    )


class BadAddress(AlertError):
    """Not an address that a mail can be sent to."""

    code = "bad-address"
    wording = Wording(
        de="„{place}“ ist keine E-Mail-Adresse, an die sich schreiben lässt.",
        en="“{place}” is no e-mail address that can be written to.",
    )


class BadPostOffice(AlertError):
    """The mail server's setting."""

    code = "bad-post-office"
    wording = Wording(
        de="Die Einstellung PRESSEARCHIV_SMTP ist nicht zu verstehen: {reason_de}. Richtig wäre etwa "
        "smtp://benutzer:passwort@mail.example.org:587.",
        en="The setting PRESSEARCHIV_SMTP cannot be understood: {reason_en}. "
        "smtp://user:password@mail.example.org:587 would be.",
    )


class LinkUnusable(AlertError):
    """A link that was changed on its way, or is too old."""

    code = "link-unusable"
    wording = Wording(
        de="Dieser Link ist abgelaufen oder unvollständig. Bitte die Suche noch einmal abonnieren.",
        en="This link is too old or incomplete. Please subscribe to the search once more.",
    )


class MailRefused(AlertError):
    """The mail server did not take a mail; `sure` tells that it has not got it, `final` that it never will take it."""

    code = "mail-refused"
    wording = Wording(
        de="Der Mailserver hat eine E-Mail nicht angenommen: {reason}",
        en="The mail server did not take a mail: {reason}",
    )

    def __init__(self, reason: str, *, sure: bool, final: bool = False) -> None:
        self.sure, self.final = sure, final
        super().__init__(reason=reason)
