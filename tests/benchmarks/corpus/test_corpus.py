"""The made notices: the same bytes for the same seed, and a truth that is what stands in them."""

from hashlib import sha256
from pathlib import Path

import pytest

from benchmarks.accuracy import Accuracy, accuracy, of_notice
from benchmarks.corpus import Made, corpus, load_truth, save_truth, write
from parsers.reading import read_file
from schemas.reference import Vocabulary

FEW = 4


@pytest.fixture(scope="module")
def made() -> list[Made]:
    return list(corpus(FEW))


def test_the_same_seed_gives_the_same_bytes(made: list[Made]) -> None:
    assert list(corpus(FEW)) == made


def test_another_seed_gives_others(made: list[Made]) -> None:
    others = list(corpus(FEW, seed=1))
    assert [o.name for o in others] == [m.name for m in made]
    assert not {o.data for o in others} & {m.data for m in made}


def test_the_bytes_are_those_of_every_machine_and_day(made: list[Made]) -> None:
    """Should the corpus be changed on purpose, put its new figure here: earlier measurements are then of another."""
    assert sha256(made[0].data).hexdigest()[:16] == WORD_FILE


WORD_FILE = "f650188d5d8c41a2"


def test_the_first_of_many_are_the_few(made: list[Made]) -> None:
    assert list(corpus(FEW - 1)) == made[:-1]


def test_half_are_docx_and_half_pdf(made: list[Made]) -> None:
    assert [m.name.rsplit(".", 1)[1] for m in made] == ["docx", "pdf"] * (FEW // 2)


@pytest.mark.parametrize("file_format", ["docx", "pdf", "txt"])
def test_the_truth_is_what_is_read(file_format: str, vocabulary: Vocabulary) -> None:
    total = Accuracy()
    for each in corpus(2, formats=(file_format,)):
        total += accuracy(each.rows, of_notice(read_file(each.data, vocabulary).notice))
    assert total.rows > 10
    assert (total.right, total.wrong) == (total.rows, 0)


def test_a_truth_is_kept_and_read_again(made: list[Made], tmp_path: Path) -> None:
    truth = write(tmp_path / "files", iter(made))
    assert sorted(p.name for p in (tmp_path / "files").iterdir()) == sorted(truth)
    save_truth(tmp_path / "truth.json", truth)
    assert load_truth(tmp_path / "truth.json") == truth
