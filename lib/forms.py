"""Forms as the GOV.UK Design System shows them: every field knows its classes, its sentences and what an error links to.

The renderer does it for every form of the site, those of other packages included. Ours inherit from `Form` or `ModelForm`.
"""

from django import forms
from django.db import models
from django.forms.boundfield import BoundField
from django.forms.models import ModelFormMetaclass
from django.forms.renderers import TemplatesSetting

from lib.fields import MoneyField
from lib.inputs import Clock, Day, Moment, Money
from lib.sentences import RENAMED, subject, teach

__all__ = ["Clock", "Day", "Filters", "Form", "ModelForm", "Moment", "Money", "problems"]

CLASSES = (
    (forms.CheckboxSelectMultiple, "govuk-checkboxes__input"),
    (forms.RadioSelect, "govuk-radios__input"),
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.Select, "govuk-select"),
    (forms.Textarea, "govuk-textarea"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.Widget, "govuk-input"),
)
TICKED = (forms.CheckboxSelectMultiple, forms.RadioSelect, forms.CheckboxInput)
# Only forms about the reader may say these: an officer's browser must not offer their own name for an agency.
AUTOCOMPLETE = {
    "name": "name",
    "first_name": "given-name",
    "last_name": "family-name",
    "telephone": "tel",
    "phone": "tel",
    "postcode": "postal-code",
    "post": "organization-title",
}


class Question(BoundField):
    """A field on a page."""

    def __init__(self, form, field, name):
        super().__init__(form, field, name)
        self.label = RENAMED.get(str(self.label), self.label)
        teach(field, str(self.label))

    @property
    def question(self) -> str:
        """The label as printed, with "(optional)" where an answer may be left out."""
        marked = getattr(self.form, "mark_optional", True) and not self.field.required
        return f"{self.label} (optional)" if marked and not self.is_tick_box else str(self.label)

    @property
    def is_tick_box(self) -> bool:
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def error_target(self) -> str:
        """The id of the element that an error should take one to: the first radio or tick box of a group."""
        if (
            isinstance(self.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple))
            and self.subwidgets
        ):
            return self.subwidgets[0].id_for_label
        grouped = isinstance(
            self.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.MultiWidget)
        )
        return f"{self.auto_id}_0" if grouped else self.id_for_label or self.auto_id

    def build_widget_attrs(self, attrs, widget=None):
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        # The server says what is missing, in a sentence; placeholders vanish when they are needed.
        attrs |= {"required": False, "placeholder": False}
        if widget.is_hidden:
            return attrs
        if isinstance(widget, forms.NumberInput):
            kind = "numeric" if type(self.field) is forms.IntegerField else "decimal"
            attrs |= {"min": False, "max": False, "step": False, "inputmode": kind}
        if isinstance(widget, forms.RadioSelect):
            attrs["aria-invalid"] = False
        if isinstance(widget, forms.Textarea) and widget.attrs.get("maxlength"):
            described = attrs.get("aria-describedby", "")
            attrs["aria-describedby"] = f"{described} {self.auto_id}-info".strip()
        hint = AUTOCOMPLETE.get(self.name) if getattr(self.form, "about_the_reader", False) else None
        if hint and "autocomplete" not in widget.attrs:
            attrs["autocomplete"] = hint
        return attrs | {"class": self._classes(widget)}

    def _classes(self, widget) -> str:
        name = next(name for kind, name in CLASSES if isinstance(widget, kind))
        classes = [name, *widget.attrs.get("class", "").split()]
        if self.errors and not isinstance(widget, TICKED):
            classes.append(f"{name}--error")
        if name == "govuk-input" and not any("width" in each for each in classes):
            classes.append(self._width())
        return " ".join(filter(None, dict.fromkeys(classes)))

    def _width(self) -> str:
        if isinstance(self.field, (forms.DateField, forms.TimeField, forms.MultiValueField)):
            return "app-input--picker"
        if isinstance(self.field, (forms.IntegerField, forms.DecimalField)):
            return (
                "govuk-input--width-5" if type(self.field) is forms.IntegerField else "govuk-input--width-10"
            )
        longest = getattr(self.field, "max_length", None) or 0
        return next(
            (f"govuk-input--width-{n}" for n in (2, 3, 4, 5, 10, 20) if 0 < longest <= n), "app-input--wide"
        )


class Renderer(TemplatesSetting):
    """The FORM_RENDERER of the settings."""

    bound_field_class = Question


class Form(forms.Form):
    """A form of ours. `about_the_reader = True` lets the browser fill in the reader's own name and telephone."""

    mark_optional = True
    about_the_reader = False


class Filters(Form):
    """A form in the address bar (GET) that narrows a list. All of it is optional, and bad values are simply not applied.

    `Filters(request.GET)`, then `chosen` gives a dictionary of what was answered and is valid.
    """

    mark_optional = False

    def __init__(self, *args, **kwargs):
        # Ids of its own: a page may hold another form with the same names.
        super().__init__(*args, **{"auto_id": "filter_%s"} | kwargs)
        for field in self.fields.values():
            field.required = False

    @property
    def chosen(self) -> dict:
        self.is_valid()
        return {
            name: value for name, value in self.cleaned_data.items() if value not in (None, "", [], False)
        }


def _for_column(column: models.Field, **kwargs) -> forms.Field | None:
    """The form field of a model's column: pounds, days, clock times and moments get ours."""
    kinds = (
        (models.DateTimeField, Moment),
        (models.DateField, Day),
        (models.TimeField, Clock),
        (MoneyField, Money),
    )
    kind = next((form_class for model_class, form_class in kinds if isinstance(column, model_class)), None)
    if kind and not column.choices:
        kwargs = {"form_class": kind} | kwargs
    return column.formfield(**kwargs)


class _OurColumns(ModelFormMetaclass):
    def __new__(mcs, name, bases, attrs):
        meta = attrs.get("Meta")
        if meta is not None and not hasattr(meta, "formfield_callback"):
            meta.formfield_callback = staticmethod(_for_column)
        return super().__new__(mcs, name, bases, attrs)


class ModelForm(forms.ModelForm, metaclass=_OurColumns):
    """A model's form. It checks shape; the view calls the verb."""

    mark_optional = True
    about_the_reader = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        thing = self._meta.model._meta.verbose_name if self._meta.model else ""
        for field in self.fields.values():
            taken = f"Another {thing} already has {subject(str(field.label or 'this')).replace('the ', 'this ', 1)}"
            field.error_messages.setdefault("unique", taken)


def problems(*forms_shown) -> list[tuple[str, str]]:
    """Every error of forms and formsets as (sentence, id to go to), in the order of the page.

    An error of the whole form goes to its first field; the id is empty where there is nothing to go to.
    """
    found: list[tuple[str, str]] = []
    for form in forms_shown:
        if hasattr(form, "management_form"):
            found += [(str(sentence), "") for sentence in form.non_form_errors()]
            found += problems(*form.forms)
        elif form is not None and form.errors:
            shown = form.visible_fields()
            first = shown[0].error_target if shown else ""
            found += [(str(sentence), first) for sentence in form.non_field_errors()]
            found += [(str(e), field.error_target) for field in shown for e in field.errors]
            found += [(str(e), first) for field in form.hidden_fields() for e in field.errors]
    return found
