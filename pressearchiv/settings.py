"""Every setting, once: from the environment (PRESSEARCHIV_…), read here and passed down as values."""

from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin, get_type_hints

from msgspec import Meta, ValidationError, convert

from language.messages import FilledMessage, Language, Message, UserFacingError
from pressearchiv.environment import PREFIX, variables
from pressearchiv.logs import LogForm, LogLevel
from pressearchiv.web.shared.config import WebConfig

if TYPE_CHECKING:
    from pressearchiv.web.server.serve import MailConfig

# What a switch may be set to.
_SWITCH = dict.fromkeys(("true", "1", "yes", "y", "t", "on"), True) | dict.fromkeys(
    ("false", "0", "no", "n", "f", "off"), False
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an operator can set; each field is the variable PRESSEARCHIV_<NAME>, in capitals or not."""

    data: Annotated[Path, Meta(description="The directory of archive, captures and index.")] = Path("data")
    contact: Annotated[
        str,
        Meta(
            max_length=200,
            description="The address a city can write to; sent with every request. Needed before a city is fetched.",
        ),
    ] = ""
    cities: Annotated[
        str,
        Meta(
            description="Keys of the cities that `ingest` and `watch` fetch, with commas; all: every one whose list "
            "is known; empty: those of the data directory and on record."
        ),
    ] = ""
    archive: Annotated[
        str,
        Meta(
            pattern=r"^(postgresql://\S+)?\Z",
            description="Where the archive's tables lie: empty for a file in the data directory, or the address of a "
            "database, postgresql://user@host/database.",
        ),
    ] = field(default="", repr=False)
    captures: Annotated[
        str,
        Meta(
            pattern=r"^(s3://\S+)?\Z",
            description="Where the bytes of captures are kept: empty for files in the data directory, or the address "
            "of a store of objects, s3://bucket/prefix?endpoint=https://….",
        ),
    ] = field(default="", repr=False)
    search: Annotated[
        str,
        Meta(
            pattern=r"^(whoosh|opensearchs?://\S+)\Z",
            description="The search engine: whoosh, or the address of a cluster, opensearch://host1,host2/prefix "
            "(opensearchs for TLS).",
        ),
    ] = field(default="whoosh", repr=False)
    language: Annotated[Language, Meta(description="The language of messages and pages: de or en.")] = "de"
    public_url: Annotated[
        str,
        Meta(
            pattern=r"^(https?://[^\s?#]+)?\Z",
            description="The address under which others reach the pages; permalinks, feeds and mails begin with it. "
            "Empty: this machine's own.",
        ),
    ] = ""
    host: Annotated[str, Meta(description="The address `serve` listens on.")] = "127.0.0.1"
    port: Annotated[int, Meta(ge=1, le=65535, description="The port `serve` listens on.")] = 8501
    proxies: Annotated[
        str,
        Meta(
            description="Addresses of proxies, with commas, whose X-Forwarded-For and staff header are believed."
        ),
    ] = ""
    staff_password: Annotated[
        str, Meta(description="The password with which staff sign in; empty: nobody can.")
    ] = field(default="", repr=False)
    staff_header: Annotated[
        str,
        Meta(
            pattern=r"^[A-Za-z0-9-]*\Z",
            description="The header in which a trusted proxy names the member of staff who asks.",
        ),
    ] = ""
    imprint: Annotated[Path | None, Meta(description="A text file with the imprint.")] = None
    privacy: Annotated[Path | None, Meta(description="A text file with the privacy notice.")] = None
    index_persons: Annotated[
        bool, Meta(description="Whether search engines may list the pages of persons.")
    ] = False
    keep_misses: Annotated[
        bool, Meta(description="Whether searches that found nothing are kept, without who asked.")
    ] = True
    smtp: Annotated[
        str,
        Meta(
            description="The mail server, smtp://user:password@host:587 (STARTTLS) or smtps://…:465; empty: no mails, "
            "no saved searches."
        ),
    ] = field(default="", repr=False)
    mail_from: Annotated[
        str,
        Meta(
            max_length=200,
            pattern=r"^([^\s@<>]+@[^\s@<>]+)?\Z",
            description="The sender's address of mails; needed with SMTP.",
        ),
    ] = ""
    log: Annotated[LogForm, Meta(description="The form of lines on standard error: text or json.")] = "text"
    log_level: Annotated[
        LogLevel, Meta(description="From which level on they are written: debug, info, warning or error.")
    ] = "warning"
    metrics: Annotated[bool, Meta(description="Whether `/metrics` answers, with figures for Prometheus.")] = (
        False
    )
    inbox: Annotated[
        Path | None,
        Meta(
            description="A folder that `watch` looks into: files put there are imported; those of several cities in "
            "folders named by their keys."
        ),
    ] = None
    interval: Annotated[
        float, Meta(ge=0.01, le=24 * 60, description="Minutes between two rounds of `watch`.")
    ] = 15.0
    delay: Annotated[
        float,
        Meta(
            ge=0,
            le=3600,
            description="Seconds between two requests to one host; robots.txt and a city file can ask for more.",
        ),
    ] = 1.0


def web_config(settings: Settings, data: Path, *, port: int | None = None) -> WebConfig:
    """What the pages have to know; `port` is the one they are served at, where it is not the setting's."""
    host = "localhost" if settings.host in ("127.0.0.1", "0.0.0.0", "::") else settings.host  # noqa: S104 compared
    return WebConfig(
        data=data,
        archive=settings.archive,
        captures=settings.captures,
        engine=settings.search,
        language=settings.language,
        public_url=settings.public_url.rstrip("/") or f"http://{host}:{port or settings.port}",
        staff_password=settings.staff_password,
        staff_header=settings.staff_header,
        proxies=tuple(part.strip() for part in settings.proxies.split(",") if part.strip()),
        imprint=settings.imprint,
        privacy=settings.privacy,
        index_persons=settings.index_persons,
        keep_misses=settings.keep_misses,
        saves=bool(settings.smtp and settings.mail_from),
        metrics=settings.metrics,
    )


def mail_config(settings: Settings) -> "MailConfig | None":
    """The mail server and the sender, None where searches cannot be saved; raises BadSmtpServer."""
    from pressearchiv.alerts.smtp import smtp_server
    from pressearchiv.web.server.serve import MailConfig

    address = settings.smtp
    return MailConfig(smtp_server(address), settings.mail_from) if address and settings.mail_from else None


class BadSetting(UserFacingError):
    """A setting with a value that will not do."""

    code = "bad-setting"
    exit_code = 2
    message = Message(
        "Die Einstellung {place} hat keinen brauchbaren Wert: {reason}",
    )


_NOT_IN_RANGE = Message("erwartet wird eine Zahl von {low} bis {high}.")
_NOT_ONE_OF = Message("möglich ist {known}.")
_TOO_LONG = Message("höchstens {most} Zeichen sind möglich.")
_NOT_TEXT = Message("erwartet wird ein Text.")
_SHAPES = {
    "public_url": Message("erwartet wird eine Adresse wie https://archiv.example.de."),
    "staff_header": Message("erwartet wird der Name einer Kopfzeile wie X-Forwarded-User."),
    "archive": Message(
        "möglich ist die Adresse einer Datenbank wie postgresql://archiv@rechner:5432/pressearchiv oder nichts."
    ),
    "captures": Message(
        "möglich ist die Adresse eines Speichers für Objekte wie s3://pressearchiv/seiten oder nichts."
    ),
    "search": Message(
        "möglich sind whoosh und die Adresse eines Clusters wie opensearch://rechner1,rechner2/pressearchiv."
    ),
    "mail_from": Message("erwartet wird eine Mailadresse wie archiv@stadt.example."),
}
_NO_SENDER = Message("zu einem Mailserver gehört die Adresse des Absenders (PRESSEARCHIV_MAIL_FROM).")
_NO_SERVER = Message("zu einem Absender gehört ein Mailserver (PRESSEARCHIV_SMTP).")
_NO_PROXY = Message("geglaubt wird dem Kopf nur von einem Proxy, dessen Adresse PRESSEARCHIV_PROXIES nennt.")
_NO_FILE = Message("die Datei {file} gibt es nicht oder sie lässt sich nicht lesen.")
_SHORT_PASSWORD = Message("mindestens {least} Zeichen werden gebraucht.")
_SHORTEST_PASSWORD = 8


# A password may begin and end with any sign.
_AS_WRITTEN = frozenset({"staff_password"})


def load() -> Settings:
    """The settings of this process; raises BadSetting."""
    given = variables()
    stated: dict[str, object] = {}
    for known in fields(Settings):
        variable = PREFIX + known.name.upper()
        if variable in given and (value := _meant(known, given[variable])) is not None:
            stated[known.name] = _typed(known, value)
    try:
        return convert(stated, Settings, dec_hook=_path)
    except ValidationError as error:
        name = str(error).rpartition(" - at `$.")[2].rstrip("`")
        raise BadSetting(place=PREFIX + name.upper(), reason=_expected(name)) from error


def _meant(known: Field[Any], value: str) -> str | None:
    """A value without what an editor or a file of settings has put around it: spaces, a carriage return, quotes.

    None for nothing, as a file of settings says it of a variable that is left open: the default counts. A switch left
    open might mean either and stays as it is.
    """
    if known.name in _AS_WRITTEN:
        return value.strip("\r\n") or None
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1].strip()
    if not value and not isinstance(known.default, bool):
        return None
    return str(Path(value).expanduser()) if known.name == "data" else value


def unknown_names() -> tuple[str, ...]:
    """Variables that look like settings and are none: a slip in a name would be silent."""
    known = {PREFIX + one.name.upper() for one in fields(Settings)}
    return tuple(sorted(set(variables()) - known))


def check_serving(settings: Settings) -> None:
    """What the pages need at their first visitor is looked at when they start; raises BadSetting."""
    if settings.smtp and not settings.mail_from:
        raise BadSetting(place=f"{PREFIX}SMTP", reason=_NO_SENDER)
    if settings.mail_from and not settings.smtp:
        raise BadSetting(place=f"{PREFIX}MAIL_FROM", reason=_NO_SERVER)
    if settings.staff_password and len(settings.staff_password) < _SHORTEST_PASSWORD:
        reason = _SHORT_PASSWORD.filled(least=_SHORTEST_PASSWORD)
        raise BadSetting(place=f"{PREFIX}STAFF_PASSWORD", reason=reason)
    if settings.staff_header and not settings.proxies.strip():
        raise BadSetting(place=f"{PREFIX}STAFF_HEADER", reason=_NO_PROXY)
    for name in ("imprint", "privacy"):
        file: Path | None = getattr(settings, name)
        try:
            if file:
                file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            reason = _NO_FILE.filled(file=file)
            raise BadSetting(place=f"{PREFIX}{name.upper()}", reason=reason) from error


def _expected(name: str) -> Message | FilledMessage:
    """What a setting may be, in words."""
    kind = get_type_hints(Settings, include_extras=True)[name]
    plain, meta = get_args(kind)[0], kind.__metadata__[0]
    if get_origin(plain) is Literal:
        return _NOT_ONE_OF.filled(known=", ".join(map(str, get_args(plain))))
    if meta.ge is not None:
        return _NOT_IN_RANGE.filled(low=meta.ge, high=meta.le)
    if name in _SHAPES:
        return _SHAPES[name]
    return _TOO_LONG.filled(most=meta.max_length) if meta.max_length else _NOT_TEXT


def _typed(known: Field[Any], value: str) -> object:
    """The text of a variable as what its setting is: a switch, a number, or a text; raises BadSetting."""
    variable, default = PREFIX + known.name.upper(), known.default
    try:
        value.encode()
        if isinstance(default, bool):
            return _SWITCH[value.lower()]
        return type(default)(value) if isinstance(default, int | float) else value
    except KeyError as error:
        raise BadSetting(place=variable, reason=_NOT_ONE_OF.filled(known=", ".join(_SWITCH))) from error
    except UnicodeEncodeError as error:
        raise BadSetting(place=variable, reason=_NOT_TEXT) from error
    except ValueError as error:
        raise BadSetting(place=variable, reason=_expected(known.name)) from error


def _path(kind: type[Path], value: str) -> Path:
    """What msgspec asks for fields of a kind it does not know."""
    return kind(value)
