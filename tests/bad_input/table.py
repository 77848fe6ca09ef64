"""Everything that the site takes by POST: the tables of all apps together."""

from importlib import import_module

from tests.bad_input.post import Post

# Several files may hold the table of one app: each rule walks them together.
APPS = {
    "accounts": ["accounts", "deputies"],
    "allauth": ["allauth"],
    "bookings": ["bookings"],
    "bookings_desk": ["bookings_desk"],
    "bookings_practitioners": ["bookings_practitioners"],
    "closing": ["closing"],
    "finance": ["finance"],
    "imports": ["imports"],
    "make_ups": ["make_ups"],
    "online": ["online"],
    "others": ["others"],
    "staff": ["staff", "door", "check_in"],
    "paper": ["paper"],
    "training": [
        "training",
        "training_materials",
        "training_groups",
        "training_team",
        "training_plans",
        "training_holidays",
    ],
}


def tables() -> dict[str, dict[str, Post]]:
    return {app: _together(files) for app, files in APPS.items()}


def _together(files: list[str]) -> dict[str, Post]:
    return {name: post for file in files for name, post in _posts_of(file).items()}


def _posts_of(file: str) -> dict[str, Post]:
    return import_module(f"tests.bad_input.table_{file}").POSTS


def forms_of(app: str) -> list[tuple[str, Post]]:
    """The entries of an app, each form once."""
    return [(name, post) for name, post in tables()[app].items() if not post.same_form]


POSTS: dict[str, Post] = {name: post for posts in tables().values() for name, post in posts.items()}
