"""A child that gets ready, takes no file, and tells steps for ever."""

import sys
import time
from itertools import count

from parsers.isolated.messages import Step, to_bytes, write_frame
from tests.parsers.isolated.deaf import get_ready


def main() -> None:
    get_ready()
    for page in count(1):
        write_frame(sys.stdout.buffer, to_bytes(Step(what=f"page {page}")))
        time.sleep(0.01)
