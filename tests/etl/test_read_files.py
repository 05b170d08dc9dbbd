"""What a run has read lies on disk, and is had again as it was."""

import gc
import sys
import tracemalloc
from pathlib import Path

import pytest

from etl import read_files as module
from etl.facts import facts_of
from etl.family_amounts import amounts_of
from etl.normalise.assemble import normalise
from etl.read_files import ReadFile, Spool
from schemas.notice import Notice
from schemas.reference import Reference
from tests.etl.letters import letter
from tests.etl.test_resolve import read_file, reading

NUMBERS = tuple(f"渝北府办发〔2024〕{n}号" for n in range(1, 6))


def put(spool: Spool, key: str, notice: Notice, reference: Reference) -> None:
    rows = normalise(notice, reference)
    spool.put(key, notice.model_dump_json().encode(), rows.model_dump_json().encode(), amounts_of(rows, reference))


def test_what_was_put_is_had_again_in_any_order(reference: Reference) -> None:
    spool, notices = Spool(), {number: letter(number=number) for number in NUMBERS}
    for number, notice in notices.items():
        put(spool, number, notice, reference)
        assert spool.written(NUMBERS[0]) == notices[NUMBERS[0]].model_dump_json().encode()
    for number in reversed(NUMBERS):
        assert spool.rows(number) == normalise(notices[number], reference)
        assert spool.written(number) == notices[number].model_dump_json().encode()
        assert spool.amounts(number) == amounts_of(spool.rows(number), reference)


def test_what_is_put_again_counts(reference: Reference) -> None:
    spool = Spool()
    for number in NUMBERS[:2]:
        put(spool, "one", letter(number=number), reference)
    assert Notice.model_validate_json(spool.written("one")).letter.document_number == NUMBERS[1]


def test_a_file_gives_its_notice_and_rows_anew_each_time(reference: Reference) -> None:
    file: ReadFile = read_file(reading("a.docx", letter()), reference)
    assert file.notice == letter() and file.rows == normalise(letter(), reference)
    assert file.notice is not file.notice and file.rows is not file.rows


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_much_lies_in_a_file_without_a_name_that_goes_with_the_run(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.put("small", b"n", b"r", b"a")
    assert not open_below(tmp_path)
    spool.put("large", b"n" * 5_000_000, b"r", b"a")
    assert len(open_below(tmp_path)) == 1 and list(tmp_path.iterdir()) == []
    del spool
    gc.collect()
    assert not open_below(tmp_path)


def open_below(folder: Path) -> list[str]:
    """Files below a folder that this process has open."""
    found = []
    for link in Path("/proc/self/fd").iterdir():
        try:
            found.append(str(link.readlink()))
        except OSError:
            continue
    return [name for name in found if name.startswith(str(folder))]


def test_a_folder_that_is_not_there_is_not_needed(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "none")
    spool.put("large", b"n" * 5_000_000, b"r", b"a")
    assert not (tmp_path / "none").exists()


def test_a_folder_that_takes_nothing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.TemporaryFile", full)
    with pytest.raises(OSError, match="No space"):
        Spool(tmp_path).put("large", b"n" * 5_000_000, b"r", b"a")


def test_facts_are_the_same_with_nothing_of_them_in_memory(
    reference: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_RECENT", 1)
    rows, spool = normalise(letter(), reference), Spool()
    facts = facts_of(letter(), rows, reference.editions)
    for name in ("one", "other"):
        spool.put_facts(name, facts)
    kept = spool.facts("one")
    assert tuple(kept.projects) == tuple(facts.projects) and kept.keys == facts.keys
    assert len(kept.projects) == len(facts.projects) > 0
    assert kept.projects[0] == facts.projects[0] and kept.projects[:1] == facts.projects[:1]
    assert kept.projects[0] is not kept.projects[0]
    assert kept.model_copy(update={"projects": tuple(kept.projects)}) == facts
    assert spool.facts("one") is kept
    spool.facts("other")
    assert spool.facts("one") == kept and spool.facts("one") is not kept
    spool.put_facts("two", kept)
    assert tuple(spool.facts("two").projects) == tuple(facts.projects)


def test_only_so_many_facts_stay_in_memory(reference: Reference, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_RECENT", 10)
    facts, spool = facts_of(letter(), normalise(letter(), reference), reference.editions), Spool()
    most = 0
    for number in range(100):
        spool.put_facts(str(number), facts)
        assert spool.facts(str(number)).heading == facts.heading
        most = max(most, len(spool._recent))
    assert most == 10


def test_a_file_tells_its_facts(reference: Reference) -> None:
    facts, spool = facts_of(letter(), normalise(letter(), reference), reference.editions), Spool()
    source = reading("one.txt").source
    spool.put_facts(source.sha256, facts)
    assert ReadFile(source, spool).facts.notice == facts.notice
    with pytest.raises(KeyError):
        spool.facts("two")


def held(projects: int, reference: Reference) -> int:
    """Bytes of Python's that the facts of a file of so many projects take while a run goes on."""
    facts = facts_of(letter(), normalise(letter(), reference), reference.editions)
    spool, many = Spool(), facts.model_copy(update={"projects": tuple(facts.projects) * projects})
    tracemalloc.start()
    try:
        spool.put_facts("one", many)
        assert len(spool.facts("one").projects) >= projects
        gc.collect()
        return tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()


def test_a_file_of_many_projects_takes_no_more_memory_than_one_of_few(
    reference: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_IN_MEMORY", 1)
    held(1, reference)  # what is made once
    assert held(1_000, reference) < 1.5 * held(10, reference) + 2_000
