import base64
import hashlib
from datetime import timedelta

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.email_verification_by_code import EmailVerificationProcess
from allauth.core import context as here
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from correspondence.outbox import queue_rendered

# A second one of these, when the button was pressed twice, would say nothing that the first does not.
SAME_FOR_A_WHILE = {"account_already_exists", "password_reset_key", "unknown_account"}
A_MINUTE = timedelta(minutes=1)


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
        kind = template_prefix.rpartition("/")[2]
        queue_rendered(
            kind=kind,
            once_in=A_MINUTE if kind in SAME_FOR_A_WHILE else None,
            to=email,
            subject=mail.subject,
            text=_with_our_address(mail.body),
            now=timezone.now(),
        )

    def login(self, request, user):
        # The account may have been closed while its owner looked for a code.
        if not user.is_active:
            raise ImmediateHttpResponse(self.respond_user_inactive(request, user))
        super().login(request, user)

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


SECOND_STEP = {
    "mfa_activate_totp": (True, "The second step at sign-in is on already."),
    "mfa_deactivate_totp": (False, "The second step at sign-in is off already."),
}


def pressed_again(request) -> tuple[str, str] | None:
    """What to say, and on which page, when this request asks for what has been done already; None when it does not."""
    name = request.resolver_match.view_name
    if name not in {"account_email", *SECOND_STEP} or not request.user.is_authenticated:
        return None
    if name == "account_email":
        return _code_is_on_its_way(request)
    is_so, sentence = SECOND_STEP[name]
    return (sentence, "mfa_index") if is_mfa_enabled(request.user) == is_so else None


def _code_is_on_its_way(request) -> tuple[str, str] | None:
    asked = request.POST.get("email", "").strip().lower() if "action_add" in request.POST else ""
    waiting = EmailVerificationProcess.resume(request) if asked else None
    if waiting is None or waiting.email.lower() != asked:
        return None
    return f"We have sent a code to {waiting.email} already. Type it here.", "account_email_verification_sent"
