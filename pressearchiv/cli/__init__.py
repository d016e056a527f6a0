"""The operators' command, `pressearchiv`: one module a group of commands."""

from pressearchiv.cli.main import command, main

__all__ = ["command", "main"]
