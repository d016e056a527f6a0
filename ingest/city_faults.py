"""What is wrong in a city file, as a sentence: an unknown field, a missing one, a value that will not do."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from rapidfuzz import process

from language.messages import FilledMessage, Message

_UNKNOWN = Message("ein Feld „{field}“ gibt es nicht; möglich sind {known}")
_UNKNOWN_LIKE = Message("ein Feld „{field}“ gibt es nicht; gemeint ist vielleicht „{likely}“")
_MISSING = Message("das Feld „{field}“ fehlt")
_PATTERN = Message("„{field}“ ist „{value}“, erwartet wird, was auf {pattern} passt")
_KIND = Message("„{field}“ ist „{value}“, erwartet wird {kind}")
_UNFIT = Message("„{field}“ ist „{value}“ und damit nicht brauchbar ({said})")
_KINDS = {
    "string_type": Message("ein Text in Anführungszeichen"),
    "bool_type": Message("true oder false"),
    "bool_parsing": Message("true oder false"),
    "float_type": Message("eine Zahl"),
    "float_parsing": Message("eine Zahl"),
    "list_type": Message("eine Liste in eckigen Klammern"),
    "dict_type": Message("eine Tabelle"),
    "date_type": Message("ein Datum wie 2021-03-31"),
    "date_from_datetime_parsing": Message("ein Datum wie 2021-03-31"),
    "date_parsing": Message("ein Datum wie 2021-03-31"),
}
# From 0 to 100: a name less like the one typed is no help.
_LIKELY = 75
_LONGEST_VALUE = 80
# What pydantic names in a place beside fields: the branch of a union.
_BRANCHES = frozenset({"constrained-str", "bool"})


def fault_of(error: ValidationError, model: type[BaseModel]) -> FilledMessage:
    """The first fault that a validation found in the data of `model`."""
    first = error.errors()[0]
    place = [part for part in first["loc"] if isinstance(part, str)]
    field, value = (
        ".".join(str(part) for part in first["loc"] if part not in _BRANCHES),
        str(first.get("input"))[:_LONGEST_VALUE],
    )
    if first["type"] == "extra_forbidden":
        return unknown_field(field, place[-1], _fields_at(model, place[:-1]))
    if first["type"] == "missing":
        return _MISSING.filled(field=field)
    if first["type"] == "string_pattern_mismatch":
        return _PATTERN.filled(field=field, value=value, pattern=first["ctx"]["pattern"])
    if first["type"] in _KINDS:
        return _KIND.filled(field=field, value=value, kind=_KINDS[first["type"]])
    return _UNFIT.filled(field=field, value=value, said=first["msg"])


def unknown_field(field: str, name: str, known: Iterable[str]) -> FilledMessage:
    """That a table has no such field, with the one that was probably meant, else all it can have."""
    names = sorted(known)
    likely = process.extractOne(name, names, score_cutoff=_LIKELY)
    if likely:
        return _UNKNOWN_LIKE.filled(field=field, likely=likely[0])
    return _UNKNOWN.filled(field=field, known=", ".join(names))


def _fields_at(model: type[BaseModel], place: Sequence[str]) -> Iterable[str]:
    """The fields of the table that lies at a place below a model."""
    for name in place:
        inner = next(_models_in(model.model_fields[name].annotation), None)
        if inner is None:
            return ()
        model = inner
    return model.model_fields


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)
