"""The addresses of the site that take a POST."""

import ast
import inspect
import textwrap

from tests.architecture.source import APPS
from tests.doors.walk import Address, addresses

WRITES = {"POST", ".POST", ".method", "require_POST"}


def _names(function) -> set[str]:
    """Every name in a function; what is asked of an object stands with its dot, so that a variable called `method` is no request's."""
    nodes = list(ast.walk(ast.parse(textwrap.dedent(inspect.getsource(function)))))
    attributes = {f".{node.attr}" for node in nodes if isinstance(node, ast.Attribute)}
    return attributes | {node.id for node in nodes if isinstance(node, ast.Name)}


def _asks_for_the_method(function, seen: set) -> bool:
    """Whether a view looks at what was posted, itself or in a function of the views that it calls."""
    if function in seen:
        return False
    seen.add(function)
    names = _names(function)
    known = {name: vars(inspect.getmodule(function)).get(name) for name in names}
    called = [f for f in known.values() if inspect.isfunction(f) and f.__module__.split(".")[0] in APPS]
    return bool(WRITES & names) or any(_asks_for_the_method(inspect.unwrap(f), seen) for f in called)


def takes_a_post(address: Address) -> bool:
    view = inspect.unwrap(address.view)
    if address.is_ours:
        return _asks_for_the_method(view, set())
    made = getattr(address.view, "view_class", None) or getattr(view, "view_class", None)
    return made is None or hasattr(made, "post")


def posts_of_the_site() -> dict[str, Address]:
    return {address.name: address for address in addresses() if takes_a_post(address)}
