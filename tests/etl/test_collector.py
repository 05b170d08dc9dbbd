import gc
import subprocess
import sys

import pytest

from etl.collector import look_seldom, seldom


def test_the_collector_looks_seldom_only_while_the_block_lasts() -> None:
    before = gc.get_threshold()
    with seldom():
        assert gc.get_threshold()[0] > max(before[0], 10 * 700)
        assert gc.get_threshold()[1:] == before[1:]
    assert gc.get_threshold() == before


def test_it_looks_as_often_as_before_after_an_error_too() -> None:
    before = gc.get_threshold()
    with pytest.raises(KeyError), seldom():
        raise KeyError
    assert gc.get_threshold() == before


def test_one_block_within_another_changes_nothing() -> None:
    before = gc.get_threshold()
    with seldom():
        once = gc.get_threshold()
        with seldom():
            assert gc.get_threshold() == once
        assert gc.get_threshold() == once
    assert gc.get_threshold() == before


def test_it_still_looks_where_very_much_is_made() -> None:
    with seldom():
        before = gc.get_stats()[0]["collections"]
        kept = [[n] for n in range(3 * gc.get_threshold()[0])]
        assert gc.get_stats()[0]["collections"] > before
        assert kept


def test_a_collector_that_is_off_stays_off() -> None:
    gc.disable()
    try:
        with seldom():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_process_of_our_own_keeps_it_so() -> None:
    code = f"import gc; from {look_seldom.__module__} import look_seldom as l; l(); print(*gc.get_threshold())"
    code += "; print(gc.get_freeze_count() > 1000)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert int(told[0]) > 700
    assert told[-1] == "True"
