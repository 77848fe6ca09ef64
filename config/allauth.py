import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as here
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from correspondence.outbox import queue_rendered


class AccountAdapter(DefaultAccountAdapter):
    """Sends allauth's mail through our outbox, so that every message is a row and one worker sends them all."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This account is closed",
        "duplicate_email": "Your account has this email address already",
        "email_password_mismatch": "The email address or the password is not right",
        "email_taken": "There is an account with this email address already",
        "enter_current_password": "Enter your current password",
        "incorrect_code": "This is not the code in the email, or it is too old",
        "incorrect_password": "This is not your password",
        "same_as_current": "This is the one you have already",
        "too_many_login_attempts": "Too many tries. Wait a few minutes and try again",
        "rate_limited": "Too many tries. Wait a few minutes and try again",
        "unverified_primary_email": "Confirm your email address first",
    }

    def send_mail(self, template_prefix, email, context):
        mail = self.render_mail(template_prefix, email, context)
        queue_rendered(
            kind=template_prefix.rpartition("/")[2],
            to=email,
            subject=mail.subject,
            text=_with_our_address(mail.body),
            now=timezone.now(),
        )

    def get_signup_redirect_url(self, request):
        return reverse("accounts:profile")


def _with_our_address(text: str) -> str:
    """allauth writes links with the host that the visitor's browser named; a letter only names the public address."""
    return text.replace(here.request.build_absolute_uri("/"), f"{settings.PUBLIC_URL}/")


def _cipher() -> Fernet:
    key = hashlib.sha256(b"second factors:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


class MFAAdapter(DefaultMFAAdapter):
    """Keeps the secrets of second factors encrypted at rest, under a key derived from the installation's secret."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "add_email_blocked": "Turn off the second step at sign-in before you change your email address",
        "cannot_delete_authenticator": "Your role needs the second step at sign-in, so you cannot turn it off",
        "cannot_generate_recovery_codes": "Set up the authenticator app first",
        "incorrect_code": "This code is not right. Look at the app again: it shows a new one every 30 seconds",
        "unverified_email": "Confirm your email address first",
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()
