"""A child that takes its time to start."""

import time


def main() -> None:
    time.sleep(60)
