"""Every release of Tellbrück's press office, told from the stories by seeded dice: the same ones every time."""

import random
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from pressearchiv.demo.cast import OFFICES, SIGNS, holder

YEARS = (2023, 2024, 2025)
# The releases after this day appear on the second day of the demo.
DAY_ONE_ENDS = date(2025, 12, 15)
_SEED = 4050
# One number in so many was given to a release that never came.
_ONE_NUMBER_IN = 24
_MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
_FOLDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ı": "i"})
_WEEKDAYS = "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split()


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoRelease:
    """A release as the press office wrote it, and the facts about it that a reader of the page has to find.

    `day` is when it was published, whether the page says so (`dated`) or not; `gone` says it was taken down.
    """

    slug: str
    day: date
    dated: bool
    running: int
    sign: str
    title: str
    lead: str
    paragraphs: tuple[str, ...]
    caption: str = ""
    credit: str = ""
    attachment: str = ""
    topic: str
    gone: bool = False
    edited: bool = False

    @property
    def number(self) -> str:
        """The number as printed: 412/mk."""
        return f"{self.running}/{self.sign}"

    @property
    def serial(self) -> int:
        """The number by which a content system knows it."""
        return int(f"{self.day:%y%m%d}{self.running:04d}") * 10 + (self.slug[0] > "k")

    @property
    def author(self) -> str:
        """Who wrote it."""
        return SIGNS[self.sign]


def releases(day: int = 1) -> tuple[DemoRelease, ...]:
    """What the press office shows on a day (1 or 2) of the demo, the newest first.

    On the second day there are new releases, three were edited without a word, and one is gone.
    """
    if day == 1:
        return tuple(release for release in _all() if release.day <= DAY_ONE_ENDS)
    return tuple(_as_on_day_two(release) for release in _all())


def _as_on_day_two(release: DemoRelease) -> DemoRelease:
    if release.title.startswith("Alarm in der Chemiefabrik"):
        return replace(release, gone=True)
    if release.title.startswith("Integrationsbeauftragte des Landes"):  # a misprint mended
        mended = tuple(
            text.replace("Landesintegratonsbeauftragten", "Landesintegrationsbeauftragten")
            for text in release.paragraphs
        )
        return replace(release, paragraphs=mended, edited=True)
    if release.title.startswith("Dr. Henrike Asmussen gewinnt"):  # a figure changed
        changed = tuple(text.replace("54,3 Prozent", "53,4 Prozent") for text in release.paragraphs)
        return replace(release, lead=release.lead.replace("54,3", "53,4"), paragraphs=changed, edited=True)
    if release.title.startswith("Ehrenbürgerwürde für"):  # a sentence left out
        return replace(
            release,
            paragraphs=(
                release.paragraphs[0],
                release.paragraphs[1].split(" Ehrenbürger waren")[0],
            ),
            edited=True,
        )
    return release


@cache
def _all() -> tuple[DemoRelease, ...]:
    dice = random.Random(_SEED)
    told = sorted(_told(dice), key=lambda release: (release[0], release[1]["title"]))
    numbered = []
    running, year = 0, 0
    for day, story, slots in told:
        if day.year != year:
            running, year = 0, day.year
        if not story.get("double"):  # the double bears the number of the release before it
            running += 2 if dice.randrange(_ONE_NUMBER_IN) == 0 else 1
        numbered.append(_release(day, story, slots, running))
    return tuple(reversed(numbered))


_Told = tuple[date, dict[str, Any], dict[str, str]]


def _told(dice: random.Random) -> Iterator[_Told]:
    stories = files("pressearchiv.demo").joinpath("stories")
    for file in sorted(stories.iterdir(), key=lambda entry: entry.name):
        for story in tomllib.loads(file.read_text(encoding="utf-8"))["story"]:
            if "on" in story:
                yield story["on"], story, {}
                continue
            rows = story["rows"]
            for index, row in enumerate(rows):
                day = _workday(dice, YEARS[index * len(YEARS) // len(rows)], dice.choice(story["months"]))
                yield day, story, dict(zip(story["slots"], row, strict=True))


def _workday(dice: random.Random, year: int, month: int) -> date:
    day = date(year, month, dice.randint(1, 28))
    while day.weekday() >= 5 or day > DAY_ONE_ENDS:
        day -= timedelta(days=1)
    return day


def _release(day: date, story: dict[str, Any], slots: dict[str, str], running: int) -> DemoRelease:
    words = _Words(day, slots)

    def tell(field: str) -> str:
        text = str(story.get(field, ""))
        for _ in range(2):  # a slot may hold another one
            text = text.format_map(words)
        return text.strip()

    title = tell("title")
    return DemoRelease(
        slug=f"{_slug(title)}-{day:%y%m%d}{running}",
        day=day,
        dated=not story.get("undated", False),
        running=running,
        sign=story["sign"],
        title=title[0].upper() + title[1:],
        lead=tell("lead"),
        paragraphs=tuple(part.replace("\n", " ") for part in tell("body").split("\n\n")),
        caption=tell("caption"),
        credit=tell("credit"),
        attachment=tell("attachment"),
        topic=story["topic"],
    )


class _Words(dict[str, Any]):
    """The slots of a story, the holders of offices on its day, and days from then on ({in_5}, {weekday_5})."""

    def __init__(self, day: date, slots: dict[str, str]) -> None:
        super().__init__(slots)
        self._day = day

    def __missing__(self, key: str) -> object:
        if key in OFFICES:
            return holder(key, self._day)
        kind, _, days = key.partition("_")
        then = self._day + timedelta(days=int(days))
        weekday = _WEEKDAYS[then.weekday()]
        return weekday if kind == "weekday" else f"{weekday}, {then.day}. {_MONTHS[then.month - 1]}"


def _slug(title: str) -> str:
    folded = title.lower().translate(_FOLDED)
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    words = "".join(letter if letter.isalnum() else " " for letter in plain).split()
    return "-".join(words)[:60].rstrip("-")
