"""The time in which German towns write and read."""

from zoneinfo import ZoneInfo

GERMANY = ZoneInfo("Europe/Berlin")
