"""What signing up, signing in and one's own account take. The pages are django-allauth's, the words and the looks ours."""

import re

from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from accounts import people
from accounts.models import Person
from correspondence.models import Message
from tests.accounts.test_sign_in import set_up_second_step, totp
from tests.accounts.test_sign_up import the_code
from tests.bad_input.post import Kind, Post
from tests.cast import NOW, PASSWORD

NEW_PASSWORD = "another long password"
ROSA = "rosa@riverside.nhs.example"
MAKES_NEW = "every press makes new codes, and shows them: those shown last are those that hold"


def signs_up(cast) -> dict:
    return {"email": ROSA, "first_name": "Rosa", "last_name": "Reed", "password1": PASSWORD}


def signs_in(cast) -> dict:
    return {"login": cast.nurse.email, "password": PASSWORD}


def is_shown_again(cast, client):
    """Somebody who has just typed the password once more may change what guards the account."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def forgets_the_password(cast) -> dict:
    """The address of the link in the letter."""
    Client().post(reverse("account_reset_password"), {"email": cast.nurse.email})
    letter = Message.objects.filter(kind="password_reset_key").latest("pk")
    return re.search(r"/reset/key/(?P<uidb36>\w+?)-(?P<key>\S+?)/", letter.text).groupdict()


def with_a_second_step(cast, client):
    client.logout()
    cast.secret = set_up_second_step(client, cast.nurse)


def at_the_second_step(cast, client):
    with_a_second_step(cast, client)
    client.logout()
    client.post(reverse("account_login"), signs_in(cast))


def key_on_the_page(cast) -> str:
    return re.search(r"Key: (\w+)", cast.page.text)[1]


def loses_access(cast, arguments):
    people.deactivate(cast.nurse, by=cast.administrator, now=NOW)


def password_is_changed(cast, arguments):
    person = Person.objects.get(pk=cast.nurse.pk)
    person.set_password("changed in another browser")
    person.save()


def second_step_is_off(cast, arguments):
    Authenticator.objects.filter(user=cast.nurse).delete()


POSTS = {
    "account_login": Post(
        by=None, values=signs_in, again="Good day, Nadia", meanwhile=loses_access, late="closed"
    ),
    "account_logout": Post(
        by="nurse",
        kind=Kind.BUTTON,
        writes=False,
        again="Sign in",
        exempt={"stale": "nobody else can sign one out"},
    ),
    "account_signup": Post(
        by=None,
        values=signs_up,
        again="Confirm your email address",
        exempt={
            "stale": "an address that is taken answers as a new one does, so that nobody learns who is here"
        },
    ),
    "account_email_verification_sent": Post(
        by=None,
        after="account_signup",
        values=lambda cast: {"code": the_code()},
        again="Rosa",
        exempt={"stale": "an account that is closed meanwhile: test_one_s_own_account.py"},
    ),
    "account_reauthenticate": Post(
        by="nurse",
        writes=False,
        values=lambda cast: {"password": PASSWORD},
        again="Good day, Nadia",
        meanwhile=password_is_changed,
        late="Sign in",
    ),
    "account_email": Post(
        by="nurse",
        prepare=is_shown_again,
        values=lambda cast: {"email": "new@example.org"},
        press=("action_add", "1"),
        again="We have sent a code to new@example.org already",
        exempt={"stale": "an address that is taken answers as a new one does"},
    ),
    "account_change_password": Post(
        by="nurse",
        prepare=is_shown_again,
        values=lambda cast: {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
        again="The new password is your password already",
        meanwhile=password_is_changed,
        late="Sign in",
    ),
    "account_reset_password": Post(
        by=None,
        values=lambda cast: {"email": cast.nurse.email},
        again="If there is an account with that address",
        exempt={"stale": "whether somebody is here is not said"},
    ),
    "account_reset_password_from_key": Post(
        by=None,
        arguments=forgets_the_password,
        values=lambda cast: {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
        again="used",
        meanwhile=password_is_changed,
        late="used",
    ),
    "mfa_authenticate": Post(
        by=None,
        prepare=at_the_second_step,
        values=lambda cast: {"code": totp(cast.secret)},
        again="Good day, Nadia",
        exempt={"stale": "an account that is closed meanwhile: test_one_s_own_account.py"},
    ),
    "mfa_reauthenticate": Post(
        by=None,
        prepare=with_a_second_step,
        values=lambda cast: {"code": totp(cast.secret)},
        again="This code is not right. Look at the app again: it shows a new one",
        meanwhile=second_step_is_off,
        late="Show that it is you",
    ),
    "mfa_activate_totp": Post(
        by="nurse",
        prepare=is_shown_again,
        values=lambda cast: {"code": totp(key_on_the_page(cast))},
        again="The second step at sign-in is on already.",
        exempt={"stale": "the key is on this page alone"},
    ),
    "mfa_deactivate_totp": Post(
        by=None,
        kind=Kind.BUTTON,
        prepare=with_a_second_step,
        again="The second step at sign-in is off already.",
        meanwhile=second_step_is_off,
        late="The second step at sign-in is off already.",
    ),
    "mfa_generate_recovery_codes": Post(
        by=None,
        kind=Kind.BUTTON,
        prepare=with_a_second_step,
        meanwhile=second_step_is_off,
        late="Set up the authenticator app first",
        exempt={"double": MAKES_NEW, "two tabs": MAKES_NEW},
    ),
}
