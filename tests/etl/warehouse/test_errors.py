from etl.warehouse.errors import WarehouseError
from etl.warehouse.statement import StatementError


def test_a_refused_statement_is_no_trouble_of_the_warehouse() -> None:
    assert not issubclass(StatementError, WarehouseError)
    assert not issubclass(WarehouseError, StatementError)


def test_the_message_is_what_the_user_reads() -> None:
    assert str(WarehouseError("there is no warehouse here.")) == "there is no warehouse here."
