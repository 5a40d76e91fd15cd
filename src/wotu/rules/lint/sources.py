"""Where it stands: missing, unfound or old documents, and texts no longer in force."""

import datetime as dt
from collections.abc import Iterator

from wotu.rules.dates import from_day_number
from wotu.rules.lint.finding import Finding, Reviewed
from wotu.rules.model import Measure, Pack, Publication, Version
from wotu.rules.problems import Place
from wotu.rules.text import Text

OLD = dt.timedelta(days=5 * 366)
_LOOK = Text("请核对原文", "Check the document itself")


def review(text: Reviewed) -> Iterator[Finding]:
    """Yield what is missing about the source and validity of one text."""
    citation, today = text.version.citation, from_day_number(text.day)
    if citation is None:
        why = Text("每项措施都应注明出处", "Every measure names its document")
        yield text.finding("S1", "warning", None, Text("没有出处", "No source"), why)
    else:
        source = citation.source
        if not source.found:
            message = Text(
                f"未找到原文：{source.title.zh}", f"The document itself was not found: {source.title.en}"
            )
            yield text.finding("S2", "note", None, message, _LOOK)
        elif not (source.number or source.address):
            message = Text("出处没有文号也没有网址", "The source has neither number nor address")
            yield text.finding("S3", "note", None, message, _LOOK)
        if source.date and today - source.date > OLD:
            message = Text(
                f"文件发布已超过五年：{source.date}", f"The document is over five years old: {source.date}"
            )
            yield text.finding("S4", "note", None, message, Text("可能已被修订", "It may have been replaced"))
    if text.version.valid_from is None:
        why = Text("不知何时开始执行", "It is not said when it begins to apply")
        yield text.finding("S5", "note", None, Text("没有生效日期", "No date of validity"), why)


def review_measure(measure: Measure, today: dt.date) -> Iterator[Finding]:
    """Yield a measure of which every text has expired."""
    ends = [version.valid_to for version in measure.versions]
    if ends and all(end is not None and end < today for end in ends):
        last = max(end for end in ends if end is not None)
        yield Finding(
            "S6",
            "note",
            measure.place,
            measure.id,
            "",
            Text(f"已于{last}到期", f"Expired on {last}"),
            Text("续期或移入历史", "Renew it, or keep it as history"),
        )


def review_pack(pack: Pack) -> Iterator[Finding]:
    """Say how much of a pack rests on assumptions because it was not published."""
    texts = [version for measure in pack.measures for version in measure.versions]
    whole = {version.measure.id for version in texts if not version.publication.published}
    details = sum(_assumed(version) for version in texts)
    if whole or details:
        message = Text(
            f"{len(pack.measures)}项措施中{len(whole)}项细则未公布，另有{details}处细节按假设处理",
            f"{len(whole)} of {len(pack.measures)} measures were not published in detail, and {details} "
            "further details are assumed",
        )
        why = Text("假设都写在各条的 assumption 中", "Each assumption is written beside its clause")
        yield Finding("S7", "note", Place(pack.folder / "pack.yaml", 1, 1), pack.id, "", message, why)


def _assumed(version: Version) -> int:
    """Count the unpublished details of a text that was itself published."""
    parts: list[Publication] = [c.publication for c in version.conditions]
    parts += [parameter.publication for parameter in version.parameters.values()]
    return sum(not part.published for part in parts) if version.publication.published else 0
