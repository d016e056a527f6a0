"""Every release of Tellbrück's press office, told from the stories by seeded dice: the same ones every time.

The stories happen from 2023 to 2025. A reader who asks for a later day is told them some years later, each on the
same weekday and in the same season, up to that day.
"""

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
# The newest releases, which appear on the second day of the demo: those of the days after the dice's last one.
NEW_ON_DAY_TWO = 4
_DICE_END = date(2025, 12, 15)
LAST_DAY = date(2025, 12, 19)
# One is taken down; the second one where the stories have not come to the first.
_WITHDRAWN = ("Alarm in der Chemiefabrik", "Trinkwasser in Oberwern")
_DAYS_A_YEAR = 365.2425
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


def releases(day: int = 1, until: date = LAST_DAY) -> tuple[DemoRelease, ...]:
    """What the press office shows on a day (1 or 2) of the demo, the newest first, none later than `until`.

    On the second day there are new releases, three were edited without a word, and one is gone.
    """
    later = timedelta(weeks=_weeks_later(until))
    shown = tuple(release for release in _all(later) if release.day <= until)
    if day == 1:
        return shown[NEW_ON_DAY_TWO:]
    withdrawn = next(release for start in _WITHDRAWN for release in shown if release.title.startswith(start))
    return tuple(
        replace(release, gone=True) if release is withdrawn else _as_on_day_two(release) for release in shown
    )


def last_told(day: date) -> date:
    """The last day of the stories as they are told to a reader of a day, later than which nothing happens."""
    return LAST_DAY + timedelta(weeks=_weeks_later(day))


def _weeks_later(until: date) -> int:
    """How much later the stories are told so that they reach a day: whole years, to the nearest week."""
    years = 0
    while LAST_DAY + timedelta(weeks=(weeks := round(years * _DAYS_A_YEAR / 7))) < until:
        years += 1
    return weeks


def _as_on_day_two(release: DemoRelease) -> DemoRelease:
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
def _all(later: timedelta) -> tuple[DemoRelease, ...]:
    dice = random.Random(_SEED)
    told = sorted(_told(dice), key=lambda release: (release[0], release[1]["title"]))
    numbered = []
    running, year = 0, 0
    for first_told, story, slots in told:
        day = first_told + later
        if day.year != year:
            running, year = 0, day.year
        if not story.get("double"):  # the double bears the number of the release before it
            running += 2 if dice.randrange(_ONE_NUMBER_IN) == 0 else 1
        numbered.append(_release(day, story, _Words(first_told, day, slots), running))
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
    while day.weekday() >= 5 or day > _DICE_END:
        day -= timedelta(days=1)
    return day


def _release(day: date, story: dict[str, Any], words: "_Words", running: int) -> DemoRelease:
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
    """The slots of a story, the holders of offices on the day it was first told, and days and years from `day` on.

    {in_5}, {weekday_5} are five days later, {years_5} and {ago_5} the years five years later and before.
    """

    def __init__(self, first_told: date, day: date, slots: dict[str, str]) -> None:
        super().__init__(slots)
        self._first_told, self._day = first_told, day

    def __missing__(self, key: str) -> object:
        if key in OFFICES:
            return holder(key, self._first_told)
        kind, _, count = key.partition("_")
        if kind in ("years", "ago"):
            return self._day.year + (int(count) if kind == "years" else -int(count))
        then = self._day + timedelta(days=int(count))
        weekday = _WEEKDAYS[then.weekday()]
        return weekday if kind == "weekday" else f"{weekday}, {then.day}. {_MONTHS[then.month - 1]}"


def _slug(title: str) -> str:
    folded = title.lower().translate(_FOLDED)
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    words = "".join(letter if letter.isalnum() else " " for letter in plain).split()
    return "-".join(words)[:60].rstrip("-")
