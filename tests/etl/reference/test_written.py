import errno
import os
from pathlib import Path

import pytest

from etl.reference.load import ReferenceDataError
from etl.reference.written import clear_draft, write_decisions

ENTRIES: list[dict[str, object]] = [{"region": "渝北区", "mention": "区园林专班", "group": True}]


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_decisions_stand_below_their_head_in_the_place_of_the_old_ones(tmp_path: Path) -> None:
    path = tmp_path / "new" / "decisions.yml"
    for _ in range(2):
        write_decisions(path, "# head\n", ENTRIES)
    assert path.read_text("utf-8") == "# head\n- region: 渝北区\n  mention: 区园林专班\n  group: true\n"
    assert names(path.parent) == ["decisions.yml"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    link = tmp_path / "decisions.yml"
    link.symlink_to(tmp_path / "shared" / "decisions.yml")
    write_decisions(link, "", ENTRIES)
    assert link.is_symlink() and "区园林专班" in (tmp_path / "shared" / "decisions.yml").read_text("utf-8")


def test_they_are_on_the_disk_before_they_take_the_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (steps.append("sync"), fsync(handle)))
    monkeypatch.setattr(Path, "replace", lambda self, target: (steps.append("replace"), replace(self, target)))
    write_decisions(tmp_path / "decisions.yml", "", ENTRIES)
    assert steps == ["sync", "replace"]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "quota is used up"),
        (errno.EROFS, "read-only file system"),
        (errno.EACCES, "no permission"),
        (errno.EIO, "Input/output error"),
    ],
    ids=lambda value: errno.errorcode[value] if isinstance(value, int) else value,
)
def test_what_the_disk_refuses_is_one_sentence_and_no_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    path = tmp_path / "decisions.yml"
    path.write_text("# mine\n")

    def refuse(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(ReferenceDataError) as refused:
        write_decisions(path, "", ENTRIES)
    message = str(refused.value)
    assert words in message and str(path) in message and "\n" not in message
    assert path.read_text() == "# mine\n" and names(tmp_path) == ["decisions.yml"]


def test_what_a_killed_run_left_is_cleared(tmp_path: Path) -> None:
    (tmp_path / ".decisions.yml.new").write_text("- half")
    clear_draft(tmp_path / "decisions.yml")
    clear_draft(tmp_path / "decisions.yml")
    clear_draft(tmp_path / "no folder" / "decisions.yml")
    assert names(tmp_path) == []
