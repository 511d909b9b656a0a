"""Reading and writing files with care: bounded reads, writes that are whole or not there at all."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import secrets
import stat
import unicodedata
from contextlib import suppress
from typing import TYPE_CHECKING

from .errors import DataError, Place

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "CONTROLS",
    "HIDDEN",
    "MAX_BYTES",
    "decode",
    "fsync_folder",
    "outside",
    "read_bytes",
    "read_text",
    "refuse",
    "write_atomically",
]

MAX_BYTES = 16 * 1024 * 1024
"""The largest document, claim file or registry file that we read; a battle's text is some kilobytes."""

_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
CONTROLS = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff{_NONCHARACTERS}]")
"""What is no character of a text that a person writes: control characters, but for tab and line ends, and what YAML
1.1 (section 5.1) does not allow either; lone surrogates; noncharacters (Unicode, section 23.7)."""

HIDDEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]")
"""Characters by which a line reads other than it is (Unicode Technical Report 36, section 2.5): marks and controls of
direction, and what has no width. The joiners U+200C and U+200D are not among them: Persian and Hindi are written
with them."""


_BESIDE = ".tmp"


def read_bytes(path: Path, *, limit: int = MAX_BYTES) -> bytes:
    """The bytes of a file.

    Raises:
        DataError: if it is not there, not a file, not readable or larger than ``limit`` bytes.
    """
    too_large = DataError.at(Place(path), f"is larger than {limit} bytes; split it or take a smaller file")
    try:
        if not path.is_file():
            raise _no_file(path)
        # What is a file now may be a pipe when it is opened: without waiting, and looked at once more.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise _no_file(path)
            if status.st_size > limit:
                raise too_large
            data = file.read(limit + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DataError.at(Place(path), f"cannot be read: {reason}; check the file and its rights") from error
    if len(data) > limit:
        raise too_large
    return data


def _no_file(path: Path) -> DataError:
    return DataError.at(Place(path), "is not there or not a file; check the name")


def outside(path: Path, folder: Path) -> str | None:
    """What is wrong with a path that a symbolic link leads out of a folder, or nowhere; None for all others.

    A collection that somebody sends must not make us read, hash or publish another file of this machine.
    """
    try:
        # realpath and not Path.resolve, which raises RuntimeError for a loop in Python before 3.13.
        real = os.path.realpath(path, strict=path.is_symlink())
        inside = os.path.commonpath([real, os.path.realpath(folder)]) == os.path.realpath(folder)
    except (OSError, ValueError):
        return "is a link that leads nowhere; remove it, or put the file in its place"
    if inside:
        return None
    return "is a link to a place outside the collection; copy what it points to into its place"


def read_text(path: Path, *, limit: int = MAX_BYTES) -> str:
    """The text of a UTF-8 file exactly as it is: no newline translation, no normalisation, a BOM kept.

    Raises:
        DataError: as :func:`read_bytes`, or if the bytes are not UTF-8 (with the line of the first wrong byte).
    """
    return decode(read_bytes(path, limit=limit), path)


def decode(data: bytes, path: Path) -> str:
    """The text that the bytes of the file ``path`` are, exactly as it is.

    Raises:
        DataError: if the bytes are not UTF-8, with line and column of the first wrong byte.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line = before.count("\n") + 1
        column = len(before) - before.rfind("\n")
        message = f"is not UTF-8: byte 0x{data[error.start]:02x}; save the file as UTF-8"
        raise DataError.at(Place(path, line, column), message) from error


def refuse(text: str, path: Path | str, characters: re.Pattern[str], advice: str) -> None:
    """Refuse a text with a character that a pattern matches.

    Raises:
        DataError: with line and column of the first such character, its name, and the advice.
    """
    found = characters.search(text)
    if found is None:
        return
    start = found.start()
    line = text.count("\n", 0, start) + 1
    column = start - text.rfind("\n", 0, start)
    name = unicodedata.name(text[start], "")
    character = f"U+{ord(text[start]):04X}{f' ({name.lower()})' if name else ''}"
    raise DataError.at(Place(path, line, column), f"holds the character {character}, {advice}")


def fsync_folder(folder: Path) -> None:
    """Make renames in a folder last through a crash."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: beside it, to disk, then renamed over it.

    A file that was there keeps its permissions; a new one has those that the umask gives. What an earlier write of the
    same file left beside it, because its process was killed, is removed.

    Raises:
        OSError: if the folder cannot be written; the old file, if any, is then untouched.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    stem = f".{hashlib.sha256(os.fsencode(path.name)).hexdigest()[:16]}-"
    beside, handle = _locked(path.parent, stem)
    # The lock is held until the name is gone, and by nobody once the process is.
    with os.fdopen(handle, "wb") as file:
        try:
            file.write(data)
            file.flush()
            with suppress(FileNotFoundError):
                os.fchmod(file.fileno(), path.stat().st_mode & 0o777)
            os.fsync(file.fileno())
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    _sweep(path.parent, stem)
    fsync_folder(path.parent)


def _locked(folder: Path, stem: str) -> tuple[Path, int]:
    """A new file that is locked as long as it is open. Its name says for which file it is."""
    while True:
        beside = folder / f"{stem}{secrets.token_hex(8)}{_BESIDE}"
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
        with suppress(OSError):  # some file systems know no locks; what is left there, stays there
            fcntl.flock(handle, fcntl.LOCK_EX)
        if os.fstat(handle).st_nlink:
            return beside, handle
        os.close(handle)  # it was swept away before it was locked


def _sweep(folder: Path, stem: str) -> None:
    """Remove what nobody writes any more."""
    with os.scandir(folder) as entries:
        left = [entry.name for entry in entries if entry.name.startswith(stem) and entry.name.endswith(_BESIDE)]
    for name in left:
        with suppress(OSError):  # somebody writes it, or it has gone, or is another's
            handle = os.open(folder / name, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                (folder / name).unlink()
            finally:
                os.close(handle)
