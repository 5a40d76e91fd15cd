"""Writing tags and saved filters."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from wotu.accounts.models import User
from wotu.audit.verbs import note
from wotu.filing.models import LONGEST_NAME, SavedFilter, Tag, TagChange, Tagging
from wotu.parties.models import Party
from wotu.rules.text import Text

MOST_FILTERS = 20


class CannotFile(ValueError):
    """Something cannot be filed as asked: what is wrong, and what to do, in both languages."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text


def tag_firms(*, zone: str, name: str, firms: Iterable[Party], by: str, now: dt.datetime) -> TagChange | None:
    """Put a tag, new or known, on firms of a zone. Return what changed, or None if all had it already.

    Raises:
        CannotFile: the name is empty or too long, or no firm was chosen.
    """
    name, chosen = _name(name, LONGEST_NAME), _chosen(zone, firms)
    with transaction.atomic():
        tag = Tag.objects.filter(zone=zone, name__iexact=name).first() or Tag.objects.create(
            zone=zone, name=name
        )
        had = set(tag.taggings.filter(party__in=chosen).values_list("party_id", flat=True))
        return _put_on(tag, [pk for pk in chosen if pk not in had], by, now)


def untag_firms(*, tag: Tag, firms: Iterable[Party], by: str, now: dt.datetime) -> TagChange | None:
    """Take a tag off firms. Return what changed, or None if none had it.

    Raises:
        CannotFile: no firm was chosen.
    """
    chosen = _chosen(tag.zone, firms)
    with transaction.atomic():
        there = tag.taggings.select_for_update().filter(party__in=chosen)
        return _take_off(tag, sorted(there.values_list("party_id", flat=True)), by, now)


def undo_tag_change(*, change: TagChange, by: str, now: dt.datetime) -> int:
    """Take a change of tags back: what others did since stays. Return how many firms that changed.

    Raises:
        CannotFile: it was taken back already.
    """
    with transaction.atomic():
        change = TagChange.objects.select_for_update().select_related("tag").get(pk=change.pk)
        if change.undone_at is not None:
            raise CannotFile(Text("这次操作已经撤销过了。", "This was undone already."))
        if change.added:
            number = change.taggings.count()
            change.taggings.all().delete()
        else:
            there = set(change.tag.taggings.values_list("party_id", flat=True))
            missing = Party.objects.filter(pk__in=set(change.parties) - there)
            number = len(
                Tagging.objects.bulk_create(
                    [Tagging(tag=change.tag, party=party, change=change) for party in missing]
                )
            )
        change.undone_at = now
        change.save(update_fields=["undone_at"])
        note(verb="undo_tag_change", about=change.zone, by=by, now=now, tag=change.tag.name, firms=number)
    return number


def save_filter(
    *, user: User, zone: str, section: str, name: str, query: str, now: dt.datetime
) -> SavedFilter:
    """Keep a filter under a name; one of the same name is replaced.

    Raises:
        CannotFile: there is no name, nothing to keep, or too many filters are kept.
    """
    name = _name(name, 30)
    if not query:
        raise CannotFile(Text("请先选好条件，再保存筛选。", "Choose some conditions first."))
    with transaction.atomic():
        mine = SavedFilter.objects.filter(user=user, zone=zone, section=section)
        if mine.exclude(name=name).count() >= MOST_FILTERS:
            raise CannotFile(
                Text(
                    f"最多保存{MOST_FILTERS}个筛选，请先删掉一个。",
                    f"At most {MOST_FILTERS} filters; delete one first.",
                )
            )
        saved, _ = mine.update_or_create(
            user=user, zone=zone, section=section, name=name, defaults={"query": query[:500]}
        )
        note(verb="save_filter", about=zone, by=user.email, now=now, section=section, name=name)
    return saved


def forget_filter(*, saved: SavedFilter, now: dt.datetime) -> None:
    """Delete a saved filter."""
    with transaction.atomic():
        note(
            verb="forget_filter", about=saved.zone, by=saved.user.email, now=now, section=saved.section,
            name=saved.name,
        )  # fmt: skip
        saved.delete()


def _name(name: str, longest: int) -> str:
    name = " ".join(name.split())
    if not name or len(name) > longest:
        raise CannotFile(
            Text(f"名称请写1到{longest}个字。", f"Please give a name of 1 to {longest} characters.")
        )
    return name


def _chosen(zone: str, firms: Iterable[Party]) -> list[int]:
    chosen = sorted({firm.pk for firm in firms if firm.zone == zone})
    if not chosen:
        raise CannotFile(Text("请先勾选至少一家企业。", "Choose at least one firm first."))
    return chosen


def _put_on(tag: Tag, parties: list[int], by: str, now: dt.datetime) -> TagChange | None:
    if not parties:
        return None
    change = _change(tag, parties, by, now, added=True)
    Tagging.objects.bulk_create(
        [Tagging(tag=tag, party_id=pk, change=change) for pk in parties], batch_size=2_000
    )
    return change


def _take_off(tag: Tag, parties: list[int], by: str, now: dt.datetime) -> TagChange | None:
    if not parties:
        return None
    change = _change(tag, parties, by, now, added=False)
    tag.taggings.filter(party__in=parties).delete()
    return change


def _change(tag: Tag, parties: list[int], by: str, now: dt.datetime, *, added: bool) -> TagChange:
    verb = "tag_firms" if added else "untag_firms"
    note(verb=verb, about=tag.zone, by=by, now=now, tag=tag.name, firms=len(parties))
    return TagChange.objects.create(zone=tag.zone, tag=tag, added=added, parties=parties, at=now, by=by)
