"""A mail server that takes the message, then hangs: the moment between sending and stamping, made long."""

import time

from django.core.mail.backends.filebased import EmailBackend


class SlowBackend(EmailBackend):
    def send_messages(self, messages):
        sent = super().send_messages(messages)
        time.sleep(60)
        return sent


class SteadyBackend(EmailBackend):
    """As slow as a real mail server."""

    def send_messages(self, messages):
        time.sleep(0.05)
        return super().send_messages(messages)
