"""The fields of a search, in one table: what a query calls them, which values a release has, how people read them.

Query language, filters, URL parameters, facets, API, pages and help follow from `FIELDS`. A new facet is one entry
here, its value in `search.document.Document`, and its line in `search.model.Filters`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from archive.model import Grade, Source
from language.german.dates import MONTHS
from language.german.forms import FORMS, find_form, form
from language.german.names import name_matches
from language.german.tokens import fold, words
from language.german.topics import TOPICS, find_topic, topic
from language.messages import Language, Message

if TYPE_CHECKING:
    from search.document import Document

# How deep a version changed.
GRADES = {
    Grade.TYPOGRAPHIC: Message("nur Schreibweise geändert"),
    Grade.FACTUAL: Message("inhaltlich geändert"),
    Grade.STRUCTURAL: Message("Text dazugekommen oder entfallen"),
}
_STATES: dict[str, Message] = {
    "edited": Message("geändert"),
    **{str(grade): label for grade, label in GRADES.items()},
    "withdrawn": Message("zurückgezogen"),
}
# What `stand:` takes, by every name; the first one is the one rendered.
STATE_NAMES: dict[str, tuple[str, ...]] = {
    "edited": ("geändert", "edited"),
    "typographic": ("berichtigt", "typographic"),
    "factual": ("inhaltlich", "factual"),
    "structural": ("umgebaut", "structural"),
    "withdrawn": ("zurückgezogen", "withdrawn"),
}
_STATE_OF = {fold(name): state for state, names in STATE_NAMES.items() for name in names}


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The values a field can have, where these are few: `find` is the one a text means, `known` their names.

    `unknown` is the sentence for another text, `unknown_like` the one that names the most similar value.
    """

    find: Callable[[str], str | None]
    known: tuple[str, ...]
    unknown: Message
    unknown_like: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """Values that releases are filtered and counted by.

    `values` are those of a document, `label` what people read for one. `meant` brings a value that was typed into
    its form; `matches` says whether a typed value means one that a document has, None where only equal ones do.
    `written` is a value as a query says it. Of a result `shown` values are offered, the others where `looked_up`;
    `several` says that one release can bear more than one.
    """

    title: Message
    parameter: str
    values: Callable[["Document"], tuple[str, ...]]
    label: Callable[[str, Mapping[str, Source], Language], str] = lambda value, sources, language: value
    meant: Callable[[str], str] = lambda value: value
    matches: Callable[[str, str], bool] | None = None
    written: Callable[[str], str] = lambda value: value
    vocabulary: Vocabulary | None = None
    shown: int = 8
    looked_up: bool = True
    several: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What a query can name with a colon: `names` in queries, the first one rendered; `facet` where it is one."""

    key: str
    names: tuple[str, ...]
    facet: Facet | None = None
    example: tuple[str, Message] | None = None  # a facet in braces stands for a value that occurs


def quoted(value: str) -> str:
    """A value of several words in quotation marks."""
    return f'"{value}"' if re.search(r"\s|[()]", value) else value


def _topic_label(key: str, sources: Mapping[str, Source], language: Language) -> str:
    found = topic(key)
    return found.label(language) if found else key


def _state_label(key: str, sources: Mapping[str, Source], language: Language) -> str:
    return _STATES[key].text(language) if key in _STATES else key


def _city_label(key: str, sources: Mapping[str, Source], language: Language) -> str:
    return sources[key].name if key in sources else key


def _topic_key(value: str) -> str | None:
    found = find_topic(value)
    return found.key if found else None


def _form_label(key: str, sources: Mapping[str, Source], language: Language) -> str:
    found = form(key)
    return found.label.text(language) if found else key


def _form_key(value: str) -> str | None:
    found = find_form(value)
    return found.key if found else None


def _form_named(key: str) -> str:
    found = form(key)
    return found.names[0] if found else key


def same_place(asked: str, place: str) -> bool:
    """Whether the words of one place stand in a row in another: Wald in Solingen-Wald, Markt in Alter Markt."""
    return f" {_folded(asked)} " in f" {_folded(place)} "


@lru_cache(maxsize=50_000)  # the places of an index are looked through for each query
def _folded(place: str) -> str:
    return " ".join(fold(word) for word in words(place))


FIELDS = (
    Field(
        key="person",
        names=("person",),
        facet=Facet(
            title=Message("Person"),
            parameter="Full names, any of them.",
            values=lambda document: document.persons,
        ),
    ),
    Field(
        key="topic",
        names=("thema", "topic"),
        facet=Facet(
            title=Message("Thema"),
            parameter="Keys of topics, any of them.",
            values=lambda document: document.topics,
            label=_topic_label,
            vocabulary=Vocabulary(
                find=_topic_key,
                known=tuple(known.de for known in TOPICS),
                unknown=Message("Ein Thema „{value}“ gibt es nicht. Themen sind {known}"),
                unknown_like=Message(
                    "Ein Thema „{value}“ gibt es nicht; am nächsten kommt „{likely}“. Themen sind {known}"
                ),
            ),
        ),
    ),
    Field(
        key="form",
        names=("art", "form"),
        facet=Facet(
            title=Message("Art der Meldung"),
            parameter="Keys of forms of releases (invitation, closure, grant, honour …), any of them.",
            values=lambda document: document.forms,
            label=_form_label,
            written=_form_named,
            vocabulary=Vocabulary(
                find=_form_key,
                known=tuple(known.names[0] for known in FORMS),
                unknown=Message("Die Art „{value}“ gibt es nicht; möglich sind {known}"),
            ),
            looked_up=False,
        ),
    ),
    Field(
        key="city",
        names=("stadt", "city"),
        facet=Facet(
            title=Message("Stadt"),
            parameter="Keys of cities, any of them.",
            values=lambda document: (document.city,),
            several=False,
            label=_city_label,
            written=quoted,
        ),
    ),
    Field(key="number", names=("nr", "number", "nummer")),
    Field(
        key="sign",
        names=("kürzel", "kuerzel", "sign"),
        facet=Facet(
            title=Message("Zeichen der Verfasser"),
            parameter="Authors' signs, any of them.",
            values=lambda document: (document.sign,) if document.sign else (),
            meant=str.lower,
            shown=6,
            several=False,
        ),
    ),
    Field(key="from", names=("von", "from")),
    Field(key="to", names=("bis", "to")),
    Field(key="on", names=("am", "on")),
    Field(key="mentioned", names=("termin", "event")),
    Field(key="changed", names=("geändert", "changed")),
    Field(key="title", names=("titel", "title")),
    Field(key="role", names=("rolle", "role")),
    Field(
        key="quoted",
        names=("zitiert", "quoted"),
        facet=Facet(
            title=Message("Zitiert"),
            parameter="Full names of people who are quoted, any of them.",
            values=lambda document: document.speakers,
            matches=name_matches,
            written=quoted,
            shown=6,
        ),
        example=("zitiert:{quoted}", Message("die Meldung gibt Worte dieser Person wieder")),
    ),
    Field(
        key="quotation",
        names=("zitat", "quotation"),
        example=("zitat:Stadt", Message("das Wort steht in einem Zitat; mehrere in Anführungszeichen")),
    ),
    Field(
        key="state",
        names=("stand", "state"),
        facet=Facet(
            title=Message("Geändert oder zurückgezogen"),
            parameter="edited, typographic, factual, structural or withdrawn.",
            values=lambda document: document.states,
            label=_state_label,
            written=lambda state: STATE_NAMES[state][0],
            vocabulary=Vocabulary(
                find=lambda value: _STATE_OF.get(fold(value)),
                known=tuple(names[0] for names in STATE_NAMES.values()),
                unknown=Message("„{value}“ gibt es hier nicht; möglich sind {known}"),
            ),
            shown=5,
            looked_up=False,
        ),
    ),
    Field(key="also", names=("auch", "also")),
    Field(
        key="place",
        names=("ort", "place"),
        facet=Facet(
            title=Message("Ort"),
            parameter="Districts, streets and squares named in the text, any of them.",
            values=lambda document: document.places,
            matches=same_place,
            written=quoted,
        ),
        example=(
            "ort:{place}",
            Message("der Text nennt diese Straße, diesen Platz oder diesen Ortsteil"),
        ),
    ),
)
# The fields a result can be narrowed by.
FACETS_BY_KEY: dict[str, Facet] = {field.key: field.facet for field in FIELDS if field.facet}
# Every name that a query can give a field, folded.
KEY_OF_NAME = {fold(name): field.key for field in FIELDS for name in field.names}
RENDERED_NAME = {field.key: field.names[0] for field in FIELDS}


def value_label(facet: str, value: str, sources: Mapping[str, Source], language: Language) -> str:
    """What people read for a value of a facet, or for a month (2025-12)."""
    if facet in FACETS_BY_KEY:
        return FACETS_BY_KEY[facet].label(value, sources, language)
    return f"{MONTHS[int(value[5:]) - 1]} {value[:4]}" if facet == "month" else value
