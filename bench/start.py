"""What starting a command costs: CPU time and memory of whole processes, the best of several."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

_RUNS = 7
_RELEASE = """Schulhof wird grün

15.08.2017 - 450/pe

Stadtdirektorin Hanna Kowalski: Ein Gewinn für alle.

Der Schulhof ist fertig. „Die Bäume haben die Kinder ausgesucht“, sagte Hanna Kowalski.
"""


def cost(*command: str) -> tuple[float, float]:
    """Seconds of CPU time and MB of memory (peak resident set) of a process, the least of some runs."""
    found = []
    for _ in range(_RUNS):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        assert os.waitstatus_to_exitcode(status) == 0, command
        found.append((used.ru_utime + used.ru_stime, used.ru_maxrss / 1024))
    return min(seconds for seconds, _ in found), min(memory for _, memory in found)


def main() -> None:
    """Print a table, with an empty Python and the two largest libraries of a search beside it."""
    with tempfile.TemporaryDirectory() as scratch:
        file, data = Path(scratch) / "450.txt", str(Path(scratch) / "data")
        file.write_text(_RELEASE, encoding="utf-8")
        ours = (sys.executable, "-m", "pressearchiv", "--data", data)
        subprocess.run(
            [*ours, "import", str(file), "--city", "solingen"], check=True, stdout=subprocess.DEVNULL
        )
        commands = {
            "python -c pass": (sys.executable, "-c", "pass"),
            "import sqlalchemy, numpy": (sys.executable, "-c", "import sqlalchemy, numpy"),
            "--version": (*ours, "--version"),
            "search 450/pe": (*ours, "search", "450/pe"),
            "search Brückensanierung (new)": (*ours, "search", "Brückensanierung"),
            "show 1": (*ours, "show", "1"),
            "read FILE": (*ours, "read", str(file)),
        }
        print(f"{'an archive of one release':<32}{'CPU s':>7}{'MB':>6}")
        for name, command in commands.items():
            seconds, memory = cost(*command)
            print(f"{name:<32}{seconds:>7.2f}{memory:>6.0f}")


if __name__ == "__main__":
    main()
