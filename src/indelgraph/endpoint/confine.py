"""Takes from a process what answering queries does not need: connections, and the start of other programs.

A filter of system calls (seccomp, Linux 3.17; ``Documentation/userspace-api/seccomp_filter.rst`` of the kernel) refuses
them with EACCES, for all threads and for good. It needs no privileges. Where there is none (another system or machine),
the refusal of SERVICE in front of the parser is the only bar, as it is the first one everywhere.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
import sys

__all__ = ["confine"]

_ARCHITECTURES = {
    # machine: (audit number, numbers of seccomp(2) and clone(2), refused calls)
    "x86_64": (0xC000003E, 317, 56, (41, 42, 43, 44, 46, 49, 50, 53, 57, 58, 59, 101, 288, 307, 322, 425, 438)),
    "aarch64": (0xC00000B7, 277, 220, (117, 198, 199, 200, 201, 202, 203, 206, 211, 221, 242, 269, 281, 425, 438)),
}
"""Refused: socket, connect, accept, sendto, sendmsg, bind, listen, socketpair, fork, vfork, execve, ptrace, accept4,
sendmmsg, execveat, io_uring_setup (whose rings connect, too), pidfd_getfd (which takes the sockets of others). Numbers:
``asm/unistd_64.h`` and ``asm-generic/unistd.h``; aarch64 has no fork and vfork."""

_CLONE_THREAD = 0x00010000
_CLONE3 = 435
"""Its flags lie in memory, where no filter sees them; without it the C library makes its threads with clone(2)."""

_LOAD, _EQUAL, _AT_LEAST, _SET, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _REFUSE, _UNKNOWN = 0x7FFF0000, 0x00050000 | errno.EACCES, 0x00050000 | errno.ENOSYS
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data
_X32 = 0x40000000  # the first number of another table of calls on x86_64

_NO_NEW_PRIVILEGES = 38
_SET_FILTER, _ALL_THREADS = 1, 1


class _Program(ctypes.Structure):
    """``struct sock_fprog``."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def _instruction(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    """``struct sock_filter``."""
    return struct.pack("=HBBI", code, if_true, if_false, value)


def _program(audit: int, clone: int, refused: tuple[int, ...]) -> bytes:
    lines = [
        _instruction(_LOAD, _ARCHITECTURE),
        _instruction(_EQUAL, audit, 1, 0),
        _instruction(_RETURN, _REFUSE),
        _instruction(_LOAD, _NUMBER),
        _instruction(_AT_LEAST, _X32, 0, 1),
        _instruction(_RETURN, _REFUSE),
        _instruction(_EQUAL, _CLONE3, 0, 1),
        _instruction(_RETURN, _UNKNOWN),
    ]
    for number in refused:
        lines += [_instruction(_EQUAL, number, 0, 1), _instruction(_RETURN, _REFUSE)]
    lines += [
        _instruction(_EQUAL, clone, 1, 0),
        _instruction(_RETURN, _ALLOW),
        _instruction(_LOAD, _FIRST_ARGUMENT),
        _instruction(_SET, _CLONE_THREAD, 0, 1),
        _instruction(_RETURN, _ALLOW),
        _instruction(_RETURN, _REFUSE),
    ]
    return b"".join(lines)


def confine() -> bool:
    """Confine this process, and say whether that was possible."""
    known = _ARCHITECTURES.get(platform.machine()) if sys.platform == "linux" else None
    if known is None or ctypes.sizeof(ctypes.c_void_p) != 8:
        return False
    audit, seccomp, clone, refused = known
    code = _program(audit, clone, refused)
    program = _Program(len(code) // 8, code)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.syscall(seccomp, _SET_FILTER, _ALL_THREADS, ctypes.byref(program)) == 0)
