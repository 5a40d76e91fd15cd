"""What comes of an application: entries repaired or not, the facts that follow, one answer to the firm."""

import datetime as dt

from django.urls import reverse

from wotu.audit.verbs import note
from wotu.cases.models import Case
from wotu.inbox.verbs import Line, tell
from wotu.parties.reads import members
from wotu.refusal import CannotDo
from wotu.rules.text import Text
from wotu.services.credit_repair.bodies import body_words
from wotu.services.credit_repair.models import RepairItem
from wotu.services.credit_repair.verbs.facts import speak


def outcome_of(repair: RepairItem) -> str:
    """Return what the answers come to: repaired where all agreed, refused where one did not, else ""."""
    answers = {one.answer for one in repair.requests.all()}
    if "refused" in answers:
        return "refused"
    return "repaired" if answers and answers == {"agreed"} else ""


def settle_entries(*, case: Case, by: str, now: dt.datetime, today: dt.date) -> None:
    """Let an approval take effect: entries every body agreed to are repaired from today; facts follow.

    Raises:
        CannotDo: an answer is still to come, or no body agreed to anything.
    """
    repairs = _repairs(case)
    outcomes = {repair.pk: outcome_of(repair) for repair in repairs}
    if "" in outcomes.values():
        raise CannotDo("还有机关没有答复，不能决定。", "A body has not answered yet.")
    if "repaired" not in outcomes.values():
        raise CannotDo(
            "没有一条信息获得全部机关同意，只能不予批准。", "No entry was agreed to by every body: refuse it."
        )
    for repair in repairs:
        repair.result, repair.is_live = outcomes[repair.pk], False
        repair.save()
        done = repair.result == "repaired"
        entry = repair.entry
        entry.state, entry.repaired_on = ("repaired", today) if done else ("published", None)
        entry.save(update_fields=["state", "repaired_on"])
        note(
            verb="settle_credit_entry", about=case.enterprise.slug, by=by, now=now, entry=entry.pk,
            result=repair.result, case=case.pk,
        )  # fmt: skip
    speak(party=case.enterprise, by=by, now=now, today=today)
    tell_firm(case=case, by=by, now=now, today=today)


def release_entries(*, case: Case, by: str, now: dt.datetime, today: dt.date) -> None:
    """Give entries back when an application ends without its award, or loses it: they stand as before."""
    for repair in _repairs(case):
        repair.is_live = False
        repair.result = "refused" if outcome_of(repair) == "refused" or repair.result else ""
        repair.save()
        entry = repair.entry
        if entry.state in ("repairing", "repaired"):
            entry.state, entry.repaired_on = "published", None
            entry.save(update_fields=["state", "repaired_on"])
    speak(party=case.enterprise, by=by, now=now, today=today)
    tell_firm(case=case, by=by, now=now, today=today)


def tell_firm(*, case: Case, by: str, now: dt.datetime, today: dt.date) -> None:
    """Tell the firm in one message what came of each entry."""
    users = {member.user_id for member in members(case.enterprise, today)}
    link = reverse("portal:credit_repair:repair", args=[case.enterprise.slug, case.pk])
    lines = [Line(result_words(repair), link) for repair in _repairs(case)]
    state = Text(*str(case.get_state_display()).split(" ", 1))
    tell(
        users=users, key=f"credit_repair:{case.pk}:{case.state}:{case.round}", whom=case.enterprise.name,
        title=Text(f"信用修复{case.number}：{state.zh}", f"Credit repair {case.number}: {state.en}"),
        link=link, lines=lines, about=case.about, by=by, now=now,
    )  # fmt: skip


def result_words(repair: RepairItem) -> Text:
    """Return what came of an entry, with the reasons of those who refused."""
    number = repair.entry.document_number
    if repair.result == "repaired":
        return Text(
            f"{number}：已修复，停止公示和共享，相关限制即时解除。",
            f"{number}: repaired; publication, sharing and the measures attached have ended.",
        )
    against = [one for one in repair.requests.all() if one.answer == "refused"]
    if not against:
        return Text(f"{number}：未修复，仍在公示。", f"{number}: not repaired, still published.")
    why_zh = "；".join(f"{body_words(one.body).zh}：{one.text}" for one in against)
    why_en = "; ".join(f"{body_words(one.body).en}: {one.text}" for one in against)
    return Text(f"{number}：未修复。{why_zh}", f"{number}: not repaired. {why_en}")


def answer_words(case: Case) -> Text:
    """Return the one answer to the firm: every entry with what came of it."""
    found = [result_words(repair) for repair in _repairs(case)]
    return Text("\n".join(one.zh for one in found), "\n".join(one.en for one in found))


def _repairs(case: Case) -> list[RepairItem]:
    found = RepairItem.objects.filter(case=case).select_related("entry").prefetch_related("requests")
    return list(found)
