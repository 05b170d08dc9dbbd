"""Whether the tests with real services are asked for: they start processes and take a minute, so ``make test`` leaves
them to ``make test-cluster``."""

import os

import pytest

asked = pytest.mark.skipif("TEST_CLUSTER" not in os.environ, reason="starts real services; run `make test-cluster`")
