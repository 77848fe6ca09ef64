"""Small rooms: what has grown too large to be read at once is split."""

import ast

from tests.architecture.source import functions, modules, place, templates

MODULE, FUNCTION, TEMPLATE = 300, 30, 150
# Functions that are longer for a reason: "path:name" to the reason.
LONG_FOR_A_REASON: dict[str, str] = {}


def lines_of_code(function: ast.FunctionDef) -> int:
    """Lines of the signature and the body, without the docstring."""
    whole = function.end_lineno - function.lineno + 1
    first = function.body[0]
    has_docstring = ast.get_docstring(function) is not None
    return whole - (first.end_lineno - first.lineno + 1 if has_docstring else 0)


def test_no_module_is_too_long():
    lengths = {place(path): len(path.read_text().splitlines()) for path in [*modules(), *modules("tests")]}
    assert not {path: length for path, length in lengths.items() if length > MODULE}


def test_no_function_is_too_long():
    long = {
        f"{place(path)}:{function.name}": lines_of_code(function)
        for path in modules()
        for function in functions(path)
        if lines_of_code(function) > FUNCTION
    }
    assert set(long) == set(LONG_FOR_A_REASON), long


def test_no_template_is_too_long():
    lengths = {place(path): len(path.read_text().splitlines()) for path in templates()}
    assert not {path: length for path, length in lengths.items() if length > TEMPLATE}
