"""Amounts in the words of many districts' notices: what is a quantity, what is counted, and what is none."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.normalised import Comparator
from tests.etl.normalise.quantities.amounts_of import lines, quantities, values
from tests.growth import grows_no_faster

TARGETS = {
    "新建改扩建学校3所、新增学位4500个": ["3所|学校|3 所|=", "4500个|学位|4500 个|="],
    "城镇新增就业1.2万人以上，城镇登记失业率控制在5.5%以内。": [
        "1.2万人以上|城镇新增就业|12000 人|>=",
        "控制在5.5%以内|城镇登记失业率|5.5 %|<=",
    ],
    "发放消费券500万元": ["500万元|消费券|5000000 元|="],
    "改造燃气管道30公里（其中庭院管15公里）": ["30公里|燃气管道|30 公里|=", "15公里|庭院管|15 公里|="],
    "新增公共停车泊位不少于2,000个": ["不少于2,000个|公共停车泊位|2000 个|>="],
    "空气质量优良天数达到320天": ["320天|空气质量优良天数|320 天|="],
    "空气质量优良天数不少于320天，整治用时30天": ["不少于320天|空气质量优良天数|320 天|>="],
    "PM2.5平均浓度控制在35微克/立方米以内": ["控制在35微克/立方米以内|PM2.5平均浓度|35 微克/立方米|<="],
    "PM2.5浓度低于35微克/立方米": ["低于35微克/立方米|PM2.5浓度|35 微克/立方米|<="],
    "60周岁以上老年人免费体检1.5万人次": ["1.5万人次|老年人免费体检|15000 人次|="],
    "新增光伏3.5万千瓦，铺设DN300管道5公里，10千伏线路5条": [
        "3.5万千瓦|光伏|35000 千瓦|=",
        "5公里|DN300管道|5 公里|=",
        "5条|10千伏线路|5 条|=",
    ],
    "3—6岁儿童2000名免费筛查": ["2000名|儿童|2000 名|="],
    "国道G319改造12公里": ["12公里|国道G319改造|12 公里|="],
    "第一批12个项目开工": ["12个|项目|12 个|="],
    "1号楼加装电梯，3号线延伸段6.2公里": ["6.2公里|3号线延伸段|6.2 公里|="],
    "提供30—50个岗位": ["30|岗位|30 个|>=", "50个|岗位|50 个|<="],
    "每村建设3至5家": ["3|-|3 家|>=|每村", "5家|-|5 家|<=|每村"],
    "受益群众3—5万人": ["3|群众|30000 人|>=", "5万人|群众|50000 人|<="],
    "百分之九十以上的村民满意": ["百分之九十以上|村民满意|90 %|>="],
    "近百家商户、十余家企业、千余名志愿者": [
        "近百家|商户|100 家|~",
        "十余家|企业|10 家|>",
        "千余名|志愿者|1000 名|>",
    ],
    "新增床位1000余张，惠及20余万人": ["1000余张|床位|1000 张|>", "20余万人|床位|200000 人|>"],
    "配备AED200台，5G基站500个": ["200台|AED|200 台|=", "500个|5G基站|500 个|="],
    "采购AED 50台": ["50台|AED|50 台|="],
    "每万人拥有全科医生3.5名": ["3.5名|全科医生|3.5 名|=|每万人"],
    "人均公园绿地面积达到15平方米": ["15平方米|公园绿地面积|15 平方米|=|每人"],
    "农村居民人均可支配收入增长8%左右": ["8%左右|农村居民人均可支配收入|8 %|~"],
    "污水处理能力达到5万吨/日": ["5万吨/日|污水处理能力|50000 吨|=|每日"],
    "补助标准提高到每人每月800元": ["800元|补助标准|800 元|=|每人每月"],
    "培训班12期共600人次": ["12期|培训班|12 期|=", "600人次|培训班|600 人次|="],
    "年底前完成30个小区改造": ["30个|小区|30 个|="],
    "创建“一刻钟便民生活圈”5个": ["5个|一刻钟便民生活圈|5 个|="],
    "打造“1个中心、3个基地、N个网点”的服务体系": ["1个|中心|1 个|=", "3个|基地|3 个|="],
    "新建三座人行天桥，两条公交线路，十二所学校，二次供水改造": [
        "三座|人行天桥|3 座|=",
        "两条|公交线路|2 条|=",
        "十二所|学校|12 所|=",
    ],
    "完成1000套保障性租赁住房筹建任务": ["1000套|保障性租赁住房|1000 套|="],
    "对120栋（约3000户）居民楼进行改造": ["120栋|居民楼|120 栋|=", "约3000户|居民楼|3000 户|~"],
    "为10万名60岁以上老年人购买意外保险": ["10万名|老年人|100000 名|="],
    "每个社区至少配备1名社工": ["至少配备1名|社工|1 名|>=|每个社区"],
    "居民满意度达到90分以上": ["90分以上|居民满意度|90 分|>="],
    "建成区绿化覆盖率不低于40%": ["不低于40%|建成区绿化覆盖率|40 %|>="],
    "新增3A级景区2个，创建4星级农家乐10家": ["2个|3A级景区|2 个|=", "10家|4星级农家乐|10 家|="],
    "家庭医生签约5000人，建设附近3个小区": ["5000人|家庭医生签约|5000 人|=", "3个|小区|3 个|="],
    "公办园在园幼儿占比提升2个百分点，达到55%": [
        "2个百分点|公办园在园幼儿占比|2 个百分点|=",
        "55%|公办园在园幼儿占比|55 %|=",
    ],
    "新改建100座以上公厕，每座不低于30平方米": [
        "100座以上|公厕|100 座|>=",
        "不低于30平方米|公厕|30 平方米|>=|每座",
    ],
    "改造老旧小区15个，涉及居民楼320栋、居民1.2万户、建筑面积98万平方米": [
        "15个|老旧小区|15 个|=",
        "320栋|居民楼|320 栋|=",
        "1.2万户|居民|12000 户|=",
        "98万平方米|建筑面积|980000 平方米|=",
    ],
    "总建筑面积18.62万平方米，共61栋": ["18.62万平方米|总建筑面积|186200 平方米|=", "61栋|-|61 栋|="],
    "建设养老点63个（统景镇10个，兴隆镇、石船镇各9个）": [
        "63个|养老点|63 个|=",
        "10个|养老点|10 个|=",
        "9个|养老点|9 个|=",
    ],
    "提高学生参与率，力争达95%以上": ["95%以上|学生参与率|95 %|>="],
    "培训达到3.5万人次": ["3.5万人次|培训|35000 人次|="],
    "约500户以上居民受益": ["约500户以上|居民|500 户|>="],
    "建设100个“充电桩+休息”驿站": ["100个|“充电桩+休息”驿站|100 个|="],
    "①新建幼儿园2所；②扩建小学1所": ["2所|幼儿园|2 所|=", "1所|小学|1 所|="],
    "合格率≥95％": ["≥95％|合格率|95 %|>="],
    "补贴500元/人": ["500元/人|补贴|500 元|=|每人"],
    "建成服务站，是目标任务的2倍": ["2倍|目标任务|2 倍|="],
    '完成“5+2"服务，参与教师98%以上': ["98%以上|参与教师|98 %|>="],
    "覆盖率由2020年的50%提高到80%": ["50%|覆盖率|50 %|=", "80%|覆盖率|80 %|="],
    "组建30人（含）以上的队伍3支": ["30人（含）以上|队伍|30 人|>=", "3支|队伍|3 支|="],
    "合格率>=90%": [">=90%|合格率|90 %|>="],
    "新增3000学位、健身器材10组": ["3000学位|-|3000 学位|=", "10组|健身器材|10 组|="],
    "完成50.5公里农村公路": ["50.5公里|农村公路|50.5 公里|="],
    "合格率不得低于98%": ["不得低于98%|合格率|98 %|>="],
    "面积不得小于100平方米": ["不得小于100平方米|面积|100 平方米|>="],
    "费用不得高于5000元": ["不得高于5000元|费用|5000 元|<="],
    "建成三所学校，完成三项改革": ["三所|学校|3 所|=", "三项|改革|3 项|="],
    "完成两个小区改造，组成五支队伍": ["两个|小区|2 个|=", "五支|队伍|5 支|="],
    "建成一个中心、两个平台": ["一个|中心|1 个|=", "两个|平台|2 个|="],
    "抓好五大行动，办好十件民生实事": ["五大|行动|5 大|=", "十件|民生实事|10 件|="],
    "改造DN100支管1200m": ["1200m|DN100支管|1200 m|="],
    "建设第1、2批12个项目": ["12个|项目|12 个|="],
    "投资2000万人民币": ["2000万人民币|投资|20000000 元|="],
    "投资3亿人民币，2000万元人民币": ["3亿人民币|投资|300000000 元|=", "2000万元人民币|投资|20000000 元|="],
    "近百台设备、百余台电梯": ["近百台|设备|100 台|~", "百余台|电梯|100 台|>"],
    "惠及近万人、千余人、近千户": ["近万人|-|10000 人|~", "千余人|-|1000 人|>", "近千户|-|1000 户|~"],
    "加装两台电梯，购置两辆校车": ["两台|电梯|2 台|=", "两辆|校车|2 辆|="],
    "走访十户，检查两轮": ["十户|走访|10 户|=", "两轮|检查|2 轮|="],
    "举办两期培训班": ["两期|培训班|2 期|="],
    "举办12期培训班": ["12期|培训班|12 期|="],
    "孕产妇死亡率控制在10/10万以下": ["控制在10/10万以下|孕产妇死亡率|10 /10万|<="],
    "出生缺陷发生率15/万": ["15/万|出生缺陷发生率|15 /万|="],
    "新增摄像头1200路": ["1200路|摄像头|1200 路|="],
    "新增1200路监控": ["1200路|监控|1200 路|="],
    "新建充电桩10桩，公交车20标台": ["10桩|充电桩|10 桩|=", "20标台|公交车|20 标台|="],
    "噪声低于55分贝，室温不低于18℃": ["低于55分贝|噪声|55 分贝|<=", "不低于18℃|室温|18 ℃|>="],
    "余氯0.3mg/L，压力0.2MPa，带宽1000Mbps": [
        "0.3mg/L|余氯|0.3 mg/L|=",
        "0.2MPa|压力|0.2 MPa|=",
        "1000Mbps|带宽|1000 Mbps|=",
    ],
    "清淤30万方": ["30万方|清淤|300000 方|="],
    "完成3万个次": ["3万个次|-|30000 个次|="],
    "不准超过30个": ["不准超过30个|-|30 个|<="],
}


@pytest.mark.parametrize("target", TARGETS)
def test_amounts_of_targets(target: str) -> None:
    assert lines(target) == TARGETS[target]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2024年12月31日前完成",
            "三年行动，十四五规划，二十大精神",
            "渝府发〔2024〕12号",
            "12月5日",
            "工期3个月，20个工作日",
        ),
        *("60周岁以上老年人", "35-64岁妇女", "2—3岁幼儿", "3岁以下婴幼儿", "2024届毕业生", "一年级、初二年级、高三"),
        *(
            "华府二期",
            "C级",
            "三级医院",
            "4A级景区",
            "5星级",
            "1号楼",
            "3号线",
            "15路公交",
            "第一批、第3个",
            "前三名、前10名",
            "第1—3批",
            "第一至三批",
            "第1、2批",
            "第一、二、三批",
            "第1批至第3批",
            "分三批实施、分3批实施、分两次发放",
            "九成三",
            "限速40km/h",
            "投资1.2亿、100万",
            "三人民医院、三台合一、十人制、两轮车、五户联保",
            "百人计划、千人计划、万人大会、一户一档、一人一策",
            "三期工程",
            "三成五家",
            "DN100支管",
        ),
        *(
            "H2路",
            "Z6-1道路",
            "F122-2地块",
            "5G网络",
            "国道G319",
            "DN300管道",
            "PM2.5",
            "1+N体系",
            "5+2模式",
            "7×24小时",
        ),
        *(
            "乌江二桥",
            "二次供水",
            "北一横线",
            "两癌筛查",
            "重庆四公里",
            "五里店",
            "石坪村5组",
            "300米见绿",
            "2个多月",
            "128层CT",
            "三台县",
            "东四十条",
        ),
        *("12345热线", "119", "24小时自助", "15分钟生活圈", "10千伏线路"),
        *(
            "“一楼一码”",
            "“两品一标”",
            "“五类三级”",
            "五类三级体系",
            "“千名教师访万家”",
            "“两岸青山·千里林带”",
            "“3个100家”",
        ),
        *('“5+2"全覆盖', "“3.15”活动", "《2024年10件实事方案》", "《三个项目》"),
        *("（1）", "一是推进；二是完善", "1.新建", "①新建"),
        *(
            "一站式",
            "一体化",
            "一批项目",
            "一键报警",
            "一线员工",
            "进一步",
            "统一",
            "一次性补贴",
            "最多跑一次",
            "一户一策",
            "一条龙",
        ),
        *("万家灯火", "千家万户", "百姓", "上千人", "数十个", "几十个", "两三个", "四五百人"),
        *("三分之一的村", "1/3", "全覆盖", "*万亩", "若干个", "多个", "", "。", "个", "3", "3.5", "万"),
    ],
)
def test_what_is_no_amount(text: str) -> None:
    assert lines(text) == []


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        *[(f"建成{w}20个", Comparator.AT_LEAST) for w in ("不少于", "不低于", "至少", "至少开展", "不少于新增", "≥")],
        *[(f"建成20个{w}", Comparator.AT_LEAST) for w in ("以上", "及以上")],
        *[(f"建成{w}20个", Comparator.MORE_THAN) for w in ("超过", "突破", "超", "逾")],
        *[(t, Comparator.MORE_THAN) for t in ("20余个", "20多个", "1.2万余户", "三十多个")],
        *[(f"建成{w}20个", Comparator.AT_MOST) for w in ("不超过", "不高于", "至多", "控制在", "低于")],
        *[(f"控制在20个{w}", Comparator.AT_MOST) for w in ("以内", "以下", "")],
        *[(t, Comparator.ABOUT) for t in ("约20个", "近20个", "大约20个", "20个左右", "将近20个")],
        *[(f"{w}20个", Comparator.EQUAL) for w in ("", "达到", "共计", "累计", "签约", "节约", "附近", "最近", "其余")],
    ],
)
def test_comparators(text: str, comparator: Comparator) -> None:
    assert [q.comparator for q in quantities(text)] == [comparator]


@pytest.mark.parametrize(
    ("text", "si_value", "si_measure"),
    [
        ("260万平方米", 2_600_000, "m²"),
        ("3亩", 2000, "m²"),
        ("2公顷", 20_000, "m²"),
        ("5.6千米", 5600, "m"),
        ("78.7公里", 78_700, "m"),
        ("5里", 2500, "m"),
        ("200吨", 200_000, "kg"),
        ("3斤", 1.5, "kg"),
        ("3.5万千瓦", 35_000_000, "W"),
        ("2度", 7_200_000, "J"),
        ("5立方米", 5, "m³"),
    ],
)
def test_physical_measures_in_si(text: str, si_value: float, si_measure: str) -> None:
    (quantity,) = quantities(text)
    assert quantity.si_value == pytest.approx(si_value)
    assert quantity.si_measure == si_measure


@pytest.mark.parametrize("text", ["10个", "98%", "500万元", "3倍", "4批次/千人"])
def test_what_is_not_physical_has_no_si(text: str) -> None:
    (quantity,) = quantities(text)
    assert (quantity.si_value, quantity.si_measure) == (None, None)


def test_a_text_that_is_missing_has_no_amounts() -> None:
    assert quantities(None) == ()


def test_an_enumerator_that_runs_into_a_number_is_none_of_it() -> None:
    assert values("1.5个社区改造\n2.3条道路") == ["5 个", "3 条"]
    assert values("长度1.5公里") == ["1.5 公里"]
    assert values("每千人3.7个") == ["3.7 个"]


def test_numbers_beside_each_other_are_not_run_together() -> None:
    assert values("编号2024 500个") == ["500 个"]
    assert values("新增2 000个") == ["2000 个"]
    assert values("完成3\n5个") == ["5 个"]


def test_a_line_end_parts_no_clause_but_ends_what_each_is_said_of() -> None:
    assert lines("每千人托位数\n达到3.7个") == ["3.7个|托位数|3.7 个|=|每千人"]
    assert lines("每千人托位数达到3.7个\n新建幼儿园5所") == ["3.7个|托位数|3.7 个|=|每千人", "5所|幼儿园|5 所|="]
    assert lines("新建公园3个\n道路2条") == ["3个|公园|3 个|=", "2条|道路|2 条|="]


def test_a_sentence_in_quotes_is_read_and_a_name_is_not() -> None:
    assert values("区长说：“今年新增停车位500个，公厕3座。”") == ["500 个", "3 座"]
    assert values("打造“3个100家”品牌") == []
    assert values("新增“口袋公园5个") == ["5 个"]


def test_an_aim_of_shares_is_not_counted() -> None:
    assert values("实现2个100%") == ["100 %"]


def test_the_amount_is_verbatim_across_a_line_end() -> None:
    (quantity,) = quantities("建成公共停车楼（场）\n不少于 ３个，")
    assert (quantity.text, quantity.subject) == ("不少于 ３个", "公共停车楼（场）")


# properties

COMPARATORS = {
    **dict.fromkeys(["不少于", "不低于", "至少"], Comparator.AT_LEAST),
    **dict.fromkeys(["超过", "突破"], Comparator.MORE_THAN),
    **dict.fromkeys(["不超过"], Comparator.AT_MOST),
    **dict.fromkeys(["约", "近"], Comparator.ABOUT),
    "": Comparator.EQUAL,
}
COUNTED = {
    "个": "口袋公园",
    "所": "学校",
    "条": "公交线路",
    "名": "志愿者",
    "座": "公厕",
    "户": "居民",
    "台": "电梯",
    "盏": "路灯",
}
phrases = st.builds(
    "{}{}{}{}{}".format,
    st.sampled_from(["新建", "完成", "全区新增", "每年开展", ""]),
    st.sampled_from(sorted(COMPARATORS)),
    st.from_regex(r"[1-9][0-9]{0,3}(\.[1-9])?万?", fullmatch=True),
    st.sampled_from(sorted(COUNTED)),
    st.sampled_from(["口袋公园", "学校", "以上", "左右"]),
)
texts = st.lists(
    st.one_of(
        phrases,
        st.sampled_from(["，", "。", "、", "“一楼一码”", "（", "）", "2024年", "三大领域", "\n", "5—8", "《3个》"]),
    ),
    max_size=12,
).map("".join)
WIDE = str.maketrans(string.digits + "%()", "０１２３４５６７８９％（）")


def core(text: str) -> list[tuple[object, ...]]:
    return [(q.value, q.measure, q.comparator, q.per) for q in quantities(text)]


@given(texts)
def test_full_width_characters_change_nothing(text: str) -> None:
    assert core(text.translate(WIDE)) == core(text)


@given(texts, st.sampled_from([" ", "　", "\t"]), st.randoms(use_true_random=False))
def test_white_space_changes_nothing(text: str, blank: str, random: object) -> None:
    choose = random.random  # type: ignore[attr-defined]
    pairs = zip(text, f"{text} "[1:], strict=True)
    spaced = "".join(a + (blank if choose() < 0.3 and not _are_digits(a, b) else "") for a, b in pairs)
    assert core(spaced) == core(text)


def _are_digits(one: str, other: str) -> bool:
    return one in string.digits + "." and other in string.digits + "."


@given(texts)
def test_words_are_of_the_text_and_never_overlap(text: str) -> None:
    at = 0
    for quantity in quantities(text):
        at = text.index(quantity.text, at) + len(quantity.text)
        assert quantity.subject is None or quantity.subject in text


@given(st.text(st.characters(exclude_categories=("Cs", "Nd", "No", "Nl")), max_size=60))
def test_no_number_no_amount(text: str) -> None:
    bare = "".join(c for c in text if c not in "一二两三四五六七八九十百千万亿零〇")
    assert quantities(bare) == ()


@given(st.text(max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    for quantity in quantities(text):
        assert quantity.text in text
        assert quantity.value >= 0


@given(
    st.sampled_from(["新建", "新增", "全区完成", ""]),
    st.sampled_from(sorted(COMPARATORS)),
    st.integers(1, 99_999),
    st.sampled_from(sorted(COUNTED)),
)
def test_a_composed_phrase_comes_back(verb: str, bound: str, number: int, measure: str) -> None:
    (quantity,) = quantities(f"{verb}{bound}{number}{measure}{COUNTED[measure]}")
    assert (quantity.text, quantity.subject) == (f"{bound}{number}{measure}", COUNTED[measure])
    assert (int(quantity.value), quantity.measure, quantity.comparator) == (number, measure, COMPARATORS[bound])
    (turned,) = quantities(f"{verb}{COUNTED[measure]}{bound}{number}{measure}")
    assert turned == quantity


@pytest.mark.parametrize(
    "piece",
    [
        "5个",
        "5个、",
        "5个\n",
        "“5个",
        "(5个)",
        "(1",
        "一",
        "1",
        "1,111,",
        "百分之",
        "每",
        "A",
        "1—",
        "《",
        "新增",
        "等",
        " 1",
    ],
)
def test_time_grows_with_the_text_alone(piece: str) -> None:
    assert grows_no_faster(lambda size: quantities(piece * (size // len(piece))), 5000, 40_000)
