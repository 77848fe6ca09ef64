"""Everything that the site takes by POST: the tables of all apps together."""

from importlib import import_module

from tests.bad_input.post import Post

APPS = ["accounts", "allauth", "bookings", "finance", "holidays", "others", "staff", "training"]


def tables() -> dict[str, dict[str, Post]]:
    return {app: import_module(f"tests.bad_input.table_{app}").POSTS for app in APPS}


def forms_of(app: str) -> list[tuple[str, Post]]:
    """The entries of an app, each form once."""
    return [(name, post) for name, post in tables()[app].items() if not post.same_form]


POSTS: dict[str, Post] = {name: post for posts in tables().values() for name, post in posts.items()}
