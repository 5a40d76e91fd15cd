"""What an administrator fills in about people; each message says what to do."""

from django import forms
from django.utils.functional import lazy

from wotu.accounts.verbs import LONGEST_EMAIL
from wotu.look.language import current
from wotu.parties.models import OFFICES, Department
from wotu.rules.text import Text


def _said(zh: str, en: str) -> str:
    return lazy(lambda: Text(zh, en)[current()], str)()


_MISSING = {"required": _said("请填写。", "Please fill this in.")}
_WRONG_DATE = _MISSING | {"invalid": _said("请写成 2026-12-31 这样。", "Write it like 2026-12-31.")}
_WRONG_CHOICE = _MISSING | {"invalid_choice": _said("请从列表中选择。", "Choose from the list.")}


class NewOfficial(forms.Form):
    """Whom to appoint, where, as what, from when."""

    email = forms.EmailField(
        max_length=LONGEST_EMAIL,
        error_messages=_MISSING
        | {
            "invalid": _said(
                "邮箱写得不对，例如 name@example.com。", "The address is not right, such as name@example.com."
            )
        },
    )
    name = forms.CharField(max_length=100, error_messages=_MISSING)
    department = forms.ModelChoiceField(queryset=Department.objects.none(), error_messages=_WRONG_CHOICE)
    role = forms.ChoiceField(choices=OFFICES, error_messages=_WRONG_CHOICE)
    since = forms.DateField(error_messages=_WRONG_DATE)
    until = forms.DateField(required=False, error_messages=_WRONG_DATE)

    def __init__(self, zone: str, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)  # type: ignore[arg-type]
        departments = self.fields["department"]
        assert isinstance(departments, forms.ModelChoiceField)  # noqa: S101 - it is, above
        departments.queryset = Department.objects.filter(zone=zone)


class NewDepartment(forms.Form):
    """A department's name in an address, and in both languages."""

    slug = forms.SlugField(
        max_length=60,
        error_messages=_MISSING
        | {
            "invalid": _said(
                "只用小写字母、数字和连字符，例如 industry。",
                "Letters, digits and hyphens only, such as industry.",
            )
        },
    )
    name_zh = forms.CharField(max_length=100, error_messages=_MISSING)
    name_en = forms.CharField(max_length=100, error_messages=_MISSING)


class NewDelegation(forms.Form):
    """To whom, and until when."""

    to = forms.IntegerField(error_messages=_WRONG_CHOICE)
    until = forms.DateField(error_messages=_WRONG_DATE)
