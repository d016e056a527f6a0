"""Every setting, once: from the environment (PRESSEARCHIV_…), read here and passed down as values."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from wording import Language, ToldError, Wording

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
    public_url: Annotated[str, Field(pattern=r"^https?://\S+$")] = Field(
        "http://localhost:8501",
        description="The address under which others reach the pages; permalinks begin with it.",
    )
    host: str = Field("127.0.0.1", description="The address `serve` listens on.")
    port: Annotated[int, Field(ge=1, le=65535)] = Field(8501, description="The port `serve` listens on.")
    interval: Annotated[float, Field(ge=0.01, le=24 * 60)] = Field(
        15.0, description="Minutes between two rounds of `watch`."
    )
    delay: Annotated[float, Field(ge=0, le=3600)] = Field(
        1.0,
        description="Seconds between two requests to one host; robots.txt and a city file can ask for more.",
    )


class BadSetting(ToldError):
    """A setting with a value that will not do."""

    code = "bad-setting"
    wording = Wording(
        de="Die Einstellung {place} hat keinen brauchbaren Wert: {reason}",
        en="The setting {place} has no usable value: {reason}",
    )


def load() -> Settings:
    """The settings of this process; raises BadSetting."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + "_".join(str(part) for part in first["loc"]).upper()
        raise BadSetting(place=name, reason=first["msg"]) from error
