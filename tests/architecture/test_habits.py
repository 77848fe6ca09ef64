"""Habits that make code hard to follow, kept out by name."""

import ast

from django.apps import apps

from tests.architecture.source import APPS, functions, modules, place, tree

VAGUE = {"utils", "helpers", "services", "signals"}
# Reading the clock is left to where a deed begins. "path: reason" for the others.
CLOCK = {"now", "utcnow", "today", "localdate", "localtime"}
MAY_READ_THE_CLOCK = {
    "config/middleware.py": "gives every request its now",
    "config/allauth.py": "allauth calls its adapter without a request",
}
# Their import takes seconds; the function that needs them pays for it.
HEAVY = {"weasyprint", "openpyxl", "holidays"}


def test_no_module_has_a_vague_name():
    assert not [place(path) for path in modules() if VAGUE & {path.stem, path.parent.name}]


def test_nothing_listens_to_signals():
    found = [
        place(path, node.lineno)
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith((".signals", ".dispatch"))
    ]
    assert not found


def test_no_model_acts_in_save_or_delete():
    found = [
        f"{owner.__module__}.{owner.__name__}.{name}"
        for model in apps.get_models()
        for owner in model.__mro__
        for name in ("save", "delete")
        if owner.__module__.split(".")[0] in APPS and name in vars(owner)
    ]
    assert not found


def reads_the_clock(node: ast.AST) -> bool:
    """timezone.now(), datetime.now(UTC), date.today(), and localdate() or localtime() without a moment to convert."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK):
        return False
    owner = node.func.value
    name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
    converts = node.func.attr.startswith("local") and (node.args or node.keywords)
    return name in {"timezone", "datetime", "date"} and not converts


def may_read_the_clock(path) -> bool:
    return (
        place(path) in MAY_READ_THE_CLOCK or path.parent.name == "commands" or place(path).startswith("demo/")
    )


def test_now_is_handed_in():
    found = [
        place(path, node.lineno)
        for path in modules()
        if not may_read_the_clock(path)
        for node in ast.walk(tree(path))
        if reads_the_clock(node)
    ]
    assert not found


def imported(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name.split(".")[0] for alias in node.names}
    if isinstance(node, ast.ImportFrom):
        return {(node.module or "").split(".")[0]}
    return set()


def test_imports_stand_at_the_top():
    found = {
        place(path, node.lineno)
        for path in modules()
        for function in functions(path)
        for node in ast.walk(function)
        if imported(node) - HEAVY
    }
    assert not found
