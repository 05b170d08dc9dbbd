"""The error of reference data is one, wherever it is taken from."""

from etl.reference import errors, load


def test_what_loading_raises_is_this_error() -> None:
    assert load.ReferenceDataError is errors.ReferenceDataError
