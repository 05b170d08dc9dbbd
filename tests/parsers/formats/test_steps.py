"""Steps reach whoever listens, and nobody else."""

from parsers.formats._steps import listening, step


def test_a_step_without_a_listener_is_no_trouble() -> None:
    step("page 1 of 2")


def test_steps_reach_the_listener_in_their_order() -> None:
    heard: list[str] = []
    with listening(heard.append):
        step("page 1 of 2")
        step("page 2 of 2")
    assert heard == ["page 1 of 2", "page 2 of 2"]


def test_an_inner_listener_hears_what_happens_inside_it_alone() -> None:
    outer: list[str] = []
    inner: list[str] = []
    with listening(outer.append):
        with listening(inner.append):
            step("inside")
        step("outside")
    step("afterwards")
    assert (outer, inner) == (["outside"], ["inside"])
