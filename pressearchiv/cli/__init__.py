"""The operators' command, `pressearchiv`: one module a group of commands."""

from pressearchiv.cli.commands import command, main

__all__ = ["command", "main"]
