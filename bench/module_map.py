"""Write docs/modules.md: every module of the program with the first line of its docstring (`make map`)."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "modules.md"
# From the top floor down, then what is not shipped.
PACKAGES = ("pressearchiv", "search", "ingest", "archive", "language", "bench")


def module_map() -> str:
    """The page as Markdown: a section a package, a line a module, packages before what is in them."""
    lines = [
        "# Every module",
        "",
        "Made by `make map` from the modules' own docstrings; do not edit by hand.",
        "",
    ]
    for package in PACKAGES:
        for directory in sorted({file.parent for file in (ROOT / package).rglob("*.py")}):
            lines += [f"## {directory.relative_to(ROOT)}/", ""]
            summary = _summary(directory / "__init__.py") if (directory / "__init__.py").exists() else ""
            lines += [summary, ""] if summary else []
            files = sorted(file for file in directory.glob("*.py") if file.name != "__init__.py")
            lines += [f"- `{file.name}` {_summary(file)}" for file in files]
            lines += [""] if files else []
    return "\n".join(lines).rstrip() + "\n"


def _summary(file: Path) -> str:
    docstring = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return docstring.partition("\n")[0]


if __name__ == "__main__":
    TARGET.write_text(module_map(), encoding="utf-8")
