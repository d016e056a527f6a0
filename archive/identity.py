"""Which release is which: canonical addresses, likeness of headlines, content normalised for comparison."""

import hashlib
import re
from urllib.parse import urljoin, urlsplit, urlunsplit

from rapidfuzz import fuzz

from archive.model import Release
from language.german.page_noise import without_noise
from language.german.tokens import fold, visible

# Two headlines over the same number are one release's from this likeness (0 to 100) on: an edit, not a double.
SAME_HEADLINE = 70.0

_DEFAULT_PORTS = {"http": 80, "https": 443}
# Only what never names content: sessions of PHP, Java, ASP, ColdFusion and TYPO3, and what advertisers and counters
# add. A `sid` or `cHash` can be what a site finds its page by.
_SESSION = re.compile(
    r"^(?:(?:utm|pk|mtm|piwik|matomo|hsa|mc)_\w+|phpsessid|jsessionid|aspsessionid\w+|asp\.net_sessionid|"
    r"cfid|cftoken|(?:fe|be)_typo_user|[fgdy]clid|fbclid|gclsrc|msclkid|_ga|_gl|igshid)$",
    re.IGNORECASE,
)
# These can name content, but not where their value is as long and random as a session's.
_PERHAPS_SESSION = re.compile(
    r"^(?:s|sid|session|session_?id|sess|zenid|oscsid|token|csrf_?token|authtoken)$", re.IGNORECASE
)
_RANDOM = re.compile(r"^(?=.*\d)(?=.*[a-z])[0-9a-z_.-]{16,}$", re.IGNORECASE)
_PATH_SESSION = re.compile(r";jsessionid=[^/?#]*|/\((?:[A-Z]\([^()/]*\))+\)(?=/)", re.IGNORECASE)


def canonical_address(url: str | None) -> str | None:
    """The one spelling of an http(s) address (RFC 3986, 6.2); None for anything else, a file's path included.

    Host in lower case, no default port, no fragment, no session or tracking parameter.
    """
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return None
    scheme, host = parts.scheme.lower(), parts.hostname
    if scheme not in _DEFAULT_PORTS or not host:
        return None
    host = f"[{host}]" if ":" in host else host
    place = host if port in (None, _DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    # What stays is left as it was written: a site may know its pages by nothing else.
    kept = "&".join(part for part in parts.query.split("&") if part and not _is_session(part))
    return urlunsplit((scheme, place, _PATH_SESSION.sub("", parts.path) or "/", kept, ""))


def other_scheme(url: str) -> str:
    """The same address over https instead of http, or the other way round: one page, however it was reached."""
    scheme, _, rest = url.partition("://")
    return f"{'http' if scheme == 'https' else 'https'}://{rest}"


def absolute_address(base: str, address: str) -> str | None:
    """The canonical spelling of an address as a page at `base` names it; None for what is none."""
    try:
        return canonical_address(urljoin(base, address))
    except ValueError:
        return None


def _is_session(parameter: str) -> bool:
    name, _, value = parameter.partition("=")
    return bool(_SESSION.match(name) or (_PERHAPS_SESSION.match(name) and _RANDOM.match(value)))


def headline_key(title: str) -> str:
    """A headline for comparison: folded, punctuation and spacing aside."""
    return " ".join(re.findall(r"[^\W_]+", fold(title)))


def same_headline(one: str, other: str) -> bool:
    """Whether two headline keys are those of one release, an edit of a few words allowed."""
    return fuzz.ratio(one, other) >= SAME_HEADLINE


def content_key(release: Release) -> str:
    """A digest of headline, lead and body, spacing and invisible characters aside."""
    text = "\n".join(_plain(part) for part in (release.title, release.lead, release.body))
    return hashlib.sha256(text.encode()).hexdigest()


def same_content(release: Release, other: Release) -> bool:
    """Whether two readings of a release say the same to the letter.

    Spacing, invisible characters and what a page says of itself are left aside.
    The text of a document counts where both have read it: one not fetched yet is no change of the release.
    """
    return _comparable(release) == _comparable(other) and not _other_documents(release, other)


def _other_documents(release: Release, other: Release) -> bool:
    read = {attachment.url: _plain(attachment.text) for attachment in release.attachments if attachment.text}
    return any(
        attachment.text and _plain(attachment.text) != read.get(attachment.url, _plain(attachment.text))
        for attachment in other.attachments
    )


def _comparable(release: Release) -> tuple[object, ...]:
    return (
        _plain(release.title),
        _plain(release.lead),
        _plain(release.body),
        _plain(release.contact_text),
        tuple((_plain(image.caption), _plain(image.credit)) for image in release.images),
        tuple((attachment.url, _plain(attachment.title)) for attachment in release.attachments),
        release.office,
    )


def _plain(text: str) -> str:
    return " ".join(visible(without_noise(text)).split())


def fingerprint(headline: str) -> str:
    """What is kept of an erased headline: enough to know it again, not to read it."""
    return f"sha256:{hashlib.sha256(headline.encode()).hexdigest()}"
