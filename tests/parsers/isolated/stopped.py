"""A process that is stopped, as a debugger stops it."""

import time

import psutil


def stop(process: psutil.Process) -> None:
    """Stop a process, and wait until it is: one of its threads could go on for a moment."""
    process.suspend()
    while process.status() != psutil.STATUS_STOPPED:
        time.sleep(0.001)
