"""Bytes → text that is fit for the YAML reader; what no author can have meant is refused here, cheaply."""

from __future__ import annotations

import re

from strongback.programme.problem import Problem

MOST_BYTES = 1 << 20
LONGEST_LINE = 2_000
MOST_PROBLEMS = 100
"""Of one kind in one file: a hundred are enough to see what is wrong."""

STRANGE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_TAB = re.compile(r"^[ ]*\t[ \t]*(?=[^ \t\n])", re.MULTILINE)
_LONG = re.compile(rf"^.{{{LONGEST_LINE},}}$", re.MULTILINE)


def read_text(file: str, content: bytes) -> tuple[str, tuple[Problem, ...]]:
    """The text of a file and its problems; with problems it is of no use. CRLF becomes LF, a BOM goes."""
    if len(content) > MOST_BYTES:
        return "", (_whole(file, "is larger than 1 MiB", "split it, or take out what does not belong here"),)
    if b"\0" in content:
        return "", (_binary(file, content, content.index(b"\0")),)
    try:
        text = content.removeprefix(b"\xef\xbb\xbf").decode().replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        return "", (_not_utf8(file, content, error.start),)
    if not text.strip():
        return "", (_whole(file, "is empty", "write the programme into it, or delete it"),)
    return text, (*_strange(file, text), *_tabs(file, text), *_long_lines(file, text))


def _whole(file: str, what: str, fix: str) -> Problem:
    return Problem(file, 1, 1, "file", what, fix)


def _binary(file: str, content: bytes, at: int) -> Problem:
    line, column = _place_in_bytes(content, at)
    return Problem(
        file, line, column, "file", "is not text: it has a zero byte here", "save it as UTF-8 text"
    )


def _not_utf8(file: str, content: bytes, at: int) -> Problem:
    line, column = _place_in_bytes(content, at)
    byte = f"byte 0x{content[at]:02X}"
    return Problem(file, line, column, "file", f"is not UTF-8: {byte} here", "save it as UTF-8 text")


def _place_in_bytes(content: bytes, at: int) -> tuple[int, int]:
    before = content[:at].rpartition(b"\n")[2].decode(errors="replace")
    return content.count(b"\n", 0, at) + 1, len(before) + 1


def _place(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _strange(file: str, text: str) -> list[Problem]:
    found = [match.start() for match, _ in zip(STRANGE.finditer(text), range(MOST_PROBLEMS), strict=False)]
    return [
        Problem(
            file,
            *_place(text, at),
            "file",
            f"has the control character U+{ord(text[at]):04X} here",
            "delete it",
        )
        for at in found
    ]


def _tabs(file: str, text: str) -> list[Problem]:
    found = [match for match, _ in zip(_TAB.finditer(text), range(MOST_PROBLEMS), strict=False)]
    return [
        Problem(
            file,
            *_place(text, text.index("\t", match.start())),
            "file",
            "has a tab as indentation",
            "use spaces",
        )
        for match in found
    ]


def _long_lines(file: str, text: str) -> list[Problem]:
    match = _LONG.search(text)
    if match is None:
        return []
    line, _ = _place(text, match.start())
    what = f"has a line of {len(match.group())} characters, the longest allowed is {LONGEST_LINE - 1}"
    return [Problem(file, line, 1, "file", what, "break it into shorter lines with `>-`")]
