"""What the tagger can say of a token of a question, and of one question as a whole.

A unit, a reference or a number is a sign found by an exact grammar; its label says what it is for. Any other token is
part of a cue, of the matter, of a title, or explained without meaning anything (courtesy), or unexplained.
"""

NOTHING = "-"
"""Explained and empty: courtesy, grammar words, the story before the question."""
UNEXPLAINED = "?"
"""A restriction that no query stands for."""

UNIT_LABELS = ("U.lead", "U.member", "U.any", "U.xlead", "U.xmember", "U.xany", "U.ex", "U.swap")
"""The unit has, or (x) has not, the role in what is asked for; is left out of it (ex); takes another's place (swap)."""
MATTER, TITLE, DOCUMENT = "M", "T", "G"
CUE_LABELS = (
    "Ld", "Mb", "An", "xLd", "xMb", "xAn",  # roles, and roles denied
    "NoLd", "HasLd", "NoMb", "HasMb", "Each", "All", "Sole", "SoLd", "CoLd",  # how a duty is shared
    "Ex", "Or", "Dist", "Bk", "Rest",  # left out; or; each for itself; pointing back; what the last answer left
    "Ge", "Gt", "Le", "Lt", "Eq",  # comparators
    "Lis", "Cnt", "Who", "YN", "Max", "Min", "More", "Less", "Dif", "Rat", "Sha", "Avg", "Same", "Vs",
    "When", "Fig", "Con", "Whi", "Fst", "Dl", "NoDl",  # deadline asked; figure; contents; which clause; first; has a deadline
    "oD", "oC", "oS", "oU", "oF",  # nouns: duties, clauses, sections, units, documents
    "Oos", "Talk", "DocV", "Ldr",  # outside; talk; what is asked of a document; the official in charge
)  # fmt: skip
SIGN_LABELS = ("R", "R.ex", "P", "N.lead", "N.member", "N.unit", "N.duty", "N.top", "N.pct", "D", "D.doc")
"""References that restrict (R) or are left out; a place in a list (P); what a number is compared with; a deadline; the
year of the document."""
LABELS = (NOTHING, UNEXPLAINED, MATTER, TITLE, DOCUMENT, *UNIT_LABELS, *SIGN_LABELS, *CUE_LABELS)

REDUCES = (
    "list", "count", "who", "exists", "rank", "share", "average", "compare", "diff", "ratio", "same", "all",
    "figure", "deadline", "leader", "date", "number", "issuer", "title", "contents", "place", "keep", "none",
)  # fmt: skip
"""What is wanted. ``same``: whether two are equal; ``all``: whether it holds of every one; ``place``: one of a list;
``keep``: as in the question before; ``none``: not a question about documents."""
OFS = ("duties", "clauses", "sections", "units", "documents", "keep")
BYS = ("none", "duties", "leads", "members", "deadline", "clauses")
ROLES = ("none", "lead", "member", "any", "keep")
SCOPES = (
    "in", "greeting", "thanks", "goodbye", "help", "chat", "injection", "gibberish",
    "进展", "原因", "代写文稿", "人物", "联系方式", "其他地方", "经费", "定义", "做法", "评价", "实绩", "其他",
)  # fmt: skip
HEADS: dict[str, tuple[str, ...]] = {"reduce": REDUCES, "of": OFS, "by": BYS, "role": ROLES, "scope": SCOPES}
