"""Inputs that nobody would write, for each place where something comes in: read, or told in a sentence."""

from collections.abc import Callable

import pytest

from bench.fuzz import Surface, memory, surfaces, tried

# Inputs of each surface in the long run, and the most memory a process may have had, in MB.
INPUTS, MOST_MEMORY = 20_000, 500
# Seconds of CPU time after which a single input hangs; how long one takes is printed, not tested.
_HANGS = 60.0
Counts = Callable[[str, object], None]


@pytest.mark.parametrize("surface", surfaces(), ids=lambda surface: surface.name)
def test_what_the_inputs_are_made_of_is_read(surface: Surface) -> None:
    for seed in surface.seeds:
        surface.read(surface.pack(seed) if surface.pack else seed)


@pytest.mark.long
@pytest.mark.parametrize("surface", surfaces(), ids=lambda surface: surface.name)
def test_nothing_that_comes_in_ends_in_a_crash(surface: Surface, record_property: Counts) -> None:
    before = memory()
    found = tried(surface, INPUTS, longest=_HANGS)
    record_property(
        "counts",
        f"fuzz {surface.name}: {INPUTS} inputs, {found.read} read, {found.told} told, {len(found.faults)} faults, "
        f"slowest {found.slowest:.1f} s CPU, {memory() - before} MB more",
    )
    assert found.faults[:3] == []
    assert memory() - before < MOST_MEMORY
