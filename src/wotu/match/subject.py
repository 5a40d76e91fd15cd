"""One enterprise, and the people, projects and sites behind it, with what is known about each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from wotu.rules.evaluate import Known
from wotu.rules.vocabulary import About, Slot


@dataclass(frozen=True)
class Subject:
    """Somebody or something measures are about. `sources` says where each fact is from, in words."""

    id: str
    facts: Mapping[Slot, Known]
    about: About = "enterprise"
    name: str = ""
    sources: Mapping[Slot, str] = field(default_factory=dict)

    def knowing(self, more: Mapping[Slot, Known]) -> "Subject":
        """Return the subject with more facts known."""
        return Subject(self.id, {**self.facts, **more}, self.about, self.name, self.sources)


@dataclass(frozen=True)
class Household:
    """An enterprise and its people, projects and sites: what is settled together."""

    enterprise: Subject
    members: tuple[Subject, ...] = ()

    def rows(self, about: About) -> Iterator[Subject]:
        """Yield the subjects of one kind; a person, project or site also knows its enterprise's facts."""
        if about == "enterprise":
            yield self.enterprise
        for member in self.members:
            if member.about == about:
                facts = {**self.enterprise.facts, **member.facts}
                sources = {**self.enterprise.sources, **member.sources}
                yield Subject(member.id, facts, about, member.name, sources)

    def with_row(self, row: Subject) -> "Household":
        """Return the household with one of its subjects replaced by `row`, by id and kind."""
        if row.about == "enterprise":
            return Household(row, self.members)
        members = tuple(row if (m.id, m.about) == (row.id, row.about) else m for m in self.members)
        return Household(self.enterprise, members)
