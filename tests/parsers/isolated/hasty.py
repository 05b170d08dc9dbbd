"""A child that refuses its first file before it has taken it, and takes none."""

import sys
import time

from parsers.isolated.messages import Refused, to_bytes, write_frame
from tests.parsers.isolated.deaf import get_ready


def main() -> None:
    get_ready()
    write_frame(sys.stdout.buffer, to_bytes(Refused(reason="it is hasty.")))
    time.sleep(60)
