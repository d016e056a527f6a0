"""Documents that are no pages: bytes in, text out."""

from language.messages import ToldError, Wording


class DocumentUnreadable(ToldError):
    """A document that holds no text we can get at: damaged, locked, or too large once unpacked."""

    code = "document-unreadable"
    wording = Wording("{reason_de}")
