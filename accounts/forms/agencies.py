import re

from django import forms

from accounts.forms.stale import NotStale
from accounts.models import Agency, AgencyDomain, Sector
from lib.forms import Filters, ModelForm
from lib.once import Once

DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
MOST_DOMAINS = 50
# Anybody may have an address here, so it says nothing about where they work.
ANYBODYS = {
    "aol.com", "btinternet.com", "gmail.com", "googlemail.com", "hotmail.co.uk", "hotmail.com", "icloud.com",
    "live.co.uk", "live.com", "outlook.com", "sky.com", "virginmedia.com", "yahoo.co.uk", "yahoo.com",
}  # fmt: skip


class AgencyFilters(Filters):
    q = forms.CharField(label="Name or email domain", max_length=200)
    sector = forms.ChoiceField(label="Sector", choices=[("", "Every sector"), *Sector.choices])
    inactive = forms.BooleanField(label="Show those no longer in use too")


def domains_in(text: str) -> list[str]:
    """What was typed, in lines or with commas, as domains: each once."""
    lines = text.lower().replace(",", "\n").split()
    return list(dict.fromkeys(line.removeprefix("@") for line in lines))


class Domains(forms.CharField):
    def has_changed(self, initial, data):
        return set(domains_in(initial or "")) != set(domains_in(data or ""))


class AgencyForm(NotStale, Once, ModelForm):
    domains = Domains(
        label="Email domains",
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One on each line, such as borough.gov.uk. People who sign up with an address there are recognised",
    )

    class Meta:
        model = Agency
        fields = [
            "name", "sector", "parent", "domains", "in_area", "contributes", "settles_by", "cost_centre",
            "needs_purchase_order", "purchase_order", "finance_name", "finance_email", "address", "is_active",
        ]  # fmt: skip
        labels = {
            "parent": "Part of",
            "is_active": "In use",
            "finance_email": "Finance contact’s email address",
        }
        widgets = {"address": forms.Textarea(attrs={"rows": 4}), "settles_by": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        instance = kwargs.get("instance")
        if instance and instance.pk:
            had = "\n".join(instance.domains.values_list("domain", flat=True))
            kwargs["initial"] = {"domains": had} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = Agency.objects.exclude(pk=self.instance.pk)
        self.fields["parent"].empty_label = "No other agency"

    def clean_domains(self) -> list[str]:
        domains = domains_in(self.cleaned_data["domains"])
        problems = [sentence for domain in domains if (sentence := self._problem(domain))]
        if len(domains) > MOST_DOMAINS:
            problems.append(f"An agency may have {MOST_DOMAINS} domains at most")
        problems += [
            f"{taken.domain} belongs to {taken.agency} already"
            for taken in AgencyDomain.objects.filter(domain__in=domains)
            .exclude(agency=self.instance.pk)
            .select_related("agency")
        ]
        if problems:
            raise forms.ValidationError(problems)
        return domains

    def _problem(self, domain: str) -> str | None:
        if len(domain) > 120 or not DOMAIN.fullmatch(domain):
            return f"“{domain[:60]}” is not an email domain such as borough.gov.uk"
        if domain in ANYBODYS:
            return f"Anybody may have an address at {domain}, so it cannot tell where somebody works"
        return None
