"""What takes minutes: kills, flips, full disks, fuzzing. `docs/reliability.md` keeps the counts."""
