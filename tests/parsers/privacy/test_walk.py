import pytest

from parsers.privacy.texts import Kind, Texts
from parsers.privacy.walk import Walk
from schemas.base import Record
from schemas.notice import CellReading, ColumnReading, Disposition, Role
from schemas.withheld import Withheld
from tests.etl.build import notice, project, task
from tests.parsers.privacy.build import words

PRIVATE = "13811112222"
MARK = Withheld.PHONE.mark


class Inner(Record):
    """A model that nobody here knows."""

    remark: str
    mood: Disposition = Disposition.NOTE


class Outer(Record):
    """Texts as they may be nested in models to come."""

    title: str | None = None
    box: tuple[float, float] | None = None
    lists: tuple[tuple[str, int], ...] = ()
    inner: Inner | None = None
    inners: tuple[Inner, ...] = ()
    count: int = 0


def walk(*columns: ColumnReading) -> Walk:
    return Walk.of(notice(columns=columns), Texts(words()))


def test_every_text_of_every_model_is_reached() -> None:
    inner = Inner(remark=PRIVATE)
    clean = walk().clean(Outer(title=PRIVATE, lists=((PRIVATE, 1), ("a", 2)), inner=inner, inners=(inner,)))
    marked = Inner(remark=MARK)
    assert clean == Outer(title=MARK, lists=((MARK, 1), ("a", 2)), inner=marked, inners=(marked,))


def test_what_holds_nothing_private_is_the_same_object() -> None:
    given = Outer(title="a", box=(1.0, 2.0), inner=Inner(remark="b"), inners=(Inner(remark="c"),))
    assert walk().clean(given) is given


def test_leaders_stay_and_money_is_no_telephone() -> None:
    given = notice(project(1, task(leader=f"刘备 {PRIVATE}", investment=PRIVATE, lead="区教委（67820064）")))
    (clean,) = walk().clean(given).projects[0].tasks
    assert (clean.leader, clean.investment, clean.lead) == (f"刘备 {MARK}", PRIVATE, f"区教委（{MARK}）")


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        (Role.LEADER, Kind.LEADERS),
        (Role.LEAD, Kind.STAFFED),
        (Role.RESPONSIBLE, Kind.UNITS),
        (Role.SEQ, Kind.FIGURE),
        (Role.TARGET, Kind.TEXT),
        (None, Kind.TEXT),
    ],
)
def test_the_kind_of_a_cell(field: Role | None, kind: Kind) -> None:
    cell = CellReading(
        table_no=1,
        row_no=2,
        column_no=3,
        row_span=1,
        column_span=1,
        page=None,
        text="",
        disposition=Disposition.FIELD,
        field=field,
    )
    column = ColumnReading(table_no=1, column_no=3, header="牵头单位及责任人", role=Role.LEAD)
    assert walk(column).kind(cell) is kind
