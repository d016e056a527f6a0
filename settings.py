"""Every setting, once: from the environment (PRESSEARCHIV_…), read here and passed down as values."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from web.face import Face
from wording import Language, ToldError, Wording

if TYPE_CHECKING:
    from web.server import Post

PREFIX = "PRESSEARCHIV_"


class Settings(BaseSettings):
    """What an operator can set; each field is the variable PRESSEARCHIV_<NAME>."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True)

    data: Path = Field(Path("data"), description="The directory of archive, captures and index.")
    contact: Annotated[str, Field(max_length=200)] = Field(
        "",
        description="The address a city can write to; sent with every request. Needed before a city is fetched.",
    )
    cities: str = Field(
        "",
        description="Keys of the cities that `ingest` and `watch` fetch, with commas; empty: all whose list is known.",
    )
    engine: Literal["whoosh"] = Field("whoosh", description="The search engine.")
    language: Language = Field("de", description="The language of messages and pages: de or en.")
    public_url: Annotated[str, Field(pattern=r"^(https?://[^\s?#]+)?$")] = Field(
        "",
        description="The address under which others reach the pages; permalinks, feeds and mails begin with it. "
        "Empty: this machine's own.",
    )
    host: str = Field("127.0.0.1", description="The address `serve` listens on.")
    port: Annotated[int, Field(ge=1, le=65535)] = Field(8501, description="The port `serve` listens on.")
    proxies: str = Field(
        "127.0.0.1,::1",
        description="Addresses of proxies, with commas, whose X-Forwarded-For and staff header are believed.",
    )
    staff_password: SecretStr = Field(
        SecretStr(""), description="The password with which staff sign in; empty: nobody can."
    )
    staff_header: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]*$")] = Field(
        "", description="The header in which a trusted proxy names the member of staff who asks."
    )
    imprint: Path | None = Field(None, description="A text file with the imprint.")
    privacy: Path | None = Field(None, description="A text file with the privacy notice.")
    index_persons: bool = Field(False, description="Whether search engines may list the pages of persons.")
    keep_misses: bool = Field(
        True, description="Whether searches that found nothing are kept, without who asked."
    )
    smtp: SecretStr = Field(
        SecretStr(""),
        description="The mail server, smtp://user:password@host:587 (STARTTLS) or smtps://…:465; empty: no mails, no "
        "saved searches.",
    )
    mail_from: Annotated[str, Field(max_length=200, pattern=r"^([^\s@<>]+@[^\s@<>]+)?$")] = Field(
        "", description="The sender's address of mails; needed with SMTP."
    )
    interval: Annotated[float, Field(ge=0.01, le=24 * 60)] = Field(
        15.0, description="Minutes between two rounds of `watch`."
    )
    delay: Annotated[float, Field(ge=0, le=3600)] = Field(
        1.0,
        description="Seconds between two requests to one host; robots.txt and a city file can ask for more.",
    )


def face_of(settings: Settings, data: Path, *, port: int | None = None) -> Face:
    """What the pages have to know; `port` is the one they are served at, where it is not the setting's."""
    host = "localhost" if settings.host in ("127.0.0.1", "0.0.0.0", "::") else settings.host  # noqa: S104 compared
    return Face(
        data=data,
        engine=settings.engine,
        language=settings.language,
        public_url=settings.public_url.rstrip("/") or f"http://{host}:{port or settings.port}",
        staff_password=settings.staff_password.get_secret_value(),
        staff_header=settings.staff_header,
        proxies=tuple(one.strip() for one in settings.proxies.split(",") if one.strip()),
        imprint=settings.imprint,
        privacy=settings.privacy,
        index_persons=settings.index_persons,
        keep_misses=settings.keep_misses,
        saves=bool(settings.smtp.get_secret_value() and settings.mail_from),
    )


def post_of(settings: Settings) -> "Post | None":
    """The mail server and the sender, None where searches cannot be saved; raises BadPostOffice."""
    from alerts.post import post_office
    from web.server import Post

    address = settings.smtp.get_secret_value()
    return Post(post_office(address), settings.mail_from) if address and settings.mail_from else None


class BadSetting(ToldError):
    """A setting with a value that will not do."""

    code = "bad-setting"
    wording = Wording(
        "Die Einstellung {place} hat keinen brauchbaren Wert: {reason}",
    )


def load() -> Settings:
    """The settings of this process; raises BadSetting."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + "_".join(str(part) for part in first["loc"]).upper()
        raise BadSetting(place=name, reason=first["msg"]) from error
