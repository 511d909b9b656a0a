"""Reading within bounds, and writing whole or not at all."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from indelgraph.errors import DataError
from indelgraph.files import decode, read_bytes, read_text, write_atomically


def test_text_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes("\ufeffé\r\nb\u00a0\r".encode())
    assert read_text(path) == "\ufeffé\r\nb\u00a0\r"


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"ab\xff", "1:3"),
        ("é\nüé".encode() + b"\x80", "2:3"),
        (b"\xc3", "1:1"),
        (b"a\r\n\xed\xa0\x80", "2:1"),
    ],
)
def test_what_is_not_utf8_is_told_by_character_and_line(data: bytes, place: str) -> None:
    with pytest.raises(DataError) as caught:
        decode(data, Path("f"))
    assert str(caught.value).startswith(f"f:{place}: is not UTF-8: byte 0x")


def test_reading_stops_at_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"12345")
    assert read_bytes(path, limit=5) == b"12345"
    with pytest.raises(DataError, match="is larger than 4 bytes; split it"):
        read_bytes(path, limit=4)


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "none", tmp_path / "pipe", tmp_path / "nul\0"):
        with pytest.raises(DataError, match="is not there or not a file; check the name"):
            read_bytes(path)
    with pytest.raises(DataError, match="cannot be read: File name too long; check the file and its rights"):
        read_bytes(tmp_path / ("x" * 300))


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / ("n" * 250)
    write_atomically(path, b"one" * 100_000)
    assert path.read_bytes() == b"one" * 100_000
    write_atomically(path, b"two")
    assert path.read_bytes() == b"two"
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_permissions_are_those_of_the_umask_or_of_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "f"
    umask = os.umask(0o027)
    try:
        write_atomically(path, b"one")
        assert _mode(path) == 0o640
        path.chmod(0o604)
        write_atomically(path, b"two")
        assert _mode(path) == 0o604
    finally:
        os.umask(umask)


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_is_never_written_over(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    with pytest.raises(IsADirectoryError):
        write_atomically(folder, b"new")
    with pytest.raises(OSError, match=r".+"):
        write_atomically(Path("/"), b"new")
    assert list(tmp_path.iterdir()) == [folder]
    assert list(folder.iterdir()) == []


# --- writers that are killed --------------------------------------------------------------------------------------

STUCK = """
import os, sys
from pathlib import Path
from indelgraph import files

def stuck(handle):
    print("written", flush=True)
    sys.stdin.readline()

os.fsync = stuck
files.write_atomically(Path(sys.argv[1]), b"late")
"""


def writer(path: Path) -> subprocess.Popen[str]:
    """A process that has written beside its target, and waits for a line before it goes on."""
    call = [sys.executable, "-c", STUCK, str(path)]
    process = subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "written\n"
    return process


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_what_a_killed_writer_left_is_removed_by_the_next_of_the_same_file(tmp_path: Path) -> None:
    path, other = tmp_path / ("n" * 250), tmp_path / "other"
    for _ in range(2):
        with writer(path) as process:
            process.send_signal(signal.SIGKILL)
    left = names(tmp_path)
    assert len(left) == 2
    assert path.name not in left
    write_atomically(other, b"other")
    assert names(tmp_path) == left | {"other"}
    write_atomically(path, b"new")
    assert names(tmp_path) == {path.name, "other"}
    assert path.read_bytes() == b"new"


def test_what_somebody_still_writes_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "f"
    with writer(path) as process:
        write_atomically(path, b"new")
        assert path.read_bytes() == b"new"
        assert len(names(tmp_path)) == 2
        process.communicate("go on\n")
    assert process.returncode == 0
    assert path.read_bytes() == b"late"
    assert names(tmp_path) == {"f"}


OFTEN = """
import sys
from pathlib import Path
from indelgraph.files import write_atomically

path, number = Path(sys.argv[1]), sys.argv[2]
for _ in range(50):
    write_atomically(path, number.encode() * 10_000)
"""


def test_writers_at_the_same_time_do_not_take_each_other_for_dead(tmp_path: Path) -> None:
    path = tmp_path / "f"
    writers = [subprocess.Popen([sys.executable, "-c", OFTEN, str(path), str(number)]) for number in range(3)]
    assert [process.wait(60) for process in writers] == [0, 0, 0]
    assert names(tmp_path) == {"f"}
    assert len(set(path.read_bytes())) == 1


def test_files_of_the_same_form_that_are_no_files_stay(tmp_path: Path) -> None:
    """Somebody else's link or pipe is neither followed nor waited for."""
    path, target = tmp_path / "f", tmp_path / "target"
    target.write_bytes(b"kept")
    with writer(path) as process:
        (left,) = names(tmp_path) - {"target"}
        process.send_signal(signal.SIGKILL)
    link = left[:-5] + "x.tmp"
    (tmp_path / link).symlink_to(target)
    write_atomically(path, b"new")
    assert names(tmp_path) == {"f", "target", link}
    assert target.read_bytes() == b"kept"
