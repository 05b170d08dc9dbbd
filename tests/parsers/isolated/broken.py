"""A child that does not come to read anything."""

import sys


def main() -> None:
    sys.exit(7)
