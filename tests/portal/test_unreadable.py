"""Why a file could not be read, in words."""

import errno

import pytest
from django.utils import translation

from portal.unreadable import why_unreadable


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, "平台没有读取权限，请修改它的权限"),
        (errno.ENOTDIR, "它的路径中有一段是文件，不是文件夹"),
        (errno.EIO, f"系统报告错误{errno.EIO}"),
    ],
)
def test_the_systems_reason_is_told_in_the_language_of_the_reader(number: int, words: str) -> None:
    with translation.override("zh-hans"):
        assert why_unreadable(OSError(number, "Something English")) == words
