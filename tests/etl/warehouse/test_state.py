from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.warehouse.errors import WarehouseError
from etl.warehouse.packed import pack
from etl.warehouse.state import State, read_readings, read_state, read_state_if_any
from parsers.reading import read_file
from schemas.publication import Outcome
from schemas.reference import Vocabulary
from tests.etl.warehouse.build import TEXTS, ask, doctor, emptied, five_notices, put, reference


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with emptied(tmp_path_factory.mktemp("five")) as folder:
        yield put(folder / "notices.duckdb", five_notices())


def test_no_warehouse_knows_nothing(tmp_path: Path) -> None:
    assert read_state(tmp_path / "none.duckdb") == State()
    assert list(tmp_path.iterdir()) == []


def test_every_file_is_known_by_its_bytes(five: Path) -> None:
    state = read_state(five)
    assert len(state.sources) == 5
    assert all(sha256 == source.sha256 for sha256, source in state.sources.items())
    assert {source.outcome for source in state.sources.values()} == {Outcome.LOADED}


def test_a_source_is_as_it_was_stored(five: Path) -> None:
    for source in read_state(five).sources.values():
        ((path, outcome, run_id),) = ask(
            five, "SELECT path, outcome, run_id FROM sources WHERE source_id = ?", source.source_id
        )
        assert (source.path, source.outcome, source.run_id) == (path, outcome, run_id)


def test_the_reference_data_it_was_built_with_is_known(five: Path) -> None:
    assert read_state(five).reference_digest == reference().digest


def test_what_is_no_warehouse_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError):
        read_state(put(tmp_path / "notices.duckdb", b"my notes"))


def test_readings_are_the_notices_as_the_files_write_them(five: Path, vocabulary: Vocabulary) -> None:
    stored = {Path(r.source.path).name: r.notice for r in read_readings(five, read_state(five))}
    assert stored == {path.name: read_file(path.read_bytes(), vocabulary).notice for path in TEXTS}


def test_readings_of_some_notices_are_those_alone(five: Path) -> None:
    state = read_state(five)
    wanted = {str(ask(five, "SELECT notice_id FROM notices WHERE year = 2020")[0][0])}
    (reading,) = read_readings(five, state, wanted)
    assert reading.source.notice_id in wanted


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE readings SET notice = ''::BLOB",
        "UPDATE readings SET notice = 'not packed'::BLOB",
        f"UPDATE readings SET notice = from_hex('{pack(b'{}').content.hex()}')",
        f"UPDATE readings SET notice = from_hex('{pack(b'{}').content.hex()}'), sha256 = '{pack(b'{}').sha256}'",
        f"UPDATE readings SET notice = from_hex('{pack(b'no').content.hex()}'), sha256 = '{pack(b'no').sha256}'",
        "ALTER TABLE readings ALTER notice TYPE VARCHAR USING 'x'",
    ],
    ids=["nothing", "plain", "another", "no notice with its hash", "no JSON with its hash", "another type"],
)
def test_a_reading_that_other_hands_changed_is_not_read(tmp_path: Path, change: str) -> None:
    with emptied(tmp_path):
        path = doctor(put(tmp_path / "notices.duckdb", five_notices()), change)
        with pytest.raises(WarehouseError, match=r"was changed by other hands .*, in readings, .*etl rebuild"):
            list(read_readings(path, read_state(path)))


@pytest.mark.parametrize("wanted", [set(), {"no-such-notice"}], ids=["none", "unknown"])
def test_readings_of_no_notice_are_none(five: Path, wanted: set[str]) -> None:
    assert list(read_readings(five, read_state(five), wanted)) == []


def test_readings_come_in_one_order(five: Path) -> None:
    ids = [r.source.source_id for r in read_readings(five, read_state(five))]
    assert ids == sorted(ids) and len(ids) == 5


def test_readings_without_a_warehouse_are_none(tmp_path: Path) -> None:
    assert list(read_readings(tmp_path / "none.duckdb", State())) == []


def test_a_quarantined_file_is_known_with_its_reason(tmp_path: Path) -> None:
    with emptied(tmp_path):
        path = put(tmp_path / "notices.duckdb", five_notices())
        doctor(
            path,
            "INSERT INTO sources BY NAME SELECT 'q' AS source_id, 'data/raw/q.pdf' AS path, repeat('a', 64) AS sha256, "
            "'quarantined' AS outcome, 'it is a scan.' AS reason, '1' AS parser_version, run_id, loaded_at "
            "FROM sources LIMIT 1",
        )
        known = read_state(path).sources["a" * 64]
        assert (known.outcome, known.reason, known.notice_id) == (Outcome.QUARANTINED, "it is a scan.", None)
        assert len(list(read_readings(path, read_state(path)))) == 5


def test_one_that_cannot_be_read_any_more_is_no_state(tmp_path: Path) -> None:
    broken = tmp_path / "w.duckdb"
    broken.write_bytes(b"no database")
    assert read_state_if_any(broken) == read_state_if_any(tmp_path / "none.duckdb") == State()
