"""Accuracy and speed, measured: `python -m bench.accuracy`, `python -m bench.speed`."""
