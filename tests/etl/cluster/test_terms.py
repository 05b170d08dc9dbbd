import pytest

import parsers
from etl.cluster.terms import lacking, own_terms, unlike


def test_the_terms_are_those_that_decide_what_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    before = own_terms()
    monkeypatch.setattr(parsers, "PARSER_VERSION", "next")
    assert own_terms() == (before[0], "next", before[2])
    assert all(isinstance(term, str) and term for term in before)


def test_only_what_differs_is_named() -> None:
    assert unlike("tcp://a:1", ("0.3", "2", "3.11"), ("0.4", "3", "3.11")) == (
        "the worker tcp://a:1 has etl 0.3, parsers 2, and here is etl 0.4, parsers 3; install the same there."
    )
    assert "has Python 3.12, and here is Python 3.11;" in unlike("a", ("1", "1", "3.12"), ("1", "1", "3.11"))


def test_a_worker_without_etl_is_told_what_to_install() -> None:
    assert lacking("tcp://a:1").startswith("the worker tcp://a:1 has no etl, ")
    assert "pip install 'minsheng-etl[cluster]'" in lacking("a")
