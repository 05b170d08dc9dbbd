"""Measurements that the documentation quotes; run one by ``python -m benchmarks.<name>``."""
