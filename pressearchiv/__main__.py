"""`python -m pressearchiv`: the command without its installed script."""

from pressearchiv.cli import main

main()
