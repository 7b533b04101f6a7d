"""Small talk, help, and what documents of this kind do not say."""

from retriever.execution.outcome import Spoken
from retriever.query.queries import OutOfScope, Talk, TalkKind
from retriever.wording.answer import Answer
from retriever.wording.composing import decline
from retriever.wording.phrases_of_answers import document_text, place_text, snippet

_REPLIES: dict[TalkKind, str] = {
    "greeting": "您好！我可以查分工文件里的任务由谁牵头、谁负责，也可以按单位列出任务。",
    "thanks": "不客气，有需要随时问我。",
    "goodbye": "再见，祝工作顺利。",
    "help": "我根据已入库的分工文件回答：某项任务由谁牵头或负责；某个单位牵头、参与哪些事项；"
    "某一条或某一部分的内容；文件里的目标数字；以及数量统计和比较。文件里没有的内容，我会直接说明没有找到。",
    "sorry": "抱歉没有答好。请换一种说法，写出任务名称、单位名称或条款号，我再查一次。",
    "chat": "我只回答分工文件里的问题。可以这样问：谁牵头某项任务，某个单位牵头哪些事项，第几条的内容是什么。",
    "injection": "这不是分工文件里的问题，我不能照办。我只根据已入库的文件回答谁牵头、谁负责。",
    "gibberish": "没有看懂这句话。请写出任务名称、单位名称或条款号。",
}
_NO_ANSWERS = ("injection", "gibberish")


def spoken(outcome: Spoken) -> Answer:
    """A short reply, or what the documents do not say."""
    query = outcome.query
    if isinstance(query, Talk):
        kind = query.kind
        return decline(outcome, _REPLIES[kind], kind="no_answer" if kind in _NO_ANSWERS else "smalltalk")
    return _out_of_scope(outcome, query)


def _out_of_scope(outcome: Spoken, query: OutOfScope) -> Answer:
    names = "、".join(document_text(document) for document in outcome.documents[:3])
    about = f"“{query.about}”的" if query.about else ""
    text = f"文件没有写明{about}{query.aspect}。{names}只写明任务和单位分工。"
    if not outcome.near:
        return decline(outcome, text)
    record = outcome.near[0]
    text += f"与它有关的任务在{place_text(record.clause)}。"
    return decline(outcome, text, [f"“{snippet(record.duty.task).rstrip('。；')}”由谁负责？"])
