"""poses.yaml → movements, or every problem in it at once; and the data of the bodies themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Struct
from msgspec.json import Decoder
from msgspec.structs import fields
from ruamel.yaml import YAML

from strongback.body.nouns import Movement, Pose
from strongback.body.posing import AXIAL, LIMBS, ROOT, neutral
from strongback.body.vectors import Vector
from strongback.programme.nouns import Exercise, Programme
from strongback.programme.problem import Problem
from strongback.programme.shape import UNREAD, Place
from strongback.programme.tree import Items, Node, Table, Text, children, read_tree, shown

POSES = "poses.yaml"
DERIVED = ("exercise", "path")
"""What a movement gets from the programme, not from its file."""
_NUMBER = re.compile(r"-?[0-9]{1,4}(?:\.[0-9]{1,4})?")
_T = TypeVar("_T")


def data_reader(kind: type[_T]) -> Callable[[bytes], _T]:
    """Reads our own YAML files of one kind: bodies, looks, limits, codes. Make it where a module is loaded.

    msgspec learns a kind when it first meets it, and lets other threads use what it has half learned: in 0.22
    that ends the process. So a kind is learned with its reader, while Python lets one thread alone into the
    module. The reader raises msgspec.ValidationError where an entry is missing or wrong.
    """
    Decoder(kind)
    return lambda content: msgspec.convert(
        YAML(typ="safe", pure=True).load(content.decode()), kind, strict=False
    )


def lifted_by(exercise: Exercise) -> tuple[str, ...]:
    """The poses that the lift leads through, from the start on; empty when it names none."""
    lift = next((phase for phase in exercise.phases if phase.phase == "lift"), None)
    return ("start", *lift.by, lift.pose) if lift is not None and lift.pose else ()


def read_movements(
    file: str, content: bytes, programme: Programme
) -> tuple[Mapping[str, Movement], tuple[Problem, ...]]:
    """The movements of a programme's exercises. With problems, those that could be read."""
    tree, problems = read_tree(file, content)
    if tree is None:
        return {}, problems
    place = Place(file, (), list(problems))
    exercises = {exercise.id: exercise for exercise in programme.exercises}
    if not isinstance(tree, Table):
        place.tell(tree, "is no table", "write the exercises' ids as keys")
        return {}, tuple(place.problems)
    for name, key in tree.keys.items():
        if name not in exercises:
            place.inside(name).tell(key, "is no exercise of this programme", f"known: {', '.join(exercises)}")
    for name in exercises:
        if name not in tree.keys:
            place.tell(tree, f"lacks the exercise `{name}`", f"add `{name}:`")
    found = {
        name: _movement(exercises[name], node, place.inside(name))
        for name, node in tree.values.items()
        if name in exercises
    }
    return {name: one for name, one in found.items() if one is not UNREAD}, tuple(place.problems)


def _movement(exercise: Exercise, node: Node, at: Place) -> Any:
    before = len(at.problems)
    values = _struct(Movement, node, at, {"exercise": exercise.id, "path": lifted_by(exercise), "poses": {}})
    poses = node.values.get("poses") if isinstance(node, Table) else None
    if isinstance(poses, Table):
        values["poses"] = _poses(poses, at.inside("poses"))
        if "start" not in poses.values:
            at.tell(poses, "has no pose `start`", "add `start: {…}`")
    else:
        at.tell(node, "lacks the key `poses`", "add `poses: {start: {…}}`")
    return UNREAD if len(at.problems) > before else Movement(**values)


def _struct(kind: type[Struct], node: Node, at: Place, given: Mapping[str, Any]) -> dict[str, Any]:
    values = dict(given)
    if not isinstance(node, Table):
        at.tell(node, "is no table", "write `key: value` lines")
        return values
    known = {each.encode_name: each for each in fields(kind) if each.encode_name not in DERIVED}
    for name, key in node.keys.items():
        if name not in known:
            at.tell(key, f"has no key `{shown(name)}`", f"known here: {', '.join(known)}")
    hints = get_type_hints(kind)
    for name, each in known.items():
        if name in given:
            continue
        if name in node.values:
            values[each.name] = _value(hints[each.name], node.values[name], at.inside(name))
        elif each.required:
            at.tell(node, f"lacks the key `{name}`", f"add `{name}: …`")
    return values


def _value(hint: Any, node: Node, at: Place) -> Any:
    inner = get_args(hint)
    if type(None) in inner:
        return _value(next(each for each in inner if each is not type(None)), node, at)
    if get_origin(hint) is Literal:
        return _text(node, at, inner)
    if get_origin(hint) is tuple:
        return _items(inner, node, at)
    if hint is str:
        return _text(node, at)
    if hint is float:
        return _number(node, at)
    before = len(at.problems)
    values = _struct(hint, node, at, {})
    return UNREAD if len(at.problems) > before else hint(**values)


def _items(hints: tuple[Any, ...], node: Node, at: Place) -> Any:
    if not isinstance(node, Items):
        return at.tell(node, "is no list", "write `[one, two]`")
    if hints[-1] is Ellipsis:
        return tuple(_value(hints[0], item, at.inside(name)) for name, item in children(node))
    if len(node.items) != len(hints):
        return at.tell(node, f"has {len(node.items)} entries", f"write {len(hints)}")
    pairs = zip(hints, children(node), strict=True)
    return tuple(_value(hint, item, at.inside(name)) for hint, (name, item) in pairs)


def _text(node: Node, at: Place, choices: tuple[str, ...] = ()) -> Any:
    if not isinstance(node, Text) or not node.text:
        return at.tell(node, "is no single word", "write one")
    if choices and node.text not in choices:
        return at.tell(node, f"is `{shown(node.text)}`", f"write one of {', '.join(choices)}")
    return node.text


def _number(node: Node, at: Place) -> Any:
    if isinstance(node, Text) and node.plain and _NUMBER.fullmatch(node.text):
        return float(node.text)
    return at.tell(node, "is no number", "write one such as `12` or `-4.5`")


def _poses(node: Table, at: Place) -> dict[str, Pose]:
    found: dict[str, Pose | None] = {}
    for name in node.values:
        _pose(node, name, at, found, ())
    return {name: pose for name, pose in found.items() if pose is not None}


def _pose(
    node: Table, name: str, at: Place, found: dict[str, Pose | None], heirs: tuple[str, ...]
) -> Pose | None:
    """One pose on top of the one it comes `from`; None when it cannot be read."""
    if name in found:
        return found[name]
    found[name] = None  # told once, not again by every heir
    here, written = at.inside(name), node.values[name]
    if not isinstance(written, Table):
        here.tell(written, "is no table", "write `{joint: angle}`")
        return None
    angles = neutral()
    on: tuple[str, ...] = ()
    parent = written.values.get("from")
    if parent is not None:
        mother = parent.text if isinstance(parent, Text) else ""
        if mother not in node.values or mother in (*heirs, name):
            here.tell(parent, f"comes from `{shown(mother)}`", "name another pose of this exercise")
            return None
        base = _pose(node, mother, at, found, (*heirs, name))
        if base is None:
            return None
        angles, on = dict(base.angles), base.on
    before = len(here.problems)
    if "on" in written.values:
        on = _value(tuple[str, ...], written.values["on"], here.inside("on"))
    _turn(angles, written, here)
    if len(here.problems) == before:
        found[name] = Pose(angles, on)
    return found[name]


def _turn(angles: dict[str, Vector], written: Table, at: Place) -> None:
    """Write the angles of a pose over those it inherits; both sides first, then one alone."""
    for key in sorted(written.values, key=lambda key: key.endswith(("_l", "_r"))):
        node, inside = written.values[key], at.inside(key)
        if key in ("from", "on"):
            continue
        if key in ROOT:
            root = list(angles["root"])
            root[ROOT.index(key)] = _number(node, inside)
            angles["root"] = tuple(root)  # type: ignore[assignment]
        elif key in AXIAL:
            angles[key] = _joint(node, 3, inside)
        elif key in LIMBS:
            angles[f"{key}_l"] = angles[f"{key}_r"] = _joint(node, LIMBS[key], inside)
        elif key[:-2] in LIMBS and key[-2:] in ("_l", "_r"):
            angles[key] = _joint(node, LIMBS[key[:-2]], inside)
        else:
            joints = ", ".join((*ROOT, *AXIAL, *LIMBS))
            at.tell(written.keys[key], f"has no joint `{shown(key)}`", f"known: {joints}; one side as knee_l")


def _joint(node: Node, many: int, at: Place) -> Any:
    """Up to three angles; one number alone is the first of them."""
    if isinstance(node, Items):
        if not 1 <= len(node.items) <= many:
            return at.tell(node, f"has {len(node.items)} angles", f"write {many}")
        values = [_number(item, at) for item in node.items]
    else:
        values = [_number(node, at)]
    return tuple(values + [0.0] * (3 - len(values)))
