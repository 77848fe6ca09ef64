from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts import doors
from accounts.models import Role
from imports import blank
from imports.forms import Confirm, FileForm, RowFilters
from imports.kinds import KINDS
from imports.models import Import
from imports.working import HANDED_IN, hand_in
from lib.errors import Refused, TooLate
from lib.once import made_before
from lib.pages import page_of
from lib.tables import Table

staff = doors.roles(Role.OFFICER, Role.ADMIN)


def _found_or_404(request, code) -> Import:
    visible = Import.objects.visible_to(request.user).without_content().select_related("by", "confirmed_by")
    return get_object_or_404(visible, code=code)


def _kind_or_404(key: str):
    if key not in KINDS:
        raise Http404
    return KINDS[key]


def _crumbs(*rest: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    return [("People", reverse("accounts:people")), ("Imports", reverse("imports:list")), *rest]


@staff
def imports(request):
    """What can be imported, and what was."""
    page = page_of(Import.objects.visible_to(request.user).without_content().select_related("by"), request)
    for found in page:
        found.title = KINDS[found.kind].title
    kinds = [(key, kind.title) for key, kind in KINDS.items()]
    return render(
        request,
        "imports/list.html",
        {"page": page, "kinds": kinds, "breadcrumbs": [*_crumbs()[:1], ("Imports", None)]},
    )


@staff
def new(request, kind):
    """Explains every column of one kind, gives the template, and takes the file."""
    chosen = _kind_or_404(kind)
    if made := made_before(request, Import.objects.visible_to(request.user).without_content()):
        messages.info(request, HANDED_IN)
        return redirect("imports:import", made.code)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_valid():
        try:
            made = hand_in(kind, **form.cleaned_data, by=request.user, now=request.now)
        except TooLate as late:
            form.add_error(None, late.reasons)
        else:
            return redirect("imports:import", made.code)
    context = {
        "form": form,
        "kind": kind,
        # A template calls what can be called, and a kind is a class: it gets what it shows.
        "title": chosen.title,
        "most": chosen.most,
        "columns": blank.columns(chosen),
        "breadcrumbs": _crumbs((f"Import {chosen.title.lower()}", None)),
    }
    return render(request, "imports/new.html", context)


@staff
def template(request, kind, format):
    """The file to fill in."""
    if format not in ("csv", "xlsx"):
        raise Http404
    return blank.template(_kind_or_404(kind), kind, format)


@staff
def one(request, code):
    """One file: how far it is, what each row will do or did, and every error."""
    found = _found_or_404(request, code)
    filters = RowFilters(request.GET)
    rows = found.rows.filter(**filters.chosen)
    context = {
        "found": found,
        "title": KINDS[found.kind].title,
        "filters": filters,
        "page": page_of(rows, request),
        "breadcrumbs": _crumbs((found.file_name, None)),
    }
    return render(request, "imports/import.html", context)


@staff
def rows(request, code):
    """The fate of every row as a file, to put right what is wrong beside it."""
    found = _found_or_404(request, code)
    lines = [(r.line, r.get_verdict_display(), r.title, ". ".join(r.says)) for r in found.rows.iterator()]
    table = Table(found.file_name, ["Line", "Fate", "Row", "In words"], lines)
    return table.response("csv", f"import-{found.code}")


@staff
def confirm(request, code):
    """Says what will happen, and asks for it."""
    return _ask(request, code, "imports/confirm.html", Import.confirm)


@staff
def discard(request, code):
    """Throws the file away, after asking."""
    return _ask(request, code, "imports/discard.html", Import.discard)


def _ask(request, code, page, deed):
    found = _found_or_404(request, code)
    form = Confirm(request.POST if request.method == "POST" else None)
    here = reverse("imports:import", args=[code])
    if form.is_valid():
        try:
            deed(found, by=request.user, now=request.now)
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect(here)
    crumbs = _crumbs((found.file_name, here), ("Are you sure?", None))
    context = {
        "found": found,
        "title": KINDS[found.kind].title,
        "form": form,
        "back": here,
        "breadcrumbs": crumbs,
    }
    return render(request, page, context)
