"""What the architecture tests read: the files of our own apps, and their syntax trees."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APPS = [
    "accounts", "bookings", "certificates", "config", "correspondence", "demo", "evaluations", "finance", "imports", "lib",
    "reports", "training",
]  # fmt: skip


def modules(*folders: str) -> Iterator[Path]:
    """Every Python file of these folders (of all apps, without any), without generated migrations."""
    for folder in folders or APPS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def templates() -> list[Path]:
    folders = [ROOT / "templates", *(ROOT / app / "templates" for app in APPS)]
    return sorted(path for folder in folders for path in folder.rglob("*.html"))


def place(path: Path, line: int = 0) -> str:
    """How a test names a finding: the path inside the project, and the line."""
    return f"{path.relative_to(ROOT)}{f':{line}' if line else ''}"
