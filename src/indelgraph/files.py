"""Reading and writing files with care: bounded reads, writes that are whole or not there at all."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

from .errors import DataError, Place

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["MAX_BYTES", "decode", "fsync_folder", "read_bytes", "read_text", "write_atomically"]

MAX_BYTES = 16 * 1024 * 1024
"""The largest document, claim file or registry file that we read; a battle's text is some kilobytes."""


def read_bytes(path: Path, *, limit: int = MAX_BYTES) -> bytes:
    """The bytes of a file.

    Raises:
        DataError: if it is not there, not a file, not readable or larger than ``limit`` bytes.
    """
    try:
        if not path.is_file():
            raise DataError.at(Place(path), "is not there or not a file; check the name")
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DataError.at(Place(path), f"cannot be read: {reason}; check the file and its rights") from error
    if len(data) > limit:
        raise DataError.at(Place(path), f"is larger than {limit} bytes; split it or take a smaller file")
    return data


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


def fsync_folder(folder: Path) -> None:
    """Make renames in a folder last through a crash."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: beside it, to disk, then renamed over it.

    A file that was there keeps its permissions; a new one has those that the umask gives.

    Raises:
        OSError: if the folder cannot be written; the old file, if any, is then untouched.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.parent / f".{secrets.token_hex(8)}.tmp"
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            with suppress(FileNotFoundError):
                os.fchmod(file.fileno(), path.stat().st_mode & 0o777)
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    fsync_folder(path.parent)
