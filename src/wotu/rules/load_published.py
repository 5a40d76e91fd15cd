"""Reading where something stands, and what of it was published."""

from collections.abc import Mapping

from wotu.rules import model as m
from wotu.rules.reader import Reader


def read_publication(reader: Reader, default: m.Publication) -> m.Publication:
    """Read `published` and `assumption`; an unpublished detail must say what is assumed."""
    published = reader.boolean("published", default.published)
    assumption = reader.optional_text("assumption")
    if published:
        return m.Publication(True, assumption)
    if assumption is None and default.published:
        raise reader.fail("`published: false` needs an `assumption`", "say in words what is assumed")
    return m.Publication(False, assumption or default.assumption)


def read_citation(reader: Reader, sources: Mapping[str, m.Source]) -> m.Citation | None:
    """Read `source: {ref: …, article: …}`."""
    if not reader.has("source"):
        return None
    inner = reader.child("source")
    ref = inner.choice("ref", sources)
    article = inner.string("article", "")
    inner.finish()
    return m.Citation(sources[ref], article)
