"""Names that run together in a piece without separators."""

import pytest

from etl.normalise.units.lexicon import Lexicon
from etl.normalise.units.name_runs import Runs
from etl.reference.load import load_reference
from schemas.reference import Region
from tests.etl.build import decision

REFERENCE = load_reference()
NOWHERE = Region(id="x-nowhere", name="某某区", full_name="某某区", kind="unknown", names=("某某区",))
UNKNOWN = Runs(Lexicon(NOWHERE, REFERENCE.groups), REFERENCE.cells)
YUBEI = Runs(
    Lexicon(
        next(r for r in REFERENCE.regions if r.id == "500112"), REFERENCE.groups, (decision("详见附件", "not_a_unit"),)
    ),
    REFERENCE.cells,
)


@pytest.mark.parametrize(
    ("run", "names"),
    [
        ("区教委和区财政局", ["区教委", "区财政局"]),
        ("区教委及各镇街", ["区教委", "各镇街"]),
        ("区教委以及区财政局与各镇街", ["区教委", "区财政局", "各镇街"]),
        ("区教委·区财政局", ["区教委", "区财政局"]),
        ("区规划和自然资源局和区文化和旅游局", ["区规划和自然资源局", "区文化和旅游局"]),
        ("市自然资源和规划局崂山分局和各街道办事处", ["市自然资源和规划局崂山分局", "各街道办事处"]),
        ("区教委和", ["区教委"]),
        ("和区教委", ["区教委"]),
        ("和平街道", ["和平街道"]),
        ("及第镇", ["及第镇"]),
        ("有关部门和单位", ["有关部门和单位"]),
        ("各部门和各镇街", ["各部门", "各镇街"]),
        ("区城市（环卫和园林）管理局", ["区城市（环卫和园林）管理局"]),
        ("区教委区财政局和各镇街", ["区教委", "区财政局", "各镇街"]),
        ("", []),
    ],
)
@pytest.mark.parametrize("runs", [UNKNOWN, YUBEI], ids=["unknown", "known"])
def test_runs_are_cut_between_names_and_not_in_them(run: str, names: list[str], runs: Runs) -> None:
    assert runs.cut(run) == names


def test_known_names_are_cut_where_no_shape_tells() -> None:
    assert YUBEI.cut("空港新城公司城市更新公司") == ["空港新城公司", "城市更新公司"]
    assert UNKNOWN.cut("空港新城公司城市更新公司") == ["空港新城公司城市更新公司"]


def test_words_for_nobody_are_known() -> None:
    assert YUBEI.is_nobody("详见附件") and YUBEI.is_known("详见附件")
    assert not UNKNOWN.is_nobody("详见附件")
    assert UNKNOWN.is_nobody("无") and UNKNOWN.is_name("各镇街") and UNKNOWN.is_name("区教委")
    assert not UNKNOWN.is_name("区教")


def test_what_a_group_leaves_out_is_not_cut_off() -> None:
    assert YUBEI.cut("除区教委和区财政局外的各部门") == ["除区教委和区财政局外的各部门"]
