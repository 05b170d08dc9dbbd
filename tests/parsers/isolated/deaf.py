"""A child that gets ready, and takes no file from then on."""

import sys
import time

from parsers.isolated.messages import Ready, read_frame, to_bytes, write_frame


def get_ready() -> None:
    """Take what a child is given, and say that it is ready."""
    for _ in range(2):
        read_frame(sys.stdin.buffer)
    write_frame(sys.stdout.buffer, to_bytes(Ready()))


def main() -> None:
    get_ready()
    time.sleep(60)
