"""Which courses come first: no course waits for itself, directly or round a ring."""

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet

from training.models import Course


def hold_still(course: Course, others: Iterable[Course]) -> QuerySet:
    """Locks the courses of a change in one order, so that two officers cannot close a ring between them.

    A ring may run over courses that neither of them touches, so whoever says what comes first also locks the first course of all: such changes
    come one after the other.
    """
    together = {course.pk, *(other.pk for other in others)}
    if len(together) > 1:
        together.add(Course.objects.order_by("pk").values_list("pk", flat=True)[0])
    found = Course.objects.select_for_update().filter(pk__in=together).order_by("pk")
    list(found.values_list("pk"))
    return found


def rings() -> Iterator[list[str]]:
    """The codes of courses that wait for each other, of whatever length; a course of two rings is told of once. One query, and one
    for each ring; equivalents do not count."""
    asks = _asks(Course.prerequisites.through.objects.all())
    in_a_ring: set[int] = set()
    for start in sorted(asks):
        ring = [] if start in in_a_ring else _back_to(asks, start)
        if ring:
            in_a_ring |= set(ring)
            codes = dict(Course.objects.filter(pk__in=ring).values_list("pk", "code"))
            yield [codes[pk] for pk in ring]


def _back_to(asks: dict[int, list[int]], start: int) -> list[int]:
    """The courses from `start` round to it again; empty when nothing leads back."""
    ways = (_path(asks, further, start) for further in asks[start])
    return next((way[-1:] + way[:-1] for way in ways if way), [])


def _asks(through: QuerySet) -> dict[int, list[int]]:
    """What each course asks for."""
    asks: dict[int, list[int]] = {}
    for asking, asked in through.order_by("pk").values_list("from_course", "to_course"):
        asks.setdefault(asking, []).append(asked)
    return asks


def reasons_against(course: Course, first: Iterable[Course], equivalents: Iterable[Course]) -> list[str]:
    """Why these cannot be the courses to do before this one, or count as much as it. Two queries."""
    first, equivalents = list(first), list(equivalents)
    reasons = []
    if course in first:
        reasons.append("A course cannot be done before itself. Untick it among the courses to do first.")
    if course in equivalents:
        reasons.append("A course always counts as itself. Untick it among the equivalents.")
    reasons += [
        f"“{other}” cannot both come first and count as much. Untick it in one of the two."
        for other in first
        if other in equivalents
    ]
    return reasons + [_ring_in_words(path) for path in _rings(course, [f for f in first if f != course])]


def _ring_in_words(path: list[str]) -> str:
    chain = " before ".join(f"“{title}”" for title in path)
    return f"“{path[0]}” cannot come first, because it would go round in a ring: {chain}. Untick it."


def _rings(course: Course, first: list[Course]) -> list[list[str]]:
    """For each of `first` that asks for `course` itself: the titles from it to the course and back."""
    asks = _asks(Course.prerequisites.through.objects.exclude(from_course=course.pk))
    paths = [path for other in first if (path := _path(asks, other.pk, course.pk))]
    titles = dict(
        Course.objects.filter(pk__in={pk for path in paths for pk in path}).values_list("pk", "title")
    )
    # The path runs from what asks to what is asked; in words what is asked comes first.
    return [[titles[path[0]], *(titles[pk] for pk in reversed(path))] for path in paths]


def _path(asks: dict[int, list[int]], start: int, goal: int) -> list[int]:
    """The courses from `start` to `goal` along what each asks for; empty when there is no way."""
    came_from: dict[int, int] = {start: start}
    todo = [start]
    while todo:
        here = todo.pop()
        if here == goal:
            path = [here]
            while path[-1] != start:
                path.append(came_from[path[-1]])
            return path[::-1]
        for further in asks.get(here, []):
            if further not in came_from:
                came_from[further] = here
                todo.append(further)
    return []
