"""Random queries."""

from hypothesis import strategies as st

from retriever.query.predicates import (
    And,
    Due,
    Duties,
    DutyOrdinal,
    Has,
    HasDeadline,
    Having,
    InClause,
    InDocument,
    InMode,
    InSection,
    IsUnit,
    Leader,
    Leads,
    Matter,
    Members,
    Not,
    Or,
    Place,
    Says,
    Within,
    Year,
)
from retriever.query.queries import Compare, OutOfScope, Select, Several, Talk
from retriever.query.reductions import Average, Contents, Count, Exists, List, Rank, Share, Value, Who

UNITS = ("省发展改革委", "省财政厅", "省教育厅", "省农业农村厅", "各部门单位", "市商务局", "市财政局", "省体育局")
OPS = st.sampled_from(("=", "!=", ">", ">=", "<", "<="))
ROLES = st.sampled_from(("lead", "member", "any"))
PLACES = st.integers(-9, 9).filter(bool)
TEXTS = st.sampled_from(("机场", "第3条、第4条的事项", "占比或者平均每家", "9月底前完成的", "A（甲）"))
DATES = st.sampled_from(
    ("-", "2026", "--09", "2026-09", "--09-15", "2026-09-15", "--Q3", "2026-Q1", "--H1", "2026-H2")
)
SECTIONS = st.builds(
    InSection,
    st.lists(PLACES, min_size=1, max_size=3).map(tuple),
    st.just(""),
    st.sampled_from(("", "outer", "inner")),
) | st.builds(InSection, st.just(()), TEXTS)
LEAVES = st.one_of(
    st.builds(Has, st.sampled_from(UNITS), ROLES),
    st.builds(Says, TEXTS),
    SECTIONS,
    st.builds(InClause, PLACES, PLACES, st.sampled_from(("number", "place")), st.none() | SECTIONS),
    st.builds(DutyOrdinal, PLACES, PLACES),
    st.builds(InMode, st.sampled_from(("lead", "joint", "each", "all"))),
    st.builds(Leads, OPS, st.integers(0, 4)),
    st.builds(Members, OPS, st.integers(0, 9), ROLES),
    st.builds(Due, st.sampled_from(("before", "by", "in", "after")), DATES),
    st.just(HasDeadline()),
    st.builds(Leader, st.sampled_from(("许立诚", "林若溪"))),
    st.builds(Year, st.sampled_from((2022, 2025))),
    st.builds(Place, st.sampled_from(("湖南", "长沙"))),
    st.builds(InDocument, TEXTS),
    st.just(Matter("机场改扩建")),
)


def joined(parts):
    several = st.lists(parts, min_size=1, max_size=3).map(tuple)
    return st.one_of(st.builds(And, several), st.builds(Or, several), st.builds(Not, parts))


CONDITIONS = st.recursive(LEAVES, joined, max_leaves=6)
GROUPED = st.recursive(
    LEAVES | st.builds(Duties, OPS, st.integers(0, 6)) | st.builds(Having, CONDITIONS), joined, max_leaves=5
)
UNIT_GROUPED = st.recursive(
    LEAVES
    | st.builds(IsUnit, st.sampled_from(UNITS))
    | st.builds(Duties, OPS, st.integers(0, 6), ROLES)
    | st.builds(Having, CONDITIONS),
    joined,
    max_leaves=5,
)
ORDERS = st.sampled_from(("most", "least"))
ANY_OF = st.sampled_from(("duties", "clauses", "sections", "subsections", "units", "leaders", "documents"))
SIMPLE = st.one_of(
    st.builds(List),
    st.builds(List, PLACES, PLACES),
    st.builds(Count),
    st.builds(Contents),
    st.builds(Exists, st.booleans()),
)
GROUPS = st.sampled_from(("clauses", "sections", "subsections", "documents"))
OF_GROUPS = st.sampled_from(("duties", "leads", "members"))
UNIT_REDUCES = st.one_of(
    st.builds(Rank, st.just("duties"), ORDERS, ROLES, st.integers(1, 5), st.integers(0, 3)),
    st.builds(Average, st.just("duties"), ROLES),
    SIMPLE,
)
DUTY_REDUCES = st.one_of(
    st.builds(Rank, st.sampled_from(("leads", "members", "deadline")), ORDERS, st.just("any"), st.integers(1, 5)),
    st.builds(Average, st.sampled_from(("leads", "members"))),
    st.builds(Who, ROLES),
    st.builds(Share, CONDITIONS),
    st.builds(Value, st.sampled_from(("figure", "deadline", "leader"))),
    SIMPLE,
)
SECTION_REDUCES = st.builds(Rank, st.just("clauses"), ORDERS) | st.builds(Average, st.just("clauses"))
GROUP_REDUCES = st.one_of(st.builds(Rank, OF_GROUPS, ORDERS), st.builds(Average, OF_GROUPS), SIMPLE)
SELECTS = st.one_of(
    st.builds(Select, st.just("duties"), CONDITIONS, DUTY_REDUCES),
    st.builds(Select, GROUPS, GROUPED, GROUP_REDUCES),
    st.builds(Select, st.just("sections"), GROUPED, SECTION_REDUCES),
    st.builds(Select, st.just("units"), UNIT_GROUPED, UNIT_REDUCES),
    st.builds(Select, st.just("clauses"), GROUPED, st.builds(Who, ROLES)),
    st.builds(Select, st.just("leaders"), GROUPED, SIMPLE),
    st.builds(
        Select,
        st.just("documents"),
        GROUPED,
        st.builds(Value, st.sampled_from(("date", "number", "issuer", "title"))),
    ),
)
FOLLOWING = st.builds(
    lambda previous, where, place, reduce: Select("duties", And((Within(previous, place), where)), reduce),
    SELECTS,
    LEAVES,
    st.integers(-3, 3),
    DUTY_REDUCES,
)
SPOKEN = st.builds(
    Talk, st.sampled_from(("greeting", "thanks", "goodbye", "help", "sorry", "chat", "injection", "gibberish"))
)
OUTSIDE = st.builds(OutOfScope, st.sampled_from(("进度", "代写文稿")), st.sampled_from(("", "机场、高铁的")))
SINGLE = st.one_of(
    SELECTS,
    FOLLOWING,
    SPOKEN,
    OUTSIDE,
    st.builds(Compare, st.lists(SELECTS, min_size=2, max_size=3).map(tuple), ORDERS),
)
QUERIES = SINGLE | st.builds(Several, st.lists(SINGLE, min_size=2, max_size=3).map(tuple))
