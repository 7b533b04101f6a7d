"""The upload folder: a session finds what it uploaded, by ids alone; nobody finds anything else."""

import os
import time

import pytest

from index.model.errors import NotFoundError
from retriever.desk import UploadedFile
from server.access.uploads import KEPT_S, MAX_WAITING, UploadFolder


@pytest.fixture
def uploads(tmp_path):
    return UploadFolder(tmp_path)


def test_a_session_finds_its_own_upload_by_its_id_until_it_is_dropped(uploads):
    upload = uploads.keep("甲", "C:\\文件\\桥.txt", b"\x00\x01")
    assert uploads.find("甲", upload) == UploadedFile("桥.txt", b"\x00\x01")
    uploads.forget("乙", upload)
    assert uploads.find("甲", upload).name == "桥.txt"
    uploads.forget("甲", upload)
    with pytest.raises(NotFoundError, match="请重新上传"):
        uploads.find("甲", upload)


@pytest.mark.parametrize("name", [None, "", "..", "/etc/passwd\0", "\ud800", "名" * 500])
def test_a_name_is_a_label_whatever_the_client_calls_it(uploads, name):
    label = uploads.find("甲", uploads.keep("甲", name, b"x")).name
    assert label
    assert len(label) <= 150
    assert not {"/", "\\", "\0"} & set(label)


@pytest.mark.parametrize(
    "forged", ["", "..", "../x", "/etc/passwd", "file:///etc/passwd", "0" * 32, "A" * 32, "0" * 31]
)
def test_what_is_no_id_of_this_session_finds_nothing(uploads, forged):
    upload = uploads.keep("甲", "桥.txt", b"x")
    for session, name in (("甲", forged), ("乙", upload), ("", upload), ("../甲", upload)):
        with pytest.raises(NotFoundError):
            uploads.find(session, name)
        uploads.forget(session, name)
    assert uploads.find("甲", upload).content == b"x"


def test_a_link_in_the_folder_is_not_followed(uploads, tmp_path):
    upload = uploads.keep("甲", "桥.txt", b"x")
    (held,) = (tmp_path / "uploads").rglob(upload)
    secret = tmp_path / "secret"
    secret.write_bytes(held.read_bytes())
    held.unlink()
    held.symlink_to(secret)
    with pytest.raises(NotFoundError):
        uploads.find("甲", upload)


def test_files_are_the_owners_only_and_few_and_not_for_long(uploads, tmp_path):
    first = uploads.keep("甲", "桥.txt", b"x")
    (held,) = (tmp_path / "uploads").rglob(first)
    assert held.stat().st_mode & 0o077 == 0
    for _ in range(MAX_WAITING):
        latest = uploads.keep("甲", "桥.txt", b"x")
    assert len(list(held.parent.iterdir())) == MAX_WAITING
    assert uploads.find("甲", latest)
    with pytest.raises(NotFoundError):
        uploads.find("甲", first)
    long_ago = time.time() - KEPT_S - 1
    os.utime(held.parent, (long_ago, long_ago))
    uploads.keep("乙", "桥.txt", b"x")
    assert not held.parent.exists()
