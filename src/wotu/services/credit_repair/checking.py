"""Which entries an application is about, what stands against it, and holding them for it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from wotu.cases.kinds import Filing
from wotu.cases.models import Case
from wotu.parties.models import Party
from wotu.refusal import CannotDo
from wotu.rules.text import Text
from wotu.services.credit_repair.models import CreditEntry, RepairItem

CHOOSE = Text(
    "请在“信用修复”页面选择要修复的信息再提交。", "Choose the entries to repair on the page Credit repair."
)


def chosen(enterprise: Party, data: Mapping[str, Any]) -> list[CreditEntry]:
    """Return the entries an application is about, as far as they are the enterprise's."""
    ids = [one for one in data.get("entries", []) if isinstance(one, int)]
    return list(CreditEntry.objects.filter(party=enterprise, pk__in=ids).order_by("pk")) if ids else []


def against(filing: Filing) -> Sequence[Text]:
    """Return everything that stands against an application, entry by entry."""
    entries = chosen(filing.enterprise, filing.data)
    if not entries or len(entries) != len(filing.data.get("entries", [])):
        return (CHOOSE,)
    return tuple(reason for entry in entries for reason in reasons(entry, filing))


def reasons(entry: CreditEntry, filing: Filing) -> Iterator[Text]:
    """Yield what stands against one entry, in words, with the earliest day where one is known."""
    number = entry.document_number
    held = filing.moves is not None and entry.repairs.filter(case=filing.moves, is_live=True).exists()
    if entry.state != "published" and not held:
        state = Text(*str(entry.get_state_display()).split(" ", 1))
        yield Text(
            f"{number}现在是“{state.zh}”，不能再申请。", f"{number} is “{state.en}”: no application is taken."
        )
        return
    found = entry.reckoned(filing.today)
    if found.has_nothing:
        yield Text(
            f"{number}属轻微失信，按{found.regime.number.zh}不公示，无需修复。",
            f"{number} is minor: by {found.regime.number.en} it is not published; nothing is to be repaired.",
        )
    elif found.expired:
        yield Text(
            f"{number}公示期已于{found.ends}届满，自动停止公示，无需申请。",
            f"Publication of {number} ended by itself on {found.ends}; no application is needed.",
        )
    for item in found.missing:
        note = f"（{item.note.zh}）" if item.note else ""
        note_en = f" ({item.note.en})" if item.note else ""
        yield Text(f"{number}还缺：{item.label.zh}{note}", f"{number} still lacks: {item.label.en}{note_en}")


def hold(case: Case) -> None:
    """Hold the entries of an application.

    Raises:
        CannotDo: another application came first.
    """
    ids = [entry.pk for entry in chosen(case.enterprise, case.data)]
    locked = CreditEntry.objects.select_for_update().filter(pk__in=ids, state="published").order_by("pk")
    entries = list(locked)
    try:
        with transaction.atomic():
            RepairItem.objects.bulk_create([RepairItem(case=case, entry=entry) for entry in entries])
    except IntegrityError as error:
        if "credit_entry_in_one_case" not in str(error):
            raise
        entries = []
    if len(entries) != len(ids):
        raise CannotDo("有一条信息已在办理修复。", "One of the entries is being repaired already.")
    CreditEntry.objects.filter(pk__in=ids).update(state="repairing")


def hold_again(case: Case) -> None:
    """Hold the entries of an application that is decided anew after an appeal.

    Raises:
        CannotDo: one of them has gone into another application since, or is over.
    """
    repairs = list(case.repairs.select_related("entry").order_by("entry_id"))
    ids = [repair.entry_id for repair in repairs]
    free = CreditEntry.objects.select_for_update().filter(pk__in=ids, state="published").order_by("pk")
    if len(list(free)) != len(ids):
        raise CannotDo(
            "有一条信息已在另一个申请里，或已修复、作废，不能重新决定。",
            "One of the entries is in another application, repaired or void: nothing is decided anew.",
        )
    case.repairs.update(is_live=True, result="")
    CreditEntry.objects.filter(pk__in=ids).update(state="repairing")
