"""One spelling for one name: script, widths, case, spaces and punctuation do not tell products apart."""

import re
import unicodedata

from wotu.chain.names.scripts import simplified

_BETWEEN = re.compile(r"[\s_\-‐-―·・./\\|,，、;；:：()（）\[\]【】「」『』《》<>\"'“”‘’]+")
_EMPTY_ENDS = re.compile(r"(?:等(?:产品)?|及其他|(?:系列)?产品)$")


def normal(name: str) -> str:
    """Return the form in which two spellings of a name are equal: `LED 晶片（藍光）` is `led晶片蓝光`.

    Words that add nothing at the end (等, 产品, 系列产品) are left out, unless nothing else would remain.
    """
    joined = _BETWEEN.sub("", simplified(unicodedata.normalize("NFKC", name).casefold()))
    return _EMPTY_ENDS.sub("", joined) or joined
