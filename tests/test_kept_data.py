"""An archive, an index and saved searches kept by an earlier commit open, and answer as they did."""

import json
import re
import tarfile
from pathlib import Path
from typing import Any

import pytest

from tests.command import run

# Made with the code of that commit: the demo town's days 1 and 2, a sealed release, two persons merged, two saved
# searches; `answers.json` beside the data holds what the commands printed then.
KEPT = Path(__file__).parent / "kept" / "by-4bea063.tar.xz"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("kept")
    with tarfile.open(KEPT) as file:
        # Python 3.11 has had it since its fourth patch; Debian 12 comes with the second.
        file.extraction_filter = getattr(tarfile, "data_filter", lambda member, place: member)
        file.extractall(directory)
    before = run(directory / "data", "search", "Stadt")
    assert before.returncode == 1, "an index that lacks a newer facet is told, not searched"
    assert "pressearchiv index" in before.stderr
    assert run(directory / "data", "index").returncode == 0
    return directory


# Facts of a release that were not told then.
_NEW_SINCE = frozenset(
    {"number_from", "embargo_unread", "published_otherwise", "forms", "offers", "amendments", "uncounted"}
)
# Its words count otherwise than then, and its hits fill more than a page.
_RANKED_ANEW = "Stadt -Radweg"


def answers() -> list[dict[str, object]]:
    with tarfile.open(KEPT) as file:
        opened = file.extractfile("answers.json")
        assert opened is not None
        answered: list[dict[str, object]] = json.load(opened)
    return answered


@pytest.mark.parametrize("answer", answers(), ids=lambda answer: " ".join(answer["command"]))
def test_what_an_earlier_version_kept_answers_the_same(answer: dict[str, Any], kept: Path) -> None:
    done = run(kept / "data", *answer["command"])
    printed = done.stdout if done.stdout else done.stderr
    assert done.returncode == answer["returncode"]
    expected = answer["output"]
    if answer["command"][:2] == ["city", "list"]:  # more come with the program now, and more is known of them
        assert _cities_then(json.loads(printed), expected) == expected
        return
    now, then = (
        _known_then(json.loads(printed) if printed.startswith("{") else printed),
        _known_then(expected),
    )
    if any(part.startswith("termin:") for part in answer["command"]):  # the exactest come first now
        now, then = (
            {**told, "hits": sorted(told["hits"], key=lambda hit: hit["id"])} for told in (now, then)
        )
    if answer["command"][:2] == ["people", "find"]:  # who is named only to be asked comes last now
        now, then = (
            {**told, "persons": sorted(told["persons"], key=lambda person: person["key"])}
            for told in (now, then)
        )
    if _RANKED_ANEW in answer["command"]:  # others are on its first page: each of then is a hit, as it was
        hits = {
            hit["id"]: hit
            for hit in _known_then(
                json.loads(run(kept / "data", *answer["command"], "--size", "100").stdout)
            )["hits"]
        }
        assert len(now["hits"]) == len(then["hits"])
        now["hits"] = [hits[hit["id"]] for hit in then["hits"]]
    assert now == then


def _cities_then(printed: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    rows = {row["key"]: row for row in printed["cities"]}
    lasting = ("key", "name", "ags", "confirmed")
    return {
        "cities": [
            {**row, **{name: rows[row["key"]][name] for name in lasting}} for row in expected["cities"]
        ]
    }


def _known_then(printed: Any) -> Any:
    """An answer without facets and facts that did not exist then, and without scores: the index was made anew."""
    if not isinstance(printed, dict):  # hours are Germany's now, and were the machine's
        return re.sub(r"\b\d\d:\d\d\b", "··:··", printed)
    printed = {name: value for name, value in printed.items() if name not in _NEW_SINCE}
    if "versions" in printed:
        printed["versions"] = [_known_then(version) for version in printed["versions"]]
    if "facets" not in printed:
        return printed
    hits = [
        {name: hit[name] for name in hit if name not in ("score", "attachment")} for hit in printed["hits"]
    ]
    return {
        **printed,
        "hits": hits,
        "facets": {**printed["facets"], "place": None, "form": None, "quoted": None},
    }
