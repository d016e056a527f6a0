"""Every setting, once: from the environment (PRESSEARCHIV_…), read here and passed down as values."""

from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from msgspec import Meta, ValidationError, convert

from language.messages import Language, Message, UserFacingError
from pressearchiv.environment import PREFIX, variables
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
            description="Keys of the cities that `ingest` and `watch` fetch, with commas; empty: all whose list is "
            "known."
        ),
    ] = ""
    engine: Annotated[Literal["whoosh"], Meta(description="The search engine.")] = "whoosh"
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
    ] = "127.0.0.1,::1"
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
        engine=settings.engine,
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


def load() -> Settings:
    """The settings of this process; raises BadSetting."""
    given = variables()
    stated: dict[str, object] = {}
    for known in fields(Settings):
        variable = PREFIX + known.name.upper()
        if variable in given:
            stated[known.name] = _typed(variable, given[variable], known.default)
    try:
        return convert(stated, Settings, dec_hook=_path)
    except ValidationError as error:
        reason, _, place = str(error).rpartition(" - at `$.")
        raise BadSetting(place=PREFIX + place.rstrip("`").upper(), reason=reason) from error


def _typed(variable: str, value: str, default: object) -> object:
    """The text of a variable as what its setting is: a switch, a number, or a text; raises BadSetting."""
    try:
        value.encode()
        if isinstance(default, bool):
            return _SWITCH[value.lower()]
        return type(default)(value) if isinstance(default, int | float) else value
    except KeyError as error:
        raise BadSetting(place=variable, reason=" / ".join(_SWITCH)) from error
    except ValueError as error:
        raise BadSetting(place=variable, reason=str(error)) from error


def _path(kind: type[Path], value: str) -> Path:
    """What msgspec asks for fields of a kind it does not know."""
    return kind(value)
