"""Forms to be filled in."""

import pytest

from parsers.forms import is_blank_form
from schemas.reference import Vocabulary
from tests.parsers.build import ONE, PLAN, Box, Row, grid, header_of


@pytest.mark.parametrize(
    ("rows", "is_blank"),
    [
        ((), True),
        ((("", "", "", ""),), True),
        ((("1", "", "", ""), ("2", "", "", "")), True),
        (((Box("填报人：        审核人：", across=4),),), True),
        ((ONE,), False),
        ((("", "新建学校", "", ""),), False),
        ((("", "1", "", ""),), False),
    ],
)
def test_a_form_has_nothing_but_numbers(vocabulary: Vocabulary, rows: tuple[Row, ...], is_blank: bool) -> None:
    found = grid(PLAN, *rows)
    assert is_blank_form(found, header_of(vocabulary, found)) is is_blank
