"""Questions about the documents themselves: which there are, their number, issuer and date."""

from retriever.execute.inquiry import Inquiry
from retriever.wording.answer import Answer
from retriever.wording.phrases_of_answers import document_text


def answer_documents(inquiry: Inquiry) -> Answer:
    """Which documents the library holds."""
    documents = inquiry.library.documents
    lines = [
        f"- {document_text(d)}，{d.issuer or '发文机关未注明'}，{d.date or d.year or '日期未注明'}，"
        f"{d.clauses} 条、{d.duties} 项分工" + ("（已被替代）" if d.superseded_by else "")
        for d in documents
    ]
    text = f"文件库共有 {len(documents)} 份文件：\n\n" + "\n".join(lines)
    return inquiry.answer("list", text, (), count=len(documents))


def answer_document_fact(inquiry: Inquiry) -> Answer:
    """A document's title, number, issuer and date."""
    document = inquiry.documents[0]
    facts = [("发文字号", document.number), ("发文机关", document.issuer), ("成文日期", document.date)]
    text = (
        f"{document_text(document)}："
        + "；".join(f"{name}{value or '文件中未注明'}" for name, value in facts)
        + "。"
    )
    return inquiry.answer("fact", text, ())
