"""What a form says when an answer will not do: whole sentences, made from the label of the question."""

from django import forms

OPENINGS = (
    "a ",
    "an ",
    "any ",
    "the ",
    "this ",
    "your ",
    "their ",
    "our ",
    "my ",
    "what ",
    "when ",
    "why ",
    "how ",
    "who ",
    "where ",
)
# A label that starts or ends so is no name of a thing: it is quoted.
LOOSE_STARTS = (
    "of ",
    "before ",
    "after ",
    "in ",
    "on ",
    "from ",
    "until ",
    "to ",
    "for ",
    "if ",
    "is ",
    "show ",
    "give ",
)
LOOSE_ENDS = (" at", " on", " from", " to", " until", " by", " for", " with", " in", " of")
# Labels that other packages write in their own way.
RENAMED = {
    "Email": "Email address",
    "Password (again)": "The same password again",
    "Current Password": "Current password",
    "New Password": "New password",
    "New Password (again)": "The new password again",
    "Code": "Your code",
    "Authenticator code": "Code from your authenticator app",
}
CHOICES = (forms.ChoiceField, forms.ModelChoiceField)


def subject(label: str) -> str:
    """A label as the subject of a sentence: "Course title" → "the course title", "Which team?" → "your answer"."""
    label = str(label).strip()
    if label.endswith("?"):
        return "your answer"
    if label.endswith(LOOSE_ENDS) or label.lower().startswith(LOOSE_STARTS) or "," in label:
        return f"“{label}”"
    # A capital that belongs to the word stays: VAT code, CAFCASS, E. coli.
    words = label if label[1:2].isupper() or label[1:2] == "&" else label[:1].lower() + label[1:]
    return words if words.startswith(OPENINGS) else f"the {words}"


def required(field: forms.Field, label: str) -> str:
    """The sentence for an answer that is missing."""
    if str(label).strip().endswith("?"):
        return "Choose an answer" if isinstance(field, CHOICES) else "Answer this question"
    if isinstance(field, forms.BooleanField) and not isinstance(field, forms.NullBooleanField):
        return "Tick the box to go on"
    chosen = isinstance(field, (*CHOICES, forms.FileField))
    return f"{'Choose' if chosen else 'Enter'} {subject(label)}"


def messages(field: forms.Field, label: str) -> dict[str, str]:
    """Every sentence a field may need, by error code. Percent signs in the label are doubled: Django fills in the limits."""
    it = subject(label).replace("%", "%%")
    its = it[:1].upper() + it[1:]
    return {
        "required": required(field, label),
        "null_characters_not_allowed": f"{its} must not contain control characters",
        "max_length": f"{its} must be %(limit_value)d characters or fewer",
        "min_length": f"{its} must be %(limit_value)d characters or more",
        "min_value": f"{its} must be %(limit_value)s or more",
        "max_value": f"{its} must be %(limit_value)s or less",
        "max_digits": f"{its} must have %(max)s digits or fewer",
        "max_decimal_places": f"{its} must have %(max)s decimal places or fewer",
        "max_whole_digits": f"{its} must have %(max)s digits or fewer before the point",
    } | _wrong_kind(field, it, its)


def _wrong_kind(field: forms.Field, it: str, its: str) -> dict[str, str]:
    if isinstance(field, CHOICES):
        other = f"Choose {it} from the list"
        return dict.fromkeys(("invalid_choice", "invalid_list", "invalid_pk_value"), other)
    if isinstance(field, forms.FileField):
        return {
            "invalid": f"Choose {it} again: the file did not arrive",
            "missing": f"Choose {it} again: the file did not arrive",
            "empty": "The file is empty",
            "invalid_image": "The file must be a picture",
            "max_length": "The name of the file must be %(max)d characters or fewer",
        }
    for kind, sentence in (
        (forms.EmailField, "Enter an email address in the correct format, like name@example.org"),
        (forms.URLField, f"{its} must be a web address, like https://www.example.org"),
        (forms.FloatField, f"{its} must be a number"),
        (forms.DecimalField, f"{its} must be a number"),
        (forms.IntegerField, f"{its} must be a whole number, like 24"),
        (forms.DateField, f"{its} must be a real date, like 5 March 2026"),
        (forms.TimeField, f"{its} must be a time, like 9:30am"),
        (forms.DateTimeField, f"{its} must be a real date and time"),
    ):
        if isinstance(field, kind):
            return {"invalid": sentence}
    return {}


def teach(field: forms.Field, label: str) -> None:
    """Gives a form's own copy of a field our sentences; a message that was written for this field stays as it is."""
    shipped: dict[str, str] = {}
    for kind in reversed(type(field).__mro__):
        shipped |= vars(kind).get("default_error_messages", {})
    it = subject(label).replace("%", "%%")
    own = {
        code: text.format(its=it[:1].upper() + it[1:])
        for code, text in getattr(field, "own_messages", {}).items()
    }
    for code, sentence in (messages(field, label) | own).items():
        if field.error_messages.get(code) == shipped.get(code):
            field.error_messages[code] = sentence
