"""What the kernel of Linux takes from this process, past Python as well; no rights are needed for it.

Three measures: a network of its own without any connection (user_namespaces(7)), no right to change files
(landlock(7)), and a filter of system calls (seccomp(2)), which containers allow where they refuse the first.
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import struct
import sys
from contextlib import suppress

_SET_PARENT_SIGNAL, _SET_SECCOMP, _SET_NO_NEW_PRIVILEGES, _FILTER_MODE = 1, 22, 38, 2
_NEW_USER, _NEW_NETWORK, _THREAD = 0x1000_0000, 0x4000_0000, 0x1_0000
_LANDLOCK_CREATE, _LANDLOCK_RESTRICT, _ASK_VERSION = 444, 446, 1
# Rights of linux/landlock.h: run 0, write 1, remove 4 and 5, make 6 to 12; later move 13, cut 14, control 15.
_WRITE_RIGHTS = sum(1 << bit for bit in (0, 1, *range(4, 13)))
_LATER_RIGHTS = {2: 1 << 13, 3: 1 << 14, 5: 1 << 15}
_NET_RIGHTS, _SCOPES = 0b11, 0b11
_WRITE_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_ALLOW, _REFUSE = 0x7FFF_0000, 0x0005_0000
_NOT_PERMITTED, _NO_SUCH_CALL = 1, 38
# linux/bpf_common.h: load a word, jump if equal, if at least, if any bit is set, return.
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENT = 0, 4, 16
_X32_CALLS = 0x4000_0000
# By machine: the name of its architecture for the kernel and the numbers of calls (asm/unistd.h). Refused
# are: connections, programs, other processes, changes of files and folders, mounts, ways around a filter.
_MACHINES = {
    "x86_64": (
        0xC000_003E,
        (41, 42, 43, 44, 46, 49, 50, 53, 57, 58, 59, 62, 76, 77, 82, 83, 84, 85, 86, 87, 88, 90, 91, 92, 93,
         94, 101, 129, 132, 133, 155, 165, 166, 188, 189, 190, 197, 198, 199, 200, 235, 258, 259, 260, 261,
         263, 264, 265, 266, 268, 272, 280, 288, 298, 304, 307, 308, 310, 311, 316, 321, 322, 323, 424, 425,
         452),
        {"clone": 56, "openat": 257, "open": 2, "tgkill": 234},
    ),
    "aarch64": (
        0xC000_00B7,
        (5, 6, 7, 14, 15, 16, 33, 34, 35, 36, 37, 38, 39, 40, 41, 45, 46, 52, 53, 54, 55, 88, 97, 117, 129,
         130, 138, 198, 199, 200, 201, 202, 203, 206, 211, 221, 241, 242, 265, 268, 269, 270, 271, 276, 280,
         281, 282, 424, 425, 452),
        {"clone": 220, "openat": 56, "tgkill": 131},
    ),
}  # fmt: skip
# Numbers of calls that are the same everywhere, answered as unknown so that libraries take the older ones.
_NEWER_CALLS = (435, 437)


def confine_by_kernel(parent: int) -> None:
    """Take from this process, of one thread, all that this kernel lets it give up; end with `parent`."""
    # A libc without these names, or none to be loaded: the other measures stay.
    with suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_SET_PARENT_SIGNAL, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            sys.exit("the reader's parent has ended")
        libc.unshare(_NEW_USER | _NEW_NETWORK)
        libc.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        _restrict_files(libc)
        _filter_calls(libc)


def _restrict_files(libc: ctypes.CDLL) -> None:
    version = libc.syscall(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), _ASK_VERSION)
    if version < 1:
        return
    rights = _WRITE_RIGHTS + sum(right for since, right in _LATER_RIGHTS.items() if version >= since)
    wanted_rules = [rights, *([_NET_RIGHTS] if version >= 4 else []), *([_SCOPES] if version >= 6 else [])]
    attributes = struct.pack(f"={len(wanted_rules)}Q", *wanted_rules)
    rules = libc.syscall(_LANDLOCK_CREATE, attributes, ctypes.c_size_t(len(attributes)), 0)
    if rules >= 0:
        libc.syscall(_LANDLOCK_RESTRICT, rules, 0)
        os.close(rules)


def _filter_calls(libc: ctypes.CDLL) -> None:
    machine = _MACHINES.get(platform.machine()) if sys.maxsize > 2**32 else None
    if machine is None:
        return
    program = _program(*machine)
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in program))
    # struct sock_fprog: a short, then at the next multiple of eight the address.
    head = ctypes.create_string_buffer(struct.pack("=H6xQ", len(program), ctypes.addressof(code)))
    libc.prctl(_SET_SECCOMP, _FILTER_MODE, head, 0, 0)


_Step = tuple[int, int, int, int]


def _program(architecture: int, calls: tuple[int, ...], special: dict[str, int]) -> list[_Step]:
    """Return a filter: steps of (code, steps to pass over if so, if not, value)."""
    refuse: _Step = (_RETURN, 0, 0, _REFUSE | _NOT_PERMITTED)
    steps: list[_Step] = [(_LOAD, 0, 0, _ARCHITECTURE), (_EQUAL, 1, 0, architecture), refuse]
    steps += [(_LOAD, 0, 0, _NUMBER), (_AT_LEAST, 0, 1, _X32_CALLS), refuse]
    for number in calls:
        steps += [(_EQUAL, 0, 1, number), refuse]
    for number in _NEWER_CALLS:
        steps += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _REFUSE | _NO_SUCH_CALL)]
    # A further thread is no process; a signal to itself is how a library ends a process.
    steps += _unless(special["clone"], 0, (_ANY_BIT, _THREAD), refuse)
    steps += _unless(special["tgkill"], 0, (_EQUAL, os.getpid()), refuse)
    for name, place in (("open", 1), ("openat", 2)):
        if name in special:
            steps += _only_if_not(special[name], place, (_ANY_BIT, _WRITE_FLAGS), refuse)
    return [*steps, (_RETURN, 0, 0, _ALLOW)]


def _unless(number: int, place: int, test: tuple[int, int], refuse: _Step) -> list[_Step]:
    """Refuse a call unless its argument passes a test."""
    return [
        (_EQUAL, 0, 4, number),
        (_LOAD, 0, 0, _ARGUMENT + 8 * place),
        (test[0], 1, 0, test[1]),
        refuse,
        (_RETURN, 0, 0, _ALLOW),
    ]


def _only_if_not(number: int, place: int, test: tuple[int, int], refuse: _Step) -> list[_Step]:
    """Refuse a call whose argument passes a test."""
    return [
        (_EQUAL, 0, 4, number),
        (_LOAD, 0, 0, _ARGUMENT + 8 * place),
        (test[0], 0, 1, test[1]),
        refuse,
        (_RETURN, 0, 0, _ALLOW),
    ]
