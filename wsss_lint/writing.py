"""Replaces a file's bytes: all of them or none, and only when they differ."""

# ruff: noqa: PTH101, PTH105, PTH108, PTH112, PTH116, PTH120, PTH123
# one file descriptor is followed through os calls that pathlib does not have
from __future__ import annotations

import contextlib
import os
import stat


class WriteError(Exception):
    """A file that was not written; it is as it was. The text names it and the way out."""


def replace_file(path: str, new: bytes, expected: bytes | None = None) -> bool:
    """Replace the content of `path`, following symbolic links; return whether it changed.

    The bytes go to a new file in the same folder, to the disk, and take the old one's name in
    one step, with its mode and, where we may, its owner. `expected` are the bytes that were
    read: a file that changed since is not overwritten. Raises `WriteError`; the old file is
    then untouched.
    """
    target = os.path.realpath(path)
    try:
        before = os.stat(target)
        if not stat.S_ISREG(before.st_mode):  # a pipe: reading it again would wait for ever
            raise WriteError(f"{path}: is not a regular file; nothing was written")
        with open(target, "rb") as file:
            current = file.read()
    except OSError as error:
        raise WriteError(f"{path}: {_reason(error)}; nothing was written") from None
    if expected is not None and current != expected:
        raise WriteError(
            f"{path}: changed on disk while it was checked; nothing was written, run again"
        )
    if current == new:
        return False
    if not before.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise WriteError(f"{path}: is read-only; nothing was written (make it writable first)")
    _replace(path, target, new, before)
    return True


def create_file(path: str, data: bytes) -> None:
    """Write a file of ours (a report, a baseline), new or not; raise `WriteError`."""
    try:
        before = os.stat(path)
    except FileNotFoundError:
        target = os.path.realpath(path)
        if not os.path.isdir(os.path.dirname(target)):
            raise WriteError(f"{path}: its folder does not exist; nothing was written") from None
        _replace(path, target, data, None)
        return
    except OSError as error:
        raise WriteError(f"{path}: {_reason(error)}; nothing was written") from None
    if stat.S_ISREG(before.st_mode):
        _replace(path, os.path.realpath(path), data, before)
        return
    try:  # a pipe or device such as /dev/stdout
        with open(path, "wb") as file:
            file.write(data)
    except OSError as error:
        raise WriteError(f"{path}: {_reason(error)}") from None


def _replace(path: str, target: str, data: bytes, before: os.stat_result | None) -> None:
    import tempfile

    folder, name = os.path.split(target)
    temporary = None
    try:
        descriptor, temporary = tempfile.mkstemp(prefix=f".{name[:60]}.", suffix=".tmp", dir=folder)
        with open(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            if before is None:
                os.chmod(temporary, 0o666 & ~_umask())
            else:
                _take_over(temporary, before)
            os.fsync(file.fileno())
        os.replace(temporary, target)
        temporary = None
        _sync_folder(folder)
    except OSError as error:
        raise WriteError(
            f"{path}: cannot be written: {_reason(error)}; the file is as it was"
        ) from None
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)


def _take_over(temporary: str, before: os.stat_result) -> None:
    """Give the new file the old one's owner and mode; the mode last, a change of owner cuts it."""
    if hasattr(os, "chown"):
        with contextlib.suppress(OSError):
            os.chown(temporary, before.st_uid, before.st_gid)
    os.chmod(temporary, stat.S_IMODE(before.st_mode))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync_folder(folder: str) -> None:
    """Make the new name survive a power cut; not every system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder or ".", os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
