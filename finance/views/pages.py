"""What several pages of finance share."""

from datetime import date
from decimal import Decimal

from django import forms
from django.shortcuts import render
from django.urls import reverse

from accounts.models import Role
from lib.dates import day
from lib.money import pounds


def crumbs(request, *more):
    """The way here. The desk is a page of the finance officer; others begin at home."""
    is_finance = request.user.is_a(Role.FINANCE)
    first = ("Finance", reverse("finance:desk")) if is_finance else ("Home", reverse("reports:home"))
    return [first, *more]


def is_confirmed(request, form) -> bool:
    """Whether the answers are valid and the person has seen them on the checking page and said yes."""
    return form.is_valid() and "confirmed" in request.POST


def ask(request, form, template: str, **facts):
    """The form; or, when its answers are valid and can never be changed, the page on which one checks them before recording."""
    checking = form.is_bound and form.is_valid() and not {"change", "confirmed"} & set(request.POST)
    if checking:
        facts["answers"] = [(field.label, _said(form, field)) for field in form.visible_fields()]
    return render(request, "finance/check.html" if checking else template, facts | {"form": form})


def _said(form, field) -> str:
    value = form.cleaned_data[field.name]
    if value in (None, ""):
        return "Left empty"
    if isinstance(value, Decimal):
        return pounds(value)
    if isinstance(value, date):
        return day(value)
    is_choice = type(field.field) is forms.ChoiceField
    return dict(field.field.choices)[value] if is_choice else str(value)
