"""Saying something about a case, and handing in files with it."""

import datetime as dt

from django.db import transaction

from wotu.accounts.models import User
from wotu.audit.verbs import note
from wotu.cases.models import Attachment, Case, Comment
from wotu.cases.progress import locked
from wotu.cases.refusal import CannotDo
from wotu.cases.theirs import record_of
from wotu.facts.evidence import keep_evidence


def comment(
    *, case: Case, text: str, user: User, side: str, now: dt.datetime, is_internal: bool = False
) -> Comment:
    """Say something about a case, to the other side or, on the desk, among officials only.

    Raises:
        CannotDo: nothing was written.
    """
    if not text.strip():
        raise CannotDo("请写下内容。", "Write something.")
    with transaction.atomic():
        said = Comment.objects.create(
            case=case, at=now, author=user, side=side, is_internal=is_internal, text=text.strip()
        )
        note(verb="comment", about=case.about, by=user.email, now=now, zone=case.zone, internal=is_internal)
    return said


def attach(
    *, case: Case, name: str, content: bytes, label: str, user: User, side: str, now: dt.datetime
) -> Attachment:
    """Hand in a file with a case; it is looked at before it is kept.

    Raises:
        NotEvidence: it is too large, empty, or not what is taken.
        CannotDo: nothing says what it is, or it is there already.
    """
    if not label.strip():
        raise CannotDo("请写明文件是什么。", "Say what the file is.")
    with transaction.atomic():
        case = locked(case, "offered", "filed", "open", "approved")
        evidence = keep_evidence(party=record_of(case), name=name, content=content, by=user.email, now=now)
        if case.attachments.filter(evidence=evidence, removed_at=None).exists():
            raise CannotDo("这份文件已经在办件里。", "This file is with the case already.")
        made = Attachment.objects.create(
            case=case, evidence=evidence, label=label.strip(), side=side, at=now, by=user.email
        )
        note(verb="attach", about=case.about, by=user.email, now=now, zone=case.zone, digest=evidence.digest)
    return made


def take_back_attachment(*, attachment: Attachment, user: User, now: dt.datetime) -> None:
    """Take a file back before the case is decided; that it was there stays on record."""
    with transaction.atomic():
        case = locked(attachment.case, "offered", "filed", "open")
        attachment.removed_at = now
        attachment.save(update_fields=["removed_at"])
        note(
            verb="take_back_attachment", about=case.about, by=user.email, now=now, zone=case.zone,
            attachment=attachment.pk,
        )  # fmt: skip
