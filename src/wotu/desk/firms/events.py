"""Events of a firm's timeline: facts recorded, people who came and went, tags, the audit trail."""

from contextlib import suppress
from itertools import groupby

from django.urls import reverse

from wotu.audit.reads import entries_about
from wotu.desk.firms.timeline import Event
from wotu.facts.models import FactEntry
from wotu.facts.reads import latest_entries
from wotu.filing.reads import tag_changes_of
from wotu.match.periods import parse_cell
from wotu.measures.zones import zone
from wotu.needs.reads import needs_of
from wotu.parties.models import Membership, Party
from wotu.parties.reads import members_of, memberships_of
from wotu.parties.words import MEMBER_NAMES
from wotu.rules.text import Text
from wotu.rules.vocabulary import Vocabulary
from wotu.rules.words import value_in_words

FEW = 3
"""So many facts recorded together are told one by one; more are one event."""
READ_AHEAD = 10
VERBS = {
    "register_parties": Text("登记企业", "Firm registered"),
    "record_facts": Text("登记事实", "Facts recorded"),
    "add_member": Text("加入成员", "Member added"),
    "change_role": Text("变更角色", "Role changed"),
    "end_membership": Text("成员离开", "Member left"),
    "invite": Text("发出邀请", "Somebody invited"),
    "accept_invitation": Text("接受邀请", "Invitation accepted"),
    "revoke_invitation": Text("撤回邀请", "Invitation taken back"),
    "decide_fact": Text("裁定事实", "Fact decided"),
    "withdraw_fact": Text("撤回事实", "Fact withdrawn"),
    "keep_evidence": Text("存入佐证材料", "Evidence kept"),
    "dispute_fact": Text("对事实提出异议", "Fact disputed"),
    "take_dispute_back": Text("撤回异议", "Dispute taken back"),
    "accept_dispute": Text("异议成立，已更正", "Dispute accepted, fact corrected"),
    "reject_dispute": Text("异议不成立，维持原记录", "Dispute rejected, fact kept"),
    "tell": Text("发出消息", "Message sent to its people"),
}


def of_facts(party: Party, limit: int) -> list[Event]:
    """Return what was recorded about a firm and what belongs to it; what came together is one event."""
    where = zone(party.zone)
    if where is None:
        return []
    vocabulary = where.packs.vocabulary
    entries = latest_entries([party, *members_of([party])], limit * READ_AHEAD)
    events = []
    for (at, source, by), group in groupby(entries, lambda e: (e.recorded_at, str(e.source), e.recorded_by)):
        said = [_said(entry, party, vocabulary) for entry in group]
        zh, _, en = source.partition(" / ")
        origin = Text(f"{zh} · {by}", f"{en or zh} · {by}")
        if len(said) <= FEW:
            events += [Event(at, text, by=origin) for text in said]
        else:
            title = Text(f"登记了{len(said)}项事实", f"{len(said)} facts were recorded")
            events.append(Event(at, title, by=origin, parts=tuple(said)))
    return events[:limit]


def _said(entry: FactEntry, party: Party, vocabulary: Vocabulary) -> Text:
    """Return an entry in words: whose it is, what, of when, how much."""
    fact = vocabulary.get(entry.fact)
    label, value = Text(entry.fact, entry.fact), Text(entry.value, entry.value)
    if fact is not None:
        label = fact.label
        with suppress(ValueError):  # else it is shown as it was written
            value = value_in_words(parse_cell(fact, entry.value), fact.type, vocabulary)
        value = fact.value_labels.get(entry.value, value)
    when = entry.period or ", ".join(str(day) for day in (entry.since, entry.until, entry.at) if day)
    whose = "" if entry.party_id == party.pk else f"{entry.party.name} · "
    zh, en = (f"（{when}）", f" ({when})") if when else ("", "")
    return Text(f"{whose}{label.zh}{zh}：{value.zh}", f"{whose}{label.en}{en}: {value.en}")


def of_people(party: Party, limit: int) -> list[Event]:
    """Return who began and who ceased to act for a firm."""
    events = [event for membership in memberships_of(party)[:limit] for event in _people(membership)]
    return sorted(events, key=lambda event: event.moment, reverse=True)[:limit]


def _people(membership: Membership) -> list[Event]:
    name, role = (
        membership.user.name,
        MEMBER_NAMES.get(membership.role, Text(membership.role, membership.role)),
    )
    began = Text(f"{name}成为{role.zh}", f"{name} became {role.en.lower()}")
    events = [Event(membership.since, began, by=membership.given_by)]
    if membership.until is not None:
        ended = Text(f"{name}不再担任{role.zh}", f"{name} is no longer {role.en.lower()}")
        events.append(Event(membership.until, ended))
    return events


def of_needs(party: Party, limit: int) -> list[Event]:
    """Return what a firm said it lacks, once it has said so to the zone."""
    return [
        Event(need.submitted_at, Text(f"提出诉求：{need.says}", f"Said what it lacks: {need.says}"),
              address=reverse("desk:needs:need", args=[party.zone, need.pk]))
        for need in needs_of(party)[:limit]
        if need.submitted_at is not None
    ]  # fmt: skip


def of_tags(party: Party, limit: int) -> list[Event]:
    """Return the tags put on a firm and taken off, as far as nobody took that back."""
    return [
        Event(
            change.at,
            Text(f"打上标签“{change.tag.name}”", f"Tagged “{change.tag.name}”")
            if change.added
            else Text(f"去掉标签“{change.tag.name}”", f"Tag “{change.tag.name}” taken off"),
            by=change.by,
        )
        for change in tag_changes_of(party, limit)
    ]


def of_audit(party: Party, limit: int) -> list[Event]:
    """Return the writes about a firm."""
    return [
        Event(entry.at, VERBS.get(entry.verb, Text(entry.verb, entry.verb)), by=entry.by)
        for entry in entries_about(party.slug, limit)
    ]
