"""Run the benchmark: `python -m benchmarks`."""

from .bench import main

main()
