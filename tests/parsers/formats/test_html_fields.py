"""What the fields of a form show."""

import pytest
from lxml import html

from parsers.formats._html_fields import field_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ('<input value="区教委">', "区教委"),
        ('<input type="TEXT" value="9">', "9"),
        ('<input type="date" value="2024-12-31">', "2024-12-31"),
        ("<input>", ""),
        ('<input type="hidden" value="x">', ""),
        ('<input type="submit" value="提交">', ""),
        ('<input type="password" value="x">', ""),
        ('<input type="checkbox" checked value="x">', "☑"),
        ('<input type="radio" value="x">', "☐"),
        ("<select><option>市级<option>区级</select>", "市级"),
        ("<select><option>市级<option selected>区级</select>", "区级"),
        ("<select multiple><option selected>甲<option>乙<option selected>丙</select>", "甲、丙"),
        ("<select><optgroup label=x><option> 甲 </optgroup></select>", "甲"),
        ("<select></select>", ""),
        ("<textarea>\n一\n二</textarea>", "一\n二"),
        ("<textarea></textarea>", ""),
    ],
)
def test_a_field_shows_what_is_filled_in(markup: str, text: str) -> None:
    assert field_text(html.fragment_fromstring(markup)) == text
