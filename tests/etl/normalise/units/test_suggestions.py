"""What a name that nobody knows may mean."""

import pytest

from etl.normalise.units.lexicon import Lexicon
from etl.normalise.units.mentions import resolve
from etl.normalise.units.suggestions import new_suggestions, out_of_time, suggest, unknown_message
from etl.reference.load import load_reference
from schemas.normalised import NameBasis

REFERENCE = load_reference()
REGIONS = {region.id: region for region in REFERENCE.regions}


def lexicon(region: str = "500112", *years: int) -> Lexicon:
    return Lexicon(REGIONS[region], REFERENCE.groups, bodies=REFERENCE.bodies, years=years or (2024,))


def suggested(name: str, region: str = "500112", *years: int) -> list[str]:
    return [s.unit.id for s in suggest(name, lexicon(region, *years))]


@pytest.mark.parametrize(
    ("name", "year", "heir"),
    [
        ("区卫生计生委", 2024, "health"),
        ("区文化委", 2020, "culture-tourism"),
        ("区国土房管局", 2021, "planning-natural-resources"),
        ("区安监局", 2022, "emergency"),
        ("区工商局", 2023, "market-regulation"),
        ("渝北区环境保护局", 2024, "ecology-environment"),
        ("区卫生健康委", 2016, "health-family-planning"),
    ],
)
def test_a_body_out_of_its_time_suggests_who_does_its_work_then(name: str, year: int, heir: str) -> None:
    (first, *others) = suggest(name, lexicon("500112", year))
    assert (first.unit.id, first.score, others) == (heir, 100.0, [])


def test_a_line_of_successors_is_followed_to_the_one_of_the_time() -> None:
    assert suggested("区扶贫办", "500156", 2022) == ["rural-revitalisation"]
    assert suggested("区扶贫办", "500156", 2026) == ["agriculture-rural"]


def test_the_message_says_since_when_a_body_is_gone_and_who_came_after_it() -> None:
    ours = lexicon("500112", 2024)
    message = unknown_message(resolve("区文化委", ours), ours)
    assert "ended on 2019-01-01" in message
    assert "succeeded by 区文旅委" in message
    assert "500112-culture-tourism" in message


def test_the_message_says_that_a_body_did_not_exist_yet() -> None:
    ours = lexicon("500112", 2016)
    assert "exists only since 2019-01-01" in unknown_message(resolve("区医保局", ours), ours)


def test_a_name_of_elsewhere_suggests_who_does_that_work_here() -> None:
    assert suggested("区教委", "cq-gaoxin") == ["public-services"]
    assert suggested("区城管局", "cq-gaoxin") == ["urban-construction-affairs"]
    assert suggested("区交通局", "cq-gaoxin") == ["construction"]


def test_a_slip_of_the_pen_suggests_the_name_that_is_close() -> None:
    assert suggested("区林业居")[0] == "forestry"
    assert suggested("宝圣胡街道")[0] == "baoshenghu-subdistrict"


@pytest.mark.parametrize("name", ["区机关事务中心", "区某某专班", "详见附件", "张三"])
def test_a_name_like_no_other_suggests_nothing(name: str) -> None:
    assert suggested(name) == []
    assert "may be" not in unknown_message(resolve(name, lexicon()), lexicon())


def test_a_suggestion_is_never_applied() -> None:
    for name in ("区林业居", "区文化委"):
        assert resolve(name, lexicon()).basis is NameBasis.PROVISIONAL


def test_suggestions_are_units_of_the_region_and_of_the_time() -> None:
    ours = lexicon()
    names = ["区林业居", "区文化委", "区教体委", "城口县教委", "龙山街", "区城市更新中心"]
    for record in new_suggestions([resolve(name, ours) for name in names], ours):
        assert record.suggested_unit_id.startswith("500112-")
        assert 0 < record.score <= 100
        assert record.because


def test_suggestions_are_at_most_three_in_order() -> None:
    ours = lexicon()
    records = list(new_suggestions([resolve("某某街道", ours), resolve("龙某街道", ours)], ours))
    for key in {r.unit_id for r in records}:
        own = [r for r in records if r.unit_id == key]
        assert [r.ordinal for r in own] == list(range(1, len(own) + 1))
        assert len(own) <= 3
        assert [r.score for r in own] == sorted((r.score for r in own), reverse=True)


def test_known_names_and_groups_need_no_suggestion() -> None:
    ours = lexicon()
    assert list(new_suggestions([resolve("区教委", ours), resolve("相关镇街", ours)], ours)) == []


def test_a_body_of_the_time_is_not_out_of_time() -> None:
    assert out_of_time("区教委", lexicon()) is None
    assert out_of_time("区某某专班", lexicon()) is None
    gone = out_of_time("区文化委", lexicon())
    assert gone is not None
    assert gone.id == "culture-commission"


def test_a_region_without_units_suggests_nothing() -> None:
    bare = REGIONS["500112"].model_copy(update={"units": ()})
    assert suggest("区教委", Lexicon(bare, REFERENCE.groups, bodies=REFERENCE.bodies)) == ()
