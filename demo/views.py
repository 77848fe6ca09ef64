import re

from django.conf import settings
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render

from accounts import doors
from correspondence.models import Message
from demo import figures
from demo.comparison import compared
from demo.sign_ins import manager_link, sign_ins
from lib.dates import FinancialYear
from reports.year import year_summary

PAGE = 30
REPORTED = FinancialYear(2015)


@doors.public
def about(request):
    """What is real and what is invented, with our figures beside the report's."""
    context = {
        "compared": compared(year_summary(REPORTED)),
        "figures": figures,
        "sign_ins": sign_ins(),
        "manager_link": manager_link(),
    }
    return render(request, "demo/about.html", context)


@doors.public
def mailbox(request):
    """Every email the demo would have sent. The demo alone has this page: its people are invented."""
    words = request.GET.get("q", "").strip()
    found = Message.objects.filter(to__icontains=words) if words else Message.objects.all()
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "demo/mailbox.html", {"page": page, "words": words})


@doors.public
def mail(request, code):
    """With the links of today: the demo may have been built on another port."""
    message = get_object_or_404(Message, code=code)
    text = re.sub(r"http://localhost:\d+", settings.PUBLIC_URL, message.text)
    return render(request, "demo/mail.html", {"message": message, "text": text})
