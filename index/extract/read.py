"""A file's bytes from disk, refused before reading where it is clear that they cannot be a document."""

from pathlib import Path

from index.extract.limits import MAX_FILE_BYTES
from index.model.errors import UnreadableFileError


def suffix_of(file_name: str) -> str:
    """The lower-case suffix with its dot, or an empty string."""
    return Path(file_name).suffix.lower()


def too_large(file_name: str, size: int) -> UnreadableFileError:
    """The refusal of a file of ``size`` bytes."""
    return UnreadableFileError(
        f"文件“{file_name}”有 {size / 2**20:.0f} MB，超过上限 {MAX_FILE_BYTES // 2**20} MB。"
        "请拆分文件，或去掉其中的图片后再试。"
    )


def read_file(path: Path) -> bytes:
    """The content of a file. Raises UnreadableFileError if it is missing, a folder, locked, empty or too large."""
    try:
        if path.is_dir():
            raise UnreadableFileError(f"“{path}”是文件夹，不是文件。请指定其中的文件。")
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise too_large(path.name, size)
        if not path.is_file():
            raise UnreadableFileError(f"“{path}”不是普通文件。请指定一个文档文件。")
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFileError(f"找不到文件“{path}”。请检查路径和文件名。") from None
    except PermissionError:
        raise UnreadableFileError(f"没有权限读取文件“{path}”。请检查文件权限，或关闭正在使用它的程序。") from None
    except (OSError, ValueError) as error:
        raise UnreadableFileError(f"读不了文件“{path}”：{error}。请复制到本机磁盘后再试。") from error
    if not data:
        raise UnreadableFileError(f"文件“{path.name}”是空的（0 字节）。请检查文件是否完整，重新导出或下载后再试。")
    return data
