"""Sending a day's digest to those who watch the trail, so that copies of it leave this machine."""

import datetime as dt

from django.urls import reverse

from wotu.access.rights import OF_OFFICES
from wotu.audit.checking import Report
from wotu.audit.models import DayDigest
from wotu.inbox.verbs import Line, tell
from wotu.parties.directory import holders_of
from wotu.rules.text import Text

SITE = Text("沃土", "Wotu")


def tell_auditors(*, digest: DayDigest, on: dt.date, by: str, now: dt.datetime) -> int:
    """Tell every auditor and administrator, once, what a day's digest is; return how many that were."""
    page = reverse("portal:audit")
    text = Text(
        f"请留存：{digest.day}:{digest.digest}（共{digest.seq}条）",
        f"Keep this: {digest.day}:{digest.digest} ({digest.seq} entries)",
    )
    return tell(
        users=holders_of(OF_OFFICES["read_audit"], on), key=f"audit:{digest.day}", whom=SITE.zh,
        title=Text(f"{digest.day}的审计摘要", f"Digest of the audit trail for {digest.day}"), link=page,
        lines=[Line(text, f"{page}#day-{digest.day}")], about="audit", by=by, now=now,
    )  # fmt: skip


def tell_broken(*, report: Report, on: dt.date, by: str, now: dt.datetime) -> int:
    """Tell the same people, once a day, that the trail was changed and where first; nobody if it was not."""
    if report.is_whole:
        return 0
    first = report.breaks[0]
    page = reverse("portal:audit")
    text = Text(
        f"第一处：{first.kind}，链上第{first.seq or '—'}环，第{first.entry or '—'}条。"
        "请保留每日摘要，并运行 wotu audit verify。",
        f"The first: {first.text} Keep your digests, and run wotu audit verify.",
    )
    return tell(
        users=holders_of(OF_OFFICES["read_audit"], on), key=f"audit-broken:{on}", whom=SITE.zh,
        title=Text("审计记录被改动过", "The audit trail was changed"), link=page, lines=[Line(text, page)],
        about="audit", by=by, now=now,
    )  # fmt: skip
