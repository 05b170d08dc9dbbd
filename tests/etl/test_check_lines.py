import json

from etl.check_lines import check_lines, checks_as_json, failed_lines
from etl.warehouse.check_model import Check, CheckSeverity

OK = Check(name="a", promise="It is well.")
FAILED = Check(name="b", promise="It is well.", failures=("x is wrong.",), count=1)
WARNED = FAILED.model_copy(update={"name": "c", "severity": CheckSeverity.WARNING})
MANY = FAILED.model_copy(update={"count": 2021})


def test_each_check_has_a_line_and_each_failure_one_below_it() -> None:
    assert list(check_lines([OK, FAILED, WARNED])) == [
        "ok       a: It is well.",
        "FAILED   b: It is well.",
        "         x is wrong.",
        "warning  c: It is well.",
        "         x is wrong.",
    ]


def test_failures_that_are_not_shown_are_counted() -> None:
    assert list(check_lines([MANY]))[-1] == "         … and 2,020 more."
    at_least = MANY.model_copy(update={"at_least": True})
    assert list(check_lines([at_least]))[-1] == "         … and at least 2,020 more."


def test_a_run_tells_errors_alone_each_in_one_line() -> None:
    assert list(failed_lines([OK, FAILED, WARNED, MANY])) == [
        "FAILED       b: x is wrong.",
        "FAILED       b: x is wrong. (2,021 in all; see them with `etl check`)",
    ]


def test_what_else_is_known_of_a_check_stands_behind_its_promise() -> None:
    noted = OK.model_copy(update={"note": "content 0123456789abcdef"})
    assert list(check_lines([noted])) == ["ok       a: It is well. (content 0123456789abcdef)"]
    assert json.loads(checks_as_json([noted]))[0]["note"] == "content 0123456789abcdef"


def test_control_characters_reach_no_terminal_and_json_has_them_all() -> None:
    text = "\x1b[31m\0\x07\u202e红"
    check = Check(name=text, promise=text, failures=(text,), count=1, note=text)
    lines = [*check_lines([check]), *failed_lines([check])]
    assert len(lines) == 3 and all(line.isprintable() for line in lines)
    assert all("\\x1b[31m\\x00\\x07\\u202e红" in line for line in lines)
    (found,) = json.loads(checks_as_json([check]))
    assert found["told"] == [text] and "\x1b" not in checks_as_json([check])


def test_json_is_a_list_of_objects() -> None:
    (found,) = json.loads(checks_as_json([MANY]))
    assert (found["failures"], found["told"], found["severity"]) == (2021, ["x is wrong."], "error")
