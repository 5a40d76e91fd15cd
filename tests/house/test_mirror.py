"""A test is found where its subject is: tests/ mirrors src/wotu/."""

from pathlib import PurePosixPath

from tests.house.files import SOURCE, texts

THEMES = {
    "benchmarks": "the benchmarks beside the package",
    "constructs": "each construct of the rule language, shown by an example",
    "house": "the rules of this house",
    "packs": "the packs and their worked examples",
    "pages": "pages in a real browser",
}


def test_every_test_mirrors_a_source_file_or_belongs_to_a_theme() -> None:
    lost = [name for name, _ in texts("tests/", endings=(".py",)) if _is_test(name) and not _has_place(name)]

    assert not lost, f"name them test_<module>[_<aspect>].py beside their subject, or add a theme: {lost}"


def _is_test(name: str) -> bool:
    return PurePosixPath(name).name.startswith("test_")


def _has_place(name: str) -> bool:
    folder, subject = PurePosixPath(name).parent.relative_to("tests"), PurePosixPath(name).stem[5:]
    if folder.parts and folder.parts[0] in THEMES:
        return True
    modules = {path.stem for path in (SOURCE / folder).rglob("*") if path.is_file()} - {"__init__"}
    return any(subject == module or subject.startswith(f"{module}_") for module in modules)
