# What a developer runs. `just check` is what CI runs.

default: check

check: lint types test

lint:
    ruff check .
    ruff format --check .

types:
    mypy

test:
    pytest

# Accuracy on the development gold, against the floors (../shared must be there).
accuracy *what:
    python -m bench.accuracy {{what}}

speed:
    python -m bench.speed

# Make the shipped parser anew from ../shared/ud: `pip install -e '.[training]'` first.
train:
    python -m training.make
    python -m training.evaluate
