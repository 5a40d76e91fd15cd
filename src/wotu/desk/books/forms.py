"""What is filled in to change an account; each message says what to write."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.utils.functional import lazy

from wotu.ledger.amounts import NotAnAmount, read_amount
from wotu.ledger.models import RULES, Account
from wotu.look.language import current
from wotu.rules.text import Text


def _said(zh: str, en: str) -> str:
    return lazy(lambda: Text(zh, en)[current()], str)()


def _choices(texts: dict[str, Text]) -> Any:
    return lambda: [(value, text[current()]) for value, text in texts.items()]


_MISSING = {"required": _said("请填写。", "Please fill this in.")}
_WRONG_CHOICE = _MISSING | {"invalid_choice": _said("请从列表中选择。", "Choose from the list.")}
_WRONG_DATE = _MISSING | {"invalid": _said("请写成 2026-12-31 这样。", "Write it like 2026-12-31.")}
_WAYS = {"up": Text("增加", "More"), "down": Text("减少", "Less")}

LABELS: Final = {
    "way": Text("增加还是减少", "More or less"),
    "amount": Text("数额", "Amount"),
    "document": Text("文件依据（文号或会议纪要）", "Document it rests on (number or minutes)"),
    "reason": Text("理由", "Reason"),
    "target": Text("转到", "To"),
    "since": Text("从哪一天起收到的", "Received from"),
    "until": Text("到哪一天为止收到的（含）", "Received until (that day included)"),
    "rule": Text("分配规则", "By which rule"),
    "measure": Text("措施", "Measure"),
    "year": Text("年度", "Year"),
}


@dataclass(frozen=True, slots=True)
class Move:
    """Something a person may do to an account: what it is called, what it does, what has to be filled in."""

    id: str
    title: Text
    lead: Text
    fields: Sequence[str]


MOVES: Final = {
    move.id: move
    for move in (
        Move(
            "appropriate", Text("下达或收回指标", "Appropriate or withdraw"),
            Text("增加或减少额度；已占用、已核销的收不回。",
                 "Changes the limit; what is held or used stays."),
            ("way", "amount", "document"),
        ),
        Move(
            "reserve", Text("预留", "Reserve"),
            Text("留出一部分，暂时不能使用。", "Keeps part of it back; nobody can draw on that."),
            ("amount", "reason"),
        ),
        Move(
            "release", Text("解除预留", "Release a reserve"),
            Text("让预留的部分可以使用。", "Lets what was kept back be used."), ("amount", "reason"),
        ),
        Move(
            "carry-over", Text("结转下年", "Carry over"),
            Text("把剩余的转到下一年度；不填数额就全部结转。", "Moves what is left into the next year; "
                 "leave the amount empty for all of it."),
            ("amount", "document"),
        ),
        Move(
            "move", Text("调剂到另一账户", "Move to another account"),
            Text("额度从这里减少，在那边增加。", "Less of a limit here, more of it there."),
            ("target", "amount", "document"),
        ),
        Move(
            "correct", Text("更正", "Correct"),
            Text("补记或冲减不属于任何办件的核销，例如启用台账之前已经拨付的。",
                 "Counts as used what belongs to no case, such as what was paid before the books began."),
            ("way", "amount", "reason"),
        ),
    )
}  # fmt: skip


class _Keyed(forms.Form):
    """A form with a key of its own: sent twice, it is done once."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    @property
    def shown(self) -> list[tuple[forms.BoundField, Text]]:
        """The fields a person fills in, with their labels."""
        return [(self[name], LABELS[name]) for name in self.fields if name != "key"]


class MoveForm(_Keyed):
    """The fields of one move of one account."""

    way = forms.ChoiceField(choices=_choices(_WAYS), error_messages=_WRONG_CHOICE)
    target = forms.TypedChoiceField(coerce=int, error_messages=_WRONG_CHOICE)
    amount = forms.CharField(max_length=40, error_messages=_MISSING)
    document = forms.CharField(max_length=300, error_messages=_MISSING)
    reason = forms.CharField(max_length=300, error_messages=_MISSING)

    def __init__(self, move: Move, account: Account, targets: Sequence[Account], given: Any = None) -> None:
        super().__init__(given, auto_id=f"{move.id}-%s")
        self.move, self.account = move, account
        for name in set(self.fields) - {"key", *move.fields}:
            del self.fields[name]
        if "target" in self.fields:
            language = current()
            choices = [(one.pk, f"{one.label[language]} {year_of(one)}".strip()) for one in targets]
            self.fields["target"] = forms.TypedChoiceField(
                coerce=int, choices=choices, error_messages=_WRONG_CHOICE
            )
        if move.id == "carry-over":
            self.fields["amount"].required = False

    def clean_amount(self) -> int | None:
        """Return the amount in smallest units, with its sign; None for all there is."""
        text = self.cleaned_data["amount"]
        if not text:
            return None
        amount = _amount(text, self.account.unit)
        return -amount if self.cleaned_data.get("way") == "down" else amount


class BudgetForm(_Keyed):
    """A first appropriation for a measure in a year."""

    measure = forms.ChoiceField(error_messages=_WRONG_CHOICE)
    year = forms.TypedChoiceField(coerce=int, error_messages=_WRONG_CHOICE)
    amount = forms.CharField(max_length=40, error_messages=_MISSING)
    document = forms.CharField(max_length=300, error_messages=_MISSING)

    def __init__(self, measures: dict[str, Text], years: Sequence[int], given: Any = None) -> None:
        super().__init__(given, auto_id="budget-%s")
        for name, choices in (
            ("measure", [(id_, title[current()]) for id_, title in measures.items()]),
            ("year", [(year, str(year)) for year in years]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - they are, above
            field.choices = choices


class RoundForm(_Keyed):
    """Which claims a round serves, and by which rule."""

    since = forms.DateField(error_messages=_WRONG_DATE)
    until = forms.DateField(error_messages=_WRONG_DATE)
    rule = forms.ChoiceField(choices=_choices(RULES), error_messages=_WRONG_CHOICE)

    def __init__(self, given: Any = None) -> None:
        super().__init__(given, auto_id="round-%s")


def amount_or_mistake(form: BudgetForm, unit: str) -> int | None:
    """Return the amount of a form whose unit is known only now, or put the mistake beside its field."""
    try:
        return _amount(form.cleaned_data["amount"], unit)
    except forms.ValidationError as mistake:
        form.add_error("amount", mistake)
        return None


def year_of(account: Account) -> str:
    """Return the year of an account; nothing where it is for good."""
    return str(account.starts.year) if account.starts else ""


def _amount(text: str, unit: str) -> int:
    try:
        return read_amount(text, unit)
    except NotAnAmount as refused:
        raise forms.ValidationError(refused.text[current()]) from None
