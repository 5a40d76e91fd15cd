"""Every construct a rule language for enterprise support needs: the list in constructs.yaml.

`docs/constructs.md` is written from it; the tests hold both to the teaching pack.
"""

from dataclasses import dataclass

import yaml

from tests.house.files import ROOT

LIST = ROOT / "tests" / "constructs" / "constructs.yaml"


@dataclass(frozen=True)
class Construct:
    """One thing a clause may say: in words, in YAML, and the worked example that shows it."""

    zh: str
    en: str
    yaml: str
    measure: str
    case: str
    file: str = ""
    kind: str = "measure"


@dataclass(frozen=True)
class Answer:
    """Something done with every measure, the command that shows it, and the test that holds it."""

    zh: str
    en: str
    command: str
    test: str


_READ = yaml.safe_load(LIST.read_text(encoding="utf-8"))
SECTIONS = tuple(
    (section["title"], tuple(Construct(**construct) for construct in section["constructs"]))
    for section in _READ["sections"]
)
ANSWERED = tuple(Answer(**answer) for answer in _READ["answered"])
ALL = tuple(construct for _, constructs in SECTIONS for construct in constructs)
