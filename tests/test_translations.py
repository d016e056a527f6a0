"""The catalogues hold every sentence of the program, with the same facts; `make catalogue` makes them so."""

import ast
import io
import re
from pathlib import Path

import pytest
from babel.messages import catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from language.messages import Message
from pressearchiv.web.shared import messages

ROOT = Path(__file__).parents[1]
ENGLISH = ROOT / "language" / "locales" / "en" / "LC_MESSAGES" / "pressearchiv.po"
FACT = re.compile(r"\{(\w+)(?:[:!.\[][^}]*)?\}")


def spoken() -> set[str]:
    """Every sentence in the source."""
    found: set[str] = set()
    for part in ("archive", "ingest", "language", "pressearchiv", "search"):
        for _, _, message, *_ in extract_from_dir(
            ROOT / part, [("**.py", "python")], keywords={"Message": None, "translate": None}
        ):
            found.add(str(message))
    return found


@pytest.fixture(scope="module")
def english() -> catalog.Catalog:
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


def translated(catalogue: catalog.Catalog) -> list[catalog.Message]:
    return [one for one in catalogue if one.id]


def test_every_sentence_is_translated_and_none_is_left_over(english: catalog.Catalog) -> None:
    assert len(spoken()) > 500
    assert {one.id for one in translated(english)} == spoken()
    assert [one.id for one in translated(english) if not one.string or one.fuzzy] == []


def test_no_sentence_stands_where_it_is_not_looked_for() -> None:
    """Within an f-string a sentence is not found by those who make the catalogue."""
    for part in ("archive", "ingest", "language", "pressearchiv", "search"):
        for file in (ROOT / part).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.JoinedStr):
                    called = {
                        one.func.id
                        for one in ast.walk(node)
                        if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)
                    }
                    assert not called & {"Message", "translate"}, f"{file}:{node.lineno}"


def test_a_translation_names_the_same_facts(english: catalog.Catalog) -> None:
    for one in translated(english):
        named = [set(FACT.findall(str(text))) for text in (one.id, one.string)]
        assert named[0] == named[1], one.id


def test_what_is_read_is_what_was_translated(english: catalog.Catalog) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, english)
    assert ENGLISH.with_suffix(".mo").read_bytes() == compiled.getvalue(), "run `make catalogue`"


def test_a_sentence_in_both_languages() -> None:
    assert messages.HITS.text("de", n=3) == "3 Treffer"
    assert messages.HITS.text("en", n=3) == "3 hits"
    assert Message("Nirgends übersetzt").text("en") == "Nirgends übersetzt"
