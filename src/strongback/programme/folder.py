"""A programme's folder as the checks see it: what was read, and where each part of it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from strongback.programme.nouns import Programme
from strongback.programme.problem import Problem
from strongback.programme.shape import named
from strongback.programme.tree import Node, Path, Table, find, shown

MAIN = "programme.yaml"
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")


def words_file(language: str) -> str:
    """Where the words of a language stand in the folder."""
    return f"words/{language}.yaml"


@dataclass(frozen=True, slots=True)
class Folder:
    """`programme` may hold UNREAD in places; `trees` are by file name, None where a file is no YAML."""

    prefix: str
    main: str
    programme: Programme
    trees: Mapping[str, Node | None]
    clip_lengths: Mapping[str, int] | None

    def problem(
        self, path: Path, what: str, fix: str, file: str = "", at_key: bool = False, where: str = ""
    ) -> Problem:
        """A problem about the value at `path`, or about its key, or about the nearest thing that is there."""
        line, column = _place(self.trees.get(file or self.main), path, at_key)
        return Problem(
            self.prefix + (file or self.main),
            line,
            column,
            where or named(path)[0],
            shown(what, 200),
            shown(fix, 200),
        )


def _place(tree: Node | None, path: Path, at_key: bool) -> tuple[int, int]:
    if tree is None:
        return 1, 1
    node, found = find(tree, path[:-1] if at_key else path)
    if at_key and isinstance(node, Table) and found == len(path) - 1 and path[-1] in node.keys:
        key = node.keys[path[-1]]
        return key.line, key.column
    return node.line, node.column
