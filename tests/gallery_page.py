"""The page of the gallery in the documentation, made from its golden files: ``python -m tests.gallery_page``."""

from pathlib import Path

import yaml

PAGE = Path(__file__).parents[1] / "docs" / "gallery.md"
GALLERY = Path(__file__).parent / "gallery"
HEAD = """# The gallery

Small documents with one difficulty each, in the manner of real notices, and what a person reads in them
(`tests/gallery/<name>.yml`). Each is a test. Documents that hold no task are refused, with the reason in a sentence.

| document | what is difficult | read as |
|---|---|---|
"""


def page() -> str:
    """The page as it should be."""
    documents = sorted(p for p in GALLERY.iterdir() if p.suffix not in (".yml", ".py", ".md"))
    return HEAD + "".join(_row(d) for d in documents)


def _row(document: Path) -> str:
    golden = yaml.safe_load(document.with_suffix(".yml").read_text("utf-8"))
    tasks = golden.get("tasks")
    result = "refused" if tasks is None else f"{len(tasks)} task{'s' * (len(tasks) != 1)}"
    name = f"[{document.name}](../tests/gallery/{document.name})"
    return f"| {name} | {' '.join(golden['difficulty'].split())} | {result} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
