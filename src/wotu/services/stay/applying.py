"""Applying for a stay on a page: what is asked, what was typed, what stands against it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.http import QueryDict

from wotu.accounts.models import User
from wotu.cases.verbs.filing import file_case
from wotu.facts.verbs import NewFact, record_facts
from wotu.findings.asking import after_facts
from wotu.match.cells import parse_cell
from wotu.refusal import CannotDo
from wotu.rules.text import Text
from wotu.rules.vocabulary import Fact
from wotu.services.stay.known import Known
from wotu.services.stay.models import Stay
from wotu.services.stay.wish import Mistakes, Wish, read_wish

YES_NO = (("true", Text("是", "Yes")), ("false", Text("否", "No")))
_FACT = "fact-"


@dataclass(frozen=True)
class Question:
    """A fact that is not known yet, as a field of the form."""

    fact: Fact
    typed: str = ""
    mistake: Text | None = None

    @property
    def name(self) -> str:
        """The name of the field."""
        return f"{_FACT}{self.fact.name}"

    @property
    def ask(self) -> Text:
        """The question."""
        return self.fact.ask or self.fact.label

    @property
    def form(self) -> str:
        """Which field it is: choice, date or number."""
        kind = self.fact.type.kind
        return "choice" if kind == "boolean" or self.fact.values else "date" if kind == "date" else "number"

    @property
    def options(self) -> Sequence[tuple[str, Text]]:
        """What to choose from."""
        if self.fact.type.kind == "boolean":
            return YES_NO
        return [
            (value, self.fact.value_labels.get(value) or Text(value, value)) for value in self.fact.values
        ]


@dataclass
class Application:
    """The form as it stands."""

    known: Known
    questions: Sequence[Question]
    typed: Mapping[str, str] = field(default_factory=dict)
    onward: Sequence[str] = ()
    mistakes: Mapping[str, Text] = field(default_factory=dict)
    refused: CannotDo | None = None

    @property
    def is_wrong(self) -> bool:
        """Whether something has to be put right before it can be sent."""
        return bool(self.mistakes or self.refused or any(question.mistake for question in self.questions))


def begin(known: Known, typed: Mapping[str, str] | None = None) -> Application:
    """Return the form with nothing typed but what the page was asked for."""
    given = {key: value for key, value in (typed or {}).items() if key in ("starts", "ends", "kind", "site")}
    given.setdefault("starts", str(known.on))
    return Application(known, [Question(fact) for fact in known.missing()], given)


def send(
    form: QueryDict, known: Known, *, user: User, source: str, now: dt.datetime, today: dt.date
) -> Stay | Application:
    """File what was typed; return the stay, or the form with what has to be put right."""
    typed = {key: str(value) for key, value in form.items()}
    onward = form.getlist("onward")
    shared = typed.get("kind") == "two"
    questions = [_read(fact, typed) for fact in known.missing(shared=shared)]
    wish, mistakes = _wish(form, onward, known, today)
    given = Application(known, questions, typed, onward, mistakes)
    if wish is None or given.is_wrong:
        return given
    person = known.person
    facts = [
        NewFact(person, question.fact.name, question.typed, source, kind="statement")
        for question in questions
        if question.typed
    ]
    try:
        with transaction.atomic():
            if facts:
                record_facts(
                    facts=facts, vocabulary=known.zone.packs.vocabulary, about=person.slug, by=user.email,
                    now=now,
                )  # fmt: skip
                after_facts(zone=known.zone.id, by=user.email)
            return _file(known, wish, user=user, now=now, today=today)
    except CannotDo as refused:
        given.refused = refused
        return given


def _file(known: Known, wish: Wish, *, user: User, now: dt.datetime, today: dt.date) -> Stay:
    assert known.person.owner is not None  # noqa: S101 - the database allows no person without
    case = file_case(
        zone=known.zone, enterprise=known.person.owner, subject=known.person, measure=known.station.measure,
        user=user, now=now, today=today, data=wish.as_data(),
    )  # fmt: skip
    return Stay.objects.get(case=case)


def _wish(
    form: QueryDict, onward: Sequence[str], known: Known, today: dt.date
) -> tuple[Wish | None, Mapping[str, Text]]:
    try:
        return read_wish(form.dict(), onward, known.station, today), {}
    except Mistakes as wrong:
        return None, wrong.fields


def _read(fact: Fact, typed: Mapping[str, str]) -> Question:
    text = typed.get(f"{_FACT}{fact.name}", "").strip()
    if not text:
        return Question(fact, "", Text("请回答这一项。", "Please answer this."))
    try:
        parse_cell(fact, text)
    except ValueError:
        return Question(
            fact, text, Text("看不懂这个答案，请重新填写。", "This cannot be read; fill it in again.")
        )
    return Question(fact, text)
