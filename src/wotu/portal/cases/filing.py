"""What filing for a measure would be: the amount, why, what is still asked, what is known; and filing it."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse

from wotu.cases.asking import Asked, ask
from wotu.cases.kinds import Kind, kind_of
from wotu.cases.models import LIVE, Case, Payee
from wotu.cases.reasons import reasons_of
from wotu.cases.verbs.filing import MAY_WAIT, confirm_case, file_case, payee_of, state_payee
from wotu.cases.verbs.saying import attach_looked, look_at_files
from wotu.facts.evidence import LARGEST, Looked
from wotu.facts.models import FactEntry
from wotu.match.ask import Question, next_questions
from wotu.match.explain import award_text
from wotu.parties.models import Party
from wotu.portal import phrases
from wotu.portal.cases.face import Face
from wotu.portal.questions import Decides, Form, key_of
from wotu.refusal import CannotDo
from wotu.rules.text import Text
from wotu.rules.vocabulary import Vocabulary

Handed: TypeAlias = "UploadedFile[Any]"
MOST_FILES = 10
NO_CONSENT = Text(
    "请勾选同意：没有您的同意，园区不能为办理此事使用这些事实。",
    "Tick your consent: without it the zone may not use these facts for the case.",
)


@dataclass(frozen=True)
class Offer:
    """One measure as it may be filed for one subject on a day."""

    face: Face
    subject: Party
    asked: Asked
    kind: Kind | None

    @property
    def measure(self) -> str:
        """The measure's id."""
        return self.asked.finding.line.measure.id

    @property
    def title(self) -> Text:
        """The measure's title."""
        return self.asked.finding.line.measure.title

    @property
    def amount(self) -> Text:
        """What would be given, by what is known."""
        return award_text(self.asked.finding)

    @cached_property
    def reasons(self) -> dict[str, Any]:
        """The rule condition by condition, without the employer's facts where a talent reads."""
        return shown_to(self.face, reasons_of(self.asked), self.vocabulary)

    @property
    def vocabulary(self) -> Vocabulary:
        """The facts there are."""
        return self.asked.checker.plan.packs.vocabulary

    @cached_property
    def questions(self) -> list[Question]:
        """What is not known yet and decides about this measure, as far as the reader can say it."""
        finding = self.asked.finding
        if finding.status == "not_entitled":
            return []
        slots = set(finding.unknown_slots() if finding.status == "unknown" else finding.unknown_award_slots())
        about = {self.subject.slug} if self.face.is_person else {self.subject.slug, self.face.enterprise.slug}
        asked = next_questions(self.asked.checker, self.asked.household, limit=500)
        return [one for one in asked if one.slot in slots and one.subject_id in about]

    def form(self, wanted: str = "", **typed: Any) -> Form | None:
        """Return the next question as a form, or the one that is wanted."""
        found = next((q for q in self.questions if key_of(q.subject_id, q.slot) == wanted), None)
        question = found or next(iter(self.questions), None)
        return Form.of(question, Decides(1, 0), **typed) if question else None

    @property
    def may_wait(self) -> bool:
        """Whether it may be filed with questions open: the review looks into them."""
        return self.asked.version.process.mode in MAY_WAIT

    @cached_property
    def existing(self) -> Case | None:
        """The case there is already, if any the reader may see."""
        return self.face.cases().filter(subject=self.subject, measure=self.measure, state__in=LIVE).first()

    @property
    def payee(self) -> Payee | None:
        """The bank account on record."""
        return payee_of(self.face.enterprise, self.subject)

    @property
    def needs_payee(self) -> bool:
        """Whether money goes out."""
        return self.kind is not None and self.kind.needs_payee

    def process(self) -> Text:
        """How and by when it is handled."""
        return phrases.process(self.asked.version.process)


def offer(face: Face, measure: str, subject: Party, today: dt.date) -> Offer | None:
    """Return a measure as it may be filed; None where no text of it is in force."""
    asked = ask(face.zone, face.enterprise, subject, measure, today)
    if asked is None:
        return None
    return Offer(face, subject, asked, kind_of(asked.finding.line.measure.service))


def shown_to(face: Face, reasons: dict[str, Any], vocabulary: Vocabulary) -> dict[str, Any]:
    """Return reasons as a reader may see them, each fact with the page on which it can be disputed."""
    names = {seen["fact"] for one in reasons["conditions"] for seen in one["seen"] if "fact" in seen}
    entries = {} if face.is_person else _entries(face.enterprise, names)

    def seen_by(seen: dict[str, Any]) -> dict[str, Any] | None:
        fact = vocabulary.get(seen.get("fact", ""))
        if face.is_person and (fact is None or fact.about != "person"):
            return None
        entry = entries.get(seen.get("fact", ""))
        return (
            seen | {"dispute": reverse("portal:facts:dispute", args=[face.party.slug, entry])}
            if entry
            else seen
        )

    conditions = [
        one | {"seen": [shown for seen in one["seen"] if (shown := seen_by(seen)) is not None]}
        for one in reasons["conditions"]
    ]
    amount = [] if face.is_person else reasons["amount"]
    return reasons | {"conditions": conditions, "amount": amount}


def _entries(enterprise: Party, facts: set[str]) -> Mapping[str, int]:
    """Return the latest standing entry of each fact of the firm."""
    found = FactEntry.objects.standing().filter(party=enterprise, fact__in=facts).order_by("pk")
    return dict(found.values_list("fact", "pk"))


@dataclass(frozen=True)
class HandedIn:
    """What a form of filing or confirming brings: an account if one was typed, files, consent."""

    account: Mapping[str, str] | None
    files: Sequence[Handed]
    consents: bool

    def problems(self) -> list[Text]:
        """Return what is wrong with it by itself, everything at once."""
        found = [] if self.consents else [NO_CONSENT]
        if len(self.files) > MOST_FILES:
            found.append(
                Text(f"一次最多交{MOST_FILES}个文件。", f"Hand in at most {MOST_FILES} files at once.")
            )
        return found


def looked_at(face: Face, files: Sequence[Handed], now: dt.datetime) -> list[Looked]:
    """Look at files before the transaction that keeps them.

    Raises:
        CannotDo: some cannot be taken; each is named with why.
    """
    read = [(file.name or "file", file.read(LARGEST + 1)) for file in files[:MOST_FILES]]
    return look_at_files(party=face.party, files=read, by=face.user.email, now=now)


def file_with(offer: Offer, handed_in: HandedIn, now: dt.datetime, today: dt.date) -> Case:
    """File a case with what came with it: all of it or nothing.

    Raises:
        CannotDo: with every reason at once.
    """
    face = offer.face

    def write(looked: Sequence[Looked]) -> Case:
        case = file_case(
            zone=face.zone, enterprise=face.enterprise, subject=offer.subject, measure=offer.measure,
            user=face.user, now=now, today=today, data={"consent": face.user.email},
        )  # fmt: skip
        keep_files(case, looked, face, now)
        return case

    return _together(face, offer.subject, handed_in, now, write)


def confirm_with(face: Face, case: Case, handed_in: HandedIn, now: dt.datetime, today: dt.date) -> Case:
    """Confirm an offer with what came with it: all of it or nothing.

    Raises:
        CannotDo: with every reason at once.
    """

    def write(_looked: Sequence[Looked]) -> Case:
        return confirm_case(case=case, user=face.user, now=now, today=today)

    return _together(face, case.subject, handed_in, now, write)


def _together(
    face: Face, subject: Party, handed_in: HandedIn, now: dt.datetime,
    write: Callable[[Sequence[Looked]], Case],
) -> Case:  # fmt: skip
    problems, looked = handed_in.problems(), list[Looked]()
    try:
        looked = looked_at(face, handed_in.files, now)
    except CannotDo as refused:
        problems += refused.reasons
    with transaction.atomic():
        wrong_account = False
        if handed_in.account is not None:
            try:
                owner = subject if face.is_person else face.enterprise
                state_payee(party=owner, **handed_in.account, by=face.user.email, now=now)
            except CannotDo as refused:
                problems.append(refused.text)
                wrong_account = True
        try:
            with transaction.atomic():
                case = write(looked)
        except CannotDo as refused:
            more = refused.reasons or (refused.text,)
            problems += [one for one in more if not (wrong_account and "收款账户" in one.zh)]
        if problems:
            transaction.set_rollback(True)
            raise CannotDo(
                "还差这些，补上后再提交：",
                "These are missing; complete them and send again:",
                tuple(problems),
            )
    return case


def keep_files(case: Case, files: Sequence[Looked], face: Face, now: dt.datetime) -> None:
    """Hand files in with a case, each under its own name."""
    for file in files:
        attach_looked(case=case, looked=file, label=file.name[:200], user=face.user, side="firm", now=now)


def handed_in(post: Mapping[str, str], files: Sequence[Handed]) -> HandedIn:
    """Read a form of filing or confirming; an account counts as typed where anything of it was."""
    account = {name: post.get(name, "") for name in ("name", "bank", "number")}
    typed = any(value.strip() for value in account.values())
    return HandedIn(account if typed else None, files, "consent" in post)
