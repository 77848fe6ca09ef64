"""A list of like answers on one form (sessions, rooms): "add another" and "remove" are submit buttons, so no script is needed."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from django.forms.utils import ErrorDict
from django.http import QueryDict


def unjudged(form) -> None:
    """Shows what was typed without errors: the person is still adding lines."""
    form._errors = ErrorDict(renderer=form.renderer)
    form.cleaned_data = {}


class Rows:
    """`least` to `most` forms of one kind, in order; `data` is request.POST or None, `initial` one dictionary for each row.

    Posted as `<name>-count` and `<name>-0-<field>`…; the buttons are `<name>-add` and `<name>-remove` (whose value is the row's index).
    A new row starts with what `copied` fields of the row before it say; the very first with what `usual` says of them.
    """

    def __init__(
        self,
        make: Callable,
        data: QueryDict | None,
        *,
        name: str,
        initial: Sequence[dict] = (),
        least: int = 1,
        most: int = 6,
        copied: Sequence[str] = (),
        usual: Mapping[str, object] = MappingProxyType({}),
    ):
        self.name, self.least, self.most = name, least, most
        self.is_asking = data is not None and (f"{name}-add" in data or f"{name}-remove" in data)
        count = len(initial) if data is None else self._number(data.get(f"{name}-count"), len(initial))
        count = self._within(count)
        if data is not None and self.is_asking:
            data, count = self._changed(data.copy(), count, {name: usual.get(name, "") for name in copied})
        self.count = count
        rows = [initial[n] if data is None and n < len(initial) else None for n in range(count)]
        self.forms = [make(data, prefix=f"{name}-{n}", initial=first) for n, first in enumerate(rows)]

    @staticmethod
    def _number(text: str | None, otherwise: int) -> int:
        return int(text) if text and text.isdecimal() and text.isascii() and len(text) < 5 else otherwise

    def _within(self, count: int) -> int:
        return max(self.least, min(count, self.most))

    def _keys(self, data: QueryDict, row: int) -> dict[str, str]:
        """{field: key} of the answers of one row."""
        prefix = f"{self.name}-{row}-"
        return {key.removeprefix(prefix): key for key in data if key.startswith(prefix)}

    def _changed(self, data: QueryDict, count: int, copied: Mapping[str, object]) -> tuple[QueryDict, int]:
        """What was typed, with one row more or less."""
        if f"{self.name}-add" in data:
            if count < self.most:
                for field, usual in copied.items():
                    data[f"{self.name}-{count}-{field}"] = data.get(f"{self.name}-{count - 1}-{field}", usual)
            return data, self._within(count + 1)
        gone = self._number(data.get(f"{self.name}-remove"), count)
        if gone >= count or count <= self.least:
            return data, count
        for row in range(gone, count):
            for key in self._keys(data, row).values():
                del data[key]
            for field, key in self._keys(data, row + 1).items():
                data.setlist(f"{self.name}-{row}-{field}", data.getlist(key))
        return data, count - 1

    def is_valid(self) -> bool:
        return all([form.is_valid() for form in self.forms])

    @property
    def can_add(self) -> bool:
        return self.count < self.most

    @property
    def can_remove(self) -> bool:
        return self.count > self.least

    @property
    def count_name(self) -> str:
        return f"{self.name}-count"
