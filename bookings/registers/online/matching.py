"""Whose name is it: participants of a meeting against the people on a register. Pure functions, which never guess between two."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

# “(Guest)”, “[External]”, “(EXT)”, and what Zoom knows somebody by besides.
BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")
ASIDE = {"guest", "external", "ext", "unverified", "host", "co host", "me", "organizer", "organiser"}
APART = re.compile(r"[^\w]+|_")
# Letters that do not fall apart into a plain one and an accent.
PLAIN = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "þ": "th", "ð": "d"}
)
APOSTROPHES = str.maketrans("", "", "'’‘`´ʼ.")


@dataclass(frozen=True)
class Somebody:
    """One person on the register: `key` is the code of their booking, `emails` in lower case."""

    key: str
    name: str
    emails: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Match:
    """Whose row it is, and by what it was known: “email” or “name”."""

    key: str
    by: str


def folded(name: str) -> str:
    """The words of a name without case, accents, titles in brackets and their order: “Nurse, Nadia (Guest)” is “nadia nurse”."""
    return " ".join(sorted(_words(BRACKETS.sub(" ", name))))


def _words(name: str) -> list[str]:
    """In plain small letters, the first name first: Teams often shows “Nurse, Nadia”."""
    last, comma, first = name.partition(",")
    name = f"{first} {last}" if comma else name
    text = unicodedata.normalize("NFKD", name.casefold().translate(PLAIN)).translate(APOSTROPHES)
    return APART.sub(" ", "".join(each for each in text if not unicodedata.combining(each))).split()


def _names(shown: str) -> list[list[str]]:
    """Every name that may be meant: what stands outside the brackets, and what stands in them when it is a name."""
    names = [_words(BRACKETS.sub(" ", shown)), *[_words(inside) for inside in BRACKETS.findall(shown)]]
    return [words for words in names if len(words) > 1 and " ".join(words) not in ASIDE]


def _is_same(one: Sequence[str], other: Sequence[str]) -> bool:
    return sorted(one) == sorted(other)


def _has_initials(one: Sequence[str], other: Sequence[str]) -> bool:
    """The same words in their order or with the last name first, where an initial stands for a word: “N Nurse”, “Nurse N”.

    At least one word must be whole in both.
    """
    turned = [*other[-1:], *other[:-1]]
    return len(one) == len(other) and any(_stands_for(one, each) for each in (other, turned))


def _stands_for(one: Sequence[str], other: Sequence[str]) -> bool:
    pairs = list(zip(one, other, strict=True))
    is_whole = any(a == b and len(a) > 1 for a, b in pairs)
    return is_whole and all(a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]) for a, b in pairs)


def _has_more(one: Sequence[str], other: Sequence[str]) -> bool:
    """A second first name that only one of them tells: “Nadia Jane Nurse”."""
    fewer, more = sorted((one, other), key=len)
    return len(fewer) > 1 and set(fewer) < set(more) and (fewer[0] == more[0] or fewer[-1] == more[-1])


STRICT: list[Callable] = [_is_same]
LOOSE: list[Callable] = [_has_initials, _has_more]


def match(
    participants: Iterable[tuple[str, str, str]],
    people: Sequence[Somebody],
    *,
    elsewhere: frozenset[str] = frozenset(),
) -> dict[str, Match]:
    """Which participant (key, name, e-mail address) is whom. By address first, then by the whole name, then by initials.

    Whoever could be two people is left out. So is one whose address belongs to somebody else (`elsewhere`), and one with initials
    when somebody with the whole name is there already.
    """
    everybody = list(participants)
    by_email = {email: person.key for person in people for email in person.emails}
    found = {key: Match(by_email[email], "email") for key, _, email in everybody if email in by_email}
    words = [(person.key, _words(person.name)) for person in people]
    exact = _by_words(words)
    for key, name, email in everybody:
        if key not in found and email not in elsewhere and (whose := _exact(name, exact)):
            found[key] = Match(whose, "name")
    taken = {each.key for each in found.values()}
    left = [person for person in words if person[0] not in taken]
    loose = {
        key: whose
        for key, name, email in everybody
        if key not in found and email not in elsewhere and (whose := _loose(name, left, words))
    }
    # Two who could both be the one with the initials: neither is.
    several = [whose for whose in loose.values() if list(loose.values()).count(whose) > 1]
    return found | {key: Match(whose, "name") for key, whose in loose.items() if whose not in several}


def _by_words(words: Iterable[tuple[str, list[str]]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for key, those in words:
        found.setdefault(" ".join(sorted(those)), set()).add(key)
    return found


def _exact(shown: str, exact: dict[str, set[str]]) -> str:
    keys = set().union(*[exact.get(" ".join(sorted(words)), set()) for words in _names(shown)])
    return keys.pop() if len(keys) == 1 else ""


def _loose(
    shown: str, left: Sequence[tuple[str, list[str]]], everybody: Sequence[tuple[str, list[str]]]
) -> str:
    """Somebody not known by another row; it must be the only person on the whole register whom the name fits."""
    for fits in LOOSE:
        keys = {key for key, theirs in everybody for words in _names(shown) if fits(words, theirs)}
        if len(keys) == 1 and keys <= {key for key, _ in left}:
            return keys.pop()
        if keys:
            return ""
    return ""
