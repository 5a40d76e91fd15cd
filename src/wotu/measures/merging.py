"""Bringing a draft up to date when another edition was published in between: measure by measure."""

from collections.abc import Mapping

from wotu.measures.blocks import block_of, named_in, with_new_measure
from wotu.measures.texts import Files


def merged(base: Files, mine: Files, theirs: Files) -> tuple[dict[str, str], list[str]]:
    """Return `theirs` with what `mine` changed since `base`, and what both changed differently.

    Where both changed the same measure, or the same file that is no file of measures, mine is kept.
    """
    whole, disputed = dict(theirs), []
    for path in sorted(path for path in {*base, *mine} if base.get(path) != mine.get(path)):
        if theirs.get(path) in (base.get(path), mine.get(path)):
            whole[path] = mine.get(path, "")
        elif path.startswith("measures/"):
            whole[path], both = _merged_measures(path, base, mine, theirs)
            disputed += both
        else:
            whole[path] = mine.get(path, "")
            disputed.append(path)
    return {path: text for path, text in whole.items() if text}, disputed


def _merged_measures(path: str, base: Files, mine: Files, theirs: Files) -> tuple[str, list[str]]:
    text, disputed = theirs.get(path, ""), []
    names = dict.fromkeys((*named_in(base.get(path, "")), *named_in(mine.get(path, ""))))
    for name in names:
        old, new = _text(base, path, name), _text(mine, path, name)
        if old == new:
            continue
        if _text(theirs, path, name) not in (old, new):
            disputed.append(name)
        there = block_of({path: text}, name)
        if there is not None:
            text = there.put_back(new)
        elif new:
            text = with_new_measure({path: text}, path, new)
    return text, disputed


def _text(files: Mapping[str, str], path: str, measure: str) -> str:
    block = block_of({path: files.get(path, "")}, measure)
    return block.text if block else ""
