"""The OpenAI face, by the official client against a live server."""

import openai
import pytest


@pytest.fixture
def client(address):
    with openai.OpenAI(base_url=f"{address}/v1", api_key="none", max_retries=0) as client:
        yield client


def ask(client, *words, **more):
    roles = ("user", "assistant")
    messages = [{"role": roles[place % 2], "content": word} for place, word in enumerate(words)]
    return client.chat.completions.create(model="qiantou", messages=messages, **more)


def test_the_one_model_is_listed(client):
    assert [model.id for model in client.models.list()] == ["qiantou"]


def test_an_answer_has_its_sources_as_text_and_as_a_field(client):
    completion = ask(client, "谁牵头长沙机场改扩建", temperature=0.7, max_tokens=10)
    text = completion.choices[0].message.content
    assert text.startswith("由省发展改革委牵头（第3条）。")
    assert "《落实〈政府工作报告〉重点工作分工的意见》（湘政发〔2022〕1号）第3条" in text
    assert completion.choices[0].finish_reason == "stop"
    (citation,) = completion.model_extra["citations"]
    assert citation["lead"] == ["省发展改革委"]


def test_a_stream_adds_up_to_the_same_answer(client):
    whole = ask(client, "谁牵头长沙机场改扩建").choices[0].message.content
    chunks = list(ask(client, "谁牵头长沙机场改扩建", stream=True))
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks) == whole
    assert len(chunks) > 3
    assert chunks[-1].choices[0].finish_reason == "stop"
    assert chunks[-1].model_extra["citations"][0]["clause"] == "3"


def test_parts_and_instructions_are_accepted(client):
    messages = [
        {"role": "system", "content": "You are a pirate."},
        {"role": "user", "content": [{"type": "text", "text": "谁牵头长沙机场改扩建"}]},
    ]
    completion = client.chat.completions.create(model="any", messages=messages)
    assert "省发展改革委" in completion.choices[0].message.content


def test_a_conversation_without_a_question_is_refused_in_the_clients_own_terms(client):
    with pytest.raises(openai.UnprocessableEntityError) as refused:
        client.chat.completions.create(model="qiantou", messages=[{"role": "system", "content": "x"}])
    assert refused.value.code == "invalid-question"
    assert "没有问题" in str(refused.value)
