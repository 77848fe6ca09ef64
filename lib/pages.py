from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

ROWS = 25


def page_of(rows: QuerySet | list, request: HttpRequest, size: int = ROWS) -> Page:
    """The page of a list that `?page=` asks for; a number that does not exist gives the nearest one that does."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
