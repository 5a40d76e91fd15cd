"""What differs between two versions of a measure, or of a pack, said in words."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from wotu.rules.described import (
    Line,
    citation_text,
    describe,
    describe_measure,
    flow_lines,
    mark_of,
    publication_text,
    quantity_words,
)
from wotu.rules.model import Measure, Pack, PackSet, Version
from wotu.rules.text import Text
from wotu.rules.words import in_words

Kind = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `topic` says of what; `before` and `after` what each side says, None where nothing.

    `text` is the id of the text (version) of the measure it concerns, empty where there is only one.
    """

    kind: Kind
    key: str
    topic: Text
    before: Text | None
    after: Text | None
    text: str = ""

    @property
    def words(self) -> Text:
        """The change as a sentence: 参数“强度门槛”：5% → 4%."""
        zh, en = self.topic.zh, self.topic.en
        if self.text:
            zh, en = f"{zh}（{self.text}）", f"{en} ({self.text})"
        if self.before is None or self.after is None:
            said = self.after or self.before or Text("", "")
            verb = Text("新增", "added") if self.kind == "added" else Text("取消", "removed")
            return Text(f"{verb.zh}{zh}：{said.zh}", f"{en} {verb.en}: {said.en}")
        return Text(f"{zh}：{self.before.zh} → {self.after.zh}", f"{en}: {self.before.en} → {self.after.en}")


def measure_changes(before: Measure | None, after: Measure | None) -> list[Change]:
    """Return what changed from one state of a measure to another; None where there is no such measure."""
    if before is None or after is None:
        whole = after or before
        if whole is None:
            return []
        return [_whole(whole, "added" if before is None else "removed")]
    found = list(_between(describe_measure(before), describe_measure(after), ""))
    old, new = _texts(before), _texts(after)
    for id_ in dict.fromkeys((*old, *new)):
        if id_ not in old or id_ not in new:
            found.append(_text_change(id_, old.get(id_), new.get(id_)))
            continue
        then, now = (describe(version, version.measure.pack.facts) for version in (old[id_], new[id_]))
        found += _between(then, now, id_ if len(new) > 1 or len(old) > 1 else "")
    return found


def pack_changes(before: PackSet, after: PackSet, pack: str) -> list[Change]:
    """Return what changed in a pack around its measures: documents, definitions, accounts, stacking, caps."""
    old, new = before.packs[pack], after.packs[pack]
    return list(_between(list(_around(old)), list(_around(new)), ""))


def changed_measures(
    before: PackSet, after: PackSet, pack: str, only: Container[str] | None = None
) -> dict[str, list[Change]]:
    """Return the measures of a pack that differ, with their changes; `only` are the ones to look at."""
    old = {measure.id: measure for measure in before.packs[pack].measures}
    new = {measure.id: measure for measure in after.packs[pack].measures}
    looked_at = [id_ for id_ in dict.fromkeys((*new, *old)) if only is None or id_ in only]
    every = {id_: measure_changes(old.get(id_), new.get(id_)) for id_ in looked_at}
    return {id_: changes for id_, changes in every.items() if changes}


def _whole(measure: Measure, kind: Kind) -> Change:
    topic = Text("措施", "Measure")
    said = measure.title
    return Change(kind, "measure", topic, *((None, said) if kind == "added" else (said, None)))


def _texts(measure: Measure) -> dict[str, Version]:
    return {version.id or str(number): version for number, version in enumerate(measure.versions)}


def _text_change(id_: str, before: Version | None, after: Version | None) -> Change:
    said = (after or before).clause  # type: ignore[union-attr]  # one of the two is there
    topic = Text(f"版本{id_}", f"Version {id_}")
    if before is None:
        return Change("added", f"version.{id_}", topic, None, said)
    return Change("removed", f"version.{id_}", topic, said, None)


def _between(before: Sequence[Line], after: Sequence[Line], text: str) -> Iterator[Change]:
    old, new = _by_key(before), _by_key(after)
    for key in dict.fromkeys((*old, *new)):
        then, now = old.get(key), new.get(key)
        if then is None and now is not None:
            yield Change("added", key, now.topic, None, now.said, text)
        elif now is None and then is not None:
            yield Change("removed", key, then.topic, then.said, None, text)
        elif then is not None and now is not None and (then.said, then.topic) != (now.said, now.topic):
            yield Change("changed", key, now.topic, then.said, now.said, text)
        elif then is not None and now is not None and then.mark != now.mark:
            yield Change("changed", key, now.topic, then.said, _otherwise(now.said), text)


def _otherwise(said: Text) -> Text:
    return Text(f"{said.zh}（算法不同）", f"{said.en} (worked out differently)")


def _by_key(lines: Sequence[Line]) -> dict[str, Line]:
    return {line.key: line for line in lines}


def _around(pack: Pack) -> Iterator[Line]:
    facts = pack.facts
    yield Line("pack", Text("规则包名称", "Title of the pack"), pack.title)
    yield Line("zone", Text("园区名称", "Zone"), pack.zone)
    for source in pack.sources.values():
        said = Text(*(f"{t}{source.number}{source.date or ''} {source.address}".strip()
                      for t in (source.title.zh, source.title.en)))  # fmt: skip
        yield Line(f"document.{source.id}", Text("文件", "Document"), said, str(source.found))
    for name, fact in facts.items():
        said = Text(f"{fact.label.zh}（{fact.type}）", f"{fact.label.en} ({fact.type})")
        yield Line(f"fact.{name}", Text("事实", "Fact"), said, f"{fact.period} {fact.about} {fact.scale}")
    for definition in pack.definitions.values():
        words = in_words(definition.node.children[0], facts)
        said = Text(f"“{definition.label.zh}”：{words.zh}", f"{definition.label.en}: {words.en}")
        yield Line(
            f"definition.{definition.name}", Text("定义", "Definition"), said, mark_of(definition.node)
        )
    for account in pack.accounts.values():
        limit = quantity_words(account.limit)
        said = Text(f"“{account.label.zh}”：{limit.zh}", f"{account.label.en}: {limit.en}")
        where = citation_text(account.citation).zh
        yield Line(f"account.{account.id}", Text("资金池", "Account"), said, f"{account.period} {where}")
    for name, procedure in pack.procedures.items():
        said = Text(f"“{procedure.flow.label.zh}”", procedure.flow.label.en)
        where = f"{citation_text(procedure.citation).zh} {publication_text(procedure.publication).zh}"
        topic = Text("办理流程", "Process")
        yield Line(f"process.{name}", topic, said, f"{procedure.mode} {where}")
        for line in flow_lines(procedure.flow, f"process.{name}."):
            about = Text(f"{said.zh}{line.topic.zh}", f"{said.en}, {line.topic.en}")
            yield Line(line.key, about, line.said, line.mark)
    for cap in pack.shared_caps:
        limit = in_words(cap.limit, facts)
        said = Text(f"“{cap.label.zh}”：{limit.zh}", f"{cap.label.en}: {limit.en}")
        mark = f"{cap.per} {cap.members} {mark_of(cap.limit)}"
        yield Line(f"shared.{cap.id}", Text("共同上限", "Shared cap"), said, mark)
    for rule in pack.stacking:
        mark = f"{rule.rule} {rule.key} {rule.members} {rule.measure}"
        yield Line(f"stacking.{rule.id}", Text("叠加规则", "Stacking rule"), rule.label, mark)
