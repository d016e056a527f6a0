"""How sure a fact of a release is: where its day and number were learnt, whether its text was read from a picture."""

from enum import StrEnum

# The layout of a text that a program read from a picture: it may be misread.
RECOGNISED_LAYOUT = "ocr"


class PublishedFrom(StrEnum):
    """Where the date of publication was learnt."""

    META = "meta"
    PAGE = "page"
    FEED = "feed"
    URL = "url"
    MAIL = "mail"
    GIVEN = "given"
    FILE_NAME = "file name"
    SERIES = "series"
    STAFF = "staff"
    NONE = "none"


class NumberFrom(StrEnum):
    """Where the number of a release was learnt."""

    PRINTED = "printed"
    FILE_NAME = "file name"
    GIVEN = "given"
    STAFF = "staff"
