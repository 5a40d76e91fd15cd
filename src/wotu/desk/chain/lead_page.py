"""What the page of a followed lead shows: the reasons of then and of now, the talks, what may be done."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wotu.accounts.models import User
from wotu.chain.leads import Lead
from wotu.chain.money import money
from wotu.desk.chain.gap_page import Part, parts
from wotu.desk.chain.words import LEAD_STATE_WORDS, WAY_WORDS
from wotu.industry.atlas import Atlas
from wotu.industry.leading import read, search
from wotu.industry.models import OPEN_LEADS, Contact
from wotu.industry.models import Lead as Followed
from wotu.industry.reads import product_of_lead
from wotu.industry.verbs.signing import may_take_back
from wotu.look.waiting import Urgency, urgency_of
from wotu.rules.text import Text


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a firm is a lead: the sentence of the missing link, the lead's place, its parts and evidence."""

    gap: Text | None
    gap_rank: int | None
    lead: Lead
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True)
class Talk:
    """One talk, in words."""

    contact: Contact
    way: Text


@dataclass(frozen=True, slots=True)
class Row:
    """A followed lead on the board."""

    lead: Followed
    state: Text
    urgency: Urgency | None
    talks: int = 0


def row_of(lead: Followed, today: dt.date) -> Row:
    """Return a lead with how urgent its next step is; a lead that is over has no urgency."""
    urgent = lead.next_on is not None and lead.state in OPEN_LEADS
    return Row(
        lead, LEAD_STATE_WORDS[lead.state], urgency_of(lead.next_on, today) if urgent else None,
        getattr(lead, "talks", 0),
    )  # fmt: skip


def then(lead: Followed) -> Reasons:
    """Return the reasons as they were when the lead was taken up."""
    gap, old = lead.reasons["gap"], read(lead.reasons["lead"])
    words = Text(gap["zh"], gap["en"]) if gap else None
    return Reasons(words, gap["rank"] if gap else None, old, parts(old))


def now(lead: Followed, found: Atlas) -> Reasons | None:
    """Return the reasons as they are now; None where the firm is no lead, or the search for leads goes on."""
    product = product_of_lead(lead).slug
    gap = found.gap(product)
    if gap is None:
        return None
    known = search(found, product).leads or []
    new = next((one for one in known if one.firm == lead.enterprise.key), None)
    return None if new is None else Reasons(gap.why, gap.rank, new, parts(new))


def why_not_now(lead: Followed, found: Atlas) -> Text:
    """Return why there are no reasons now."""
    firm, product = found.firms.get(lead.enterprise.key), product_of_lead(lead).slug
    if firm is not None and firm["zone"] == found.zone:
        return Text("这家企业已在园区内。", "The firm is in the zone now.")
    if firm is not None and firm["dissolved"]:
        return Text("这家企业已注销。", "The firm was dissolved.")
    if found.gap(product) is None:
        return Text("这个环节已不再缺。", "The link is no longer missing.")
    if search(found, product).leads is None:
        return Text("线索正在重新计算，稍后再看。", "The leads are being found again; look later.")
    return Text(
        "按现在的资料，这家企业已不在前列线索中，或所属集团已在园区内。",
        "By what is known now the firm is not among the first leads, or its group is inside.",
    )


def changes(lead: Followed, old: Reasons, new: Reasons | None, found: Atlas) -> list[Text]:
    """Return what is different now, in words."""
    if new is None:
        return [why_not_now(lead, found)]
    said = []
    if old.gap_rank != new.gap_rank and old.gap_rank and new.gap_rank:
        said.append(
            Text(
                f"缺环位次由第{old.gap_rank}变为第{new.gap_rank}",
                f"the missing link was number {old.gap_rank}, now {new.gap_rank}",
            )
        )
    if old.lead.rank != new.lead.rank:
        said.append(
            Text(
                f"线索位次由第{old.lead.rank}变为第{new.lead.rank}",
                f"the lead was number {old.lead.rank}, now {new.lead.rank}",
            )
        )
    if old.lead.confirmed != new.lead.confirmed:
        sure = new.lead.confirmed
        said.append(
            Text("已确认生产这个产品", "confirmed to make it")
            if sure
            else Text("是否生产这个产品不再确认", "no longer confirmed to make it")
        )
    fresh = {step.text.zh for step in old.lead.evidence}
    said += [
        Text(f"新的依据：{step.text.zh}", f"new evidence: {step.text.en}")
        for step in new.lead.evidence
        if step.text.zh not in fresh
    ]
    said += _of_firm(lead.reasons["firm"], found.firms[lead.enterprise.key])
    return said


def _of_firm(old: dict[str, Any], new: dict[str, Any]) -> list[Text]:
    said = []
    if old["size_fen"] != new["size_fen"] and new["size_fen"] is not None:
        much = money(new["size_fen"])
        said.append(Text(f"营业收入更新为{much.zh}", f"its income is now {much.en}"))
    if old["signs"] != new["signs"] and new["signs"]:
        said.append(Text(f"扩产迹象：{new['signs']}", f"signs of expansion: {new['signs']}"))
    return said


def talks(lead: Followed) -> list[Talk]:
    """Return the talks, the latest first."""
    return [Talk(one, WAY_WORDS[one.way]) for one in lead.contacts.select_related("by")]


def undoable(lead: Followed, user: User | None, today: dt.date) -> bool:
    """Tell whether somebody may take the signing of a lead back."""
    return lead.state == "signed" and may_take_back(lead.signing, user, today)
