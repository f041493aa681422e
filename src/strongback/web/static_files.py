"""Static files: one folder name for all of them, compressed once, served from memory of their paths.

The URL holds a digest of every file (`/static/<digest>/css/pages.css`). No build step, no manifest: an
installed wheel needs only a folder it may write the compressed copies to.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whitenoise import WhiteNoise  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

_IMPORT = re.compile(r'^(?:import|export)\b[^;"]*?"(\.[^"]+\.js)";$', re.MULTILINE)
_PACKED = {".css", ".js", ".mjs", ".svg", ".json", ".txt"}


def digest(*folders: Path) -> str:
    """Twelve hex digits that change when any file below the folders changes, moves or goes."""
    total = hashlib.sha256()
    for folder in folders:
        for path in files_of(folder):
            total.update(f"{path.relative_to(folder).as_posix()}\0{path.stat().st_size}\0".encode())
            total.update(path.read_bytes())
    return total.hexdigest()[:12]


def modules(folder: Path, entry: str) -> tuple[str, ...]:
    """Every module that one needs, itself first, as paths below the folder."""
    found = [entry]
    for name in found:  # grows while it is walked
        text = (folder / name).read_text(encoding="utf-8")
        for near in _IMPORT.findall(text):
            path = os.path.normpath(Path(name).parent / near).replace(os.sep, "/")
            if path not in found:
                found.append(path)
    return tuple(found)


def pressed(source: Path, name: str, into: Path) -> Path:
    """`into/name`, a copy of source with a .gz beside each text. Made whole or not at all; older ones go."""
    done = into / name
    if done.is_dir():
        return done
    into.mkdir(parents=True, exist_ok=True)
    for older in into.iterdir():
        shutil.rmtree(older, ignore_errors=True)
    making = Path(tempfile.mkdtemp(dir=into, prefix="making-"))
    for path in files_of(source):
        copy = making / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        if path.suffix in _PACKED:
            copy.with_name(copy.name + ".gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    os.replace(making, done)
    return done


def served(application: WSGIApplication, folders: dict[str, Path]) -> WSGIApplication:
    """The WSGI application with those folders served below their prefixes, to be kept for good."""
    whole: Any = WhiteNoise(
        application, immutable_file_test=lambda path, url: True, add_headers_function=_nosniff
    )
    for prefix, folder in folders.items():
        if folder.is_dir():
            whole.add_files(str(folder), prefix=prefix)
    served_whole: WSGIApplication = whole
    return served_whole


def _for_good(path: str, url: str) -> bool:
    return True


def _nosniff(headers: Any, path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"


def files_of(folder: Path) -> Iterator[Path]:
    """Every file below a folder, in the same order everywhere."""
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)
