"""A small copy of the reference data, quick to load and free to break: its words, with two tiny regions."""

import shutil
from pathlib import Path

import pytest
import yaml

import etl.reference

DATA = Path(etl.reference.__file__).parent

UNIT = "- {{id: {id}, name: {name}, short_name: {short_name}, kind: department, origin: derived}}\n"
REGION = """\
id: "{id}"
name: {name}
full_name: 重庆市{name}
kind: district
names: [重庆市{name}, {name}]
document_prefixes: [{prefix}]
units:
""" + UNIT.replace("{id}", "education").replace("{name}", "重庆市{name}教育委员会").replace("{short_name}", "区教委")
YUBEI = REGION.format(id="500112", name="渝北区", prefix="渝北府办发")
WULONG = REGION.format(id="500156", name="武隆区", prefix="武隆府办发")
FILES = (
    "deadlines.yml",
    "families.yml",
    "groups.yml",
    "headers.yml",
    "levels.yml",
    "notice.yml",
    "overlaps.yml",
    "regions/500112.yml",
)


class Copy:
    """The YAML files of a temporary folder, which ``load_reference`` reads instead of the project's own."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder = folder / "reference"
        (self.folder / "regions").mkdir(parents=True)
        for words in DATA.glob("*.yml"):
            shutil.copy(words, self.folder)
        self.write("regions/500112.yml", YUBEI)
        self.write("regions/500156.yml", WULONG)
        patch.setattr("etl.reference.load.files", lambda _: self.folder)

    def add(self, name: str, text: str) -> None:
        """Write ``text`` at the end of a file."""
        path = self.folder / name
        self.write(name, path.read_text("utf-8") + text)

    def write(self, name: str, text: str) -> None:
        """Write a whole file."""
        (self.folder / name).write_text(text, "utf-8")

    def drop(self, name: str, key: str) -> None:
        """Take a key out of a file."""
        data = yaml.safe_load((self.folder / name).read_text("utf-8"))
        del data[key]
        self.write(name, yaml.safe_dump(data, allow_unicode=True))
