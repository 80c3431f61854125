"""Measurements that are no tests: accuracy of choices, speed side by side."""
