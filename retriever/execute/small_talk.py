"""Small talk, help, and calm replies to what is no question."""

from retriever.execute.inquiry import Inquiry
from retriever.patterns.question import Ask
from retriever.wording.answer import Answer, Kind
from retriever.wording.phrases_of_answers import snippet

_REPLIES: dict[Ask, str] = {
    "greeting": "您好！我可以查分工文件里的任务由谁牵头、谁负责，也可以按单位列出任务。",
    "thanks": "不客气，有需要随时问我。",
    "goodbye": "再见，祝工作顺利。",
    "help": "我根据已入库的分工文件回答：某项任务由谁牵头或负责；某个单位牵头、参与哪些事项；"
    "某一条或某一部分的内容；文件里的目标数字；以及数量统计和比较。文件里没有的内容，我会直接说明没有找到。",
    "sorry": "抱歉没有答好。请换一种说法，写出任务名称、单位名称或条款号，我再查一次。",
    "chat": "我只回答分工文件里的问题。可以这样问：",
    "injection": "这不是分工文件里的问题，我不能照办。我只根据已入库的文件回答谁牵头、谁负责。",
    "gibberish": "没有看懂这句话。请写出任务名称、单位名称或条款号。",
}
_KINDS = {"injection", "gibberish"}


def answer_talk(inquiry: Inquiry) -> Answer:
    """Reply shortly, with questions that can be asked."""
    ask = inquiry.question.ask
    kind: Kind = "no_answer" if ask in _KINDS else "smalltalk"
    suggestions = () if ask in ("thanks", "goodbye") else example_questions(inquiry)
    text = _REPLIES[ask]
    if suggestions and ask in ("greeting", "help", "chat"):
        text += "\n\n例如：\n" + "\n".join(f"- {example}" for example in suggestions)
    return inquiry.refuse(text, suggestions, kind=kind)


def example_questions(inquiry: Inquiry) -> tuple[str, ...]:
    """Questions that the preferred document answers, made from its own content."""
    examples: list[str] = []
    for document in inquiry.documents[:1]:
        records = inquiry.library.duties(document)
        short = [r for r in records if r.duty.lead and len(r.duty.task) <= 24]
        if short:
            examples.append(f"谁牵头{snippet(short[0].duty.task).rstrip('。；')}？")
        led = [unit for record in records for unit in record.duty.lead]
        if led:
            examples.append(f"{max(dict.fromkeys(led), key=led.count)}牵头哪些事项？")
        clauses = inquiry.library.clauses(document)
        if clauses:
            examples.append("最后一条的内容是什么？")
    return tuple(examples)
