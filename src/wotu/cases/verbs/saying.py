"""Saying something about a case, and handing in files with it."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from wotu.accounts.models import User
from wotu.audit.verbs import note
from wotu.cases.models import UNDECIDED, WAITING, Attachment, Case, Comment
from wotu.cases.progress import locked
from wotu.cases.reads import open_rows
from wotu.cases.telling import News, officials, tell_applicant, tell_officials, title_of
from wotu.cases.theirs import record_of
from wotu.facts.evidence import Looked, NotEvidence, keep_looked, look_at
from wotu.facts.models import Evidence
from wotu.parties.models import Party
from wotu.refusal import CannotDo
from wotu.rules.text import Text


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
        if not is_internal:
            _tell_the_other_side(said, now)
        note(verb="comment", about=case.about, by=user.email, now=now, zone=case.zone, internal=is_internal)
    return said


def _tell_the_other_side(said: Comment, now: dt.datetime) -> None:
    """Tell whoever a message is for: the applicant, or the official who has the case.

    Where no official has it yet, it is for whoever may take what is open.
    """
    case, title = said.case, title_of(said.case)
    key, by, line = f"comment:{said.pk}", said.author.email, (Text(said.text, said.text),)
    if said.side == "desk":
        news = News(Text(f"“{title.zh}”有园区留言", f"The zone wrote to you about “{title.en}”"), line)
        tell_applicant(case, news, key=key, by=by, now=now)
        return
    news = News(Text(f"“{title.zh}”有申请人留言", f"The applicant wrote about “{title.en}”"), line)
    tell_officials(case, news, _who_has(case, timezone.localtime(now).date()), key=key, by=by, now=now)


def _who_has(case: Case, on: dt.date) -> set[int]:
    if case.official_id is not None:
        return {case.official_id}
    at = [(step.department, step.office) for step in open_rows(case)] or [(case.department, "clerk")]
    return set().union(*(officials(case.zone, department, office, on) for department, office in at))


def look_at_files(
    *, party: Party, files: Iterable[tuple[str, bytes]], by: str, now: dt.datetime
) -> list[Looked]:
    """Look at files, by name and content, before the transaction that hands them in with a case.

    Raises:
        CannotDo: some cannot be taken; each is named with why.
    """
    looked, wrong = [], []
    for name, content in files:
        try:
            looked.append(look_at(party=party, name=name, content=content, by=by, now=now))
        except NotEvidence as error:
            wrong.append(Text(f"{name}：{error.text.zh}", f"{name}: {error.text.en}"))
    if wrong:
        raise CannotDo("文件没有收下。", "The files were not taken.", tuple(wrong))
    return looked


def attach(
    *, case: Case, name: str, content: bytes, label: str, user: User, side: str, now: dt.datetime
) -> Attachment:
    """Hand in a file with a case; it is looked at before it is kept, and before anything is locked.

    Raises:
        CannotDo: it cannot be taken, nothing says what it is, or it is there already.
    """
    party = record_of(case)
    looked = look_at_files(party=party, files=[(name, content)], by=user.email, now=now)
    return attach_looked(case=case, looked=looked[0], label=label, user=user, side=side, now=now)


def attach_looked(
    *, case: Case, looked: Looked, label: str, user: User, side: str, now: dt.datetime
) -> Attachment:
    """Hand in a file that was looked at already.

    Raises:
        CannotDo: nothing says what it is, or it is there already.
    """
    with transaction.atomic():
        kept = keep_looked(party=record_of(case), looked=looked, by=user.email, now=now)
        return attach_kept(case=case, evidence=kept, label=label, user=user, side=side, now=now)


def attach_kept(
    *, case: Case, evidence: Evidence, label: str, user: User, side: str, now: dt.datetime
) -> Attachment:
    """Hand in with a case what is kept on its party's record already.

    Raises:
        CannotDo: nothing says what it is, it is there already, or its content is gone or in quarantine.
    """
    if not label.strip():
        raise CannotDo("请写明文件是什么。", "Say what the file is.")
    if evidence.purged_at is not None or evidence.scan == "infected":
        raise CannotDo(
            f"“{evidence.name}”已隔离或已到保存期，请重新上传。",
            f"“{evidence.name}” is in quarantine or no longer kept; hand it in anew.",
        )
    with transaction.atomic():
        case = locked(case, *WAITING)
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
        case = locked(attachment.case, *UNDECIDED)
        attachment.removed_at = now
        attachment.save(update_fields=["removed_at"])
        note(
            verb="take_back_attachment", about=case.about, by=user.email, now=now, zone=case.zone,
            attachment=attachment.pk,
        )  # fmt: skip
