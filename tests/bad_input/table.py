"""Everything that the site takes by POST: the tables of all apps together."""

from importlib import import_module

from tests.bad_input.post import Post

APPS = ["accounts", "allauth", "bookings", "finance", "others", "staff", "training"]


def tables() -> dict[str, dict[str, Post]]:
    return {app: import_module(f"tests.bad_input.table_{app}").POSTS for app in APPS}


POSTS: dict[str, Post] = {name: post for posts in tables().values() for name, post in posts.items()}
