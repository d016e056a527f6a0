"""Documents that are no pages: bytes in, text out."""

from language.messages import Message, UserFacingError


class DocumentUnreadable(UserFacingError):
    """A document that holds no text we can get at: damaged, locked, or too large once unpacked."""

    code = "document-unreadable"
    message = Message("{reason}")
