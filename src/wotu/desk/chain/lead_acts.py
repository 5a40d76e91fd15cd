"""What an official may do with a followed lead: each act with the verb behind it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from wotu.access.chain_doors import chain_colleagues
from wotu.accounts.models import User
from wotu.desk.chain.forms import day_of
from wotu.industry.models import Lead
from wotu.industry.verbs.leads import add_contact, drop_lead, hand_over_lead, plan_lead, reopen_lead
from wotu.industry.verbs.signing import sign_lead, take_back_signing
from wotu.industry.wan import fen_of
from wotu.refusal import CannotDo
from wotu.rules.text import Text


@dataclass(frozen=True)
class Doing:
    """Somebody about to do something with a lead."""

    request: HttpRequest
    lead: Lead
    user: User

    def text(self, name: str) -> str:
        """Return what was written into a field."""
        return self.request.POST.get(name, "")


def _contact(doing: Doing) -> Text:
    today = timezone.localdate()
    add_contact(
        lead=doing.lead, on=day_of(doing.request, "on") or today, way=doing.text("way"),
        with_whom=doing.text("with_whom"), said=doing.text("said"), next_step=doing.text("next_step"),
        next_on=day_of(doing.request, "next_on"), user=doing.user, now=timezone.now(), today=today,
    )  # fmt: skip
    return Text("对接记录已保存。", "The talk is written down.")


def _plan(doing: Doing) -> Text:
    plan_lead(
        lead=doing.lead, next_step=doing.text("next_step"), next_on=day_of(doing.request, "next_on"),
        user=doing.user, now=timezone.now(), today=timezone.localdate(),
    )  # fmt: skip
    return Text("下一步已更新。", "The next step is set.")


def _hand_over(doing: Doing) -> Text:
    today = timezone.localdate()
    people = {str(one.pk): one for one in chain_colleagues(doing.lead.zone, today, but=doing.lead.owner_id)}
    to = people.get(doing.text("to"))
    if to is None:
        raise CannotDo("请选择移交给谁。", "Choose whom to hand it over to.")
    link = reverse("desk:chain:lead", args=[doing.lead.zone, doing.lead.pk])
    hand_over_lead(
        lead=doing.lead, to=to, why=doing.text("why"), link=link, user=doing.user, now=timezone.now(),
        today=today,
    )  # fmt: skip
    return Text(f"已移交给{to.name}，并已通知。", f"Handed over to {to.name}, who is told.")


def _drop(doing: Doing) -> Text:
    drop_lead(lead=doing.lead, why=doing.text("why"), user=doing.user, now=timezone.now())
    return Text("已放弃；需要时可以恢复跟进。", "Given up; it can be taken up again.")


def _reopen(doing: Doing) -> Text:
    reopen_lead(lead=doing.lead, user=doing.user, now=timezone.now())
    return Text("已恢复跟进。", "Taken up again.")


def _sign(doing: Doing) -> Text:
    fen = fen_of(doing.text("investment"))
    if not fen:
        raise CannotDo(
            "投资额写成万元，大于零，最多六位小数，例如12000或8500.5。",
            "Write the investment in units of 10,000 yuan, above zero, with six decimals at most: 8500.5.",
        )
    today = timezone.localdate()
    comes = doing.text("comes") == "1"
    if comes and not doing.text("place").strip():
        raise CannotDo("请写明落在园区的什么地方。", "Say where in the zone the firm comes.")
    sign_lead(
        lead=doing.lead, title=doing.text("title"), signed_on=day_of(doing.request, "signed_on") or today,
        investment_fen=fen, words=doing.text("note"), place=doing.text("place") if comes else "",
        user=doing.user, now=timezone.now(), today=today,
    )  # fmt: skip
    if comes:
        return Text("签约已登记；这个环节在园区内有企业了。", "Signed; the zone has a maker of it now.")
    return Text("签约已登记。", "The signing is recorded.")


def _take_back(doing: Doing) -> Text:
    take_back_signing(lead=doing.lead, user=doing.user, now=timezone.now(), today=timezone.localdate())
    return Text("签约已撤回，一切恢复原状。", "The signing is taken back; everything is as it was.")


ACTS: Mapping[str, Callable[[Doing], Text]] = {
    "contact": _contact, "plan": _plan, "hand-over": _hand_over, "drop": _drop, "reopen": _reopen,
    "sign": _sign, "take-back": _take_back,
}  # fmt: skip
