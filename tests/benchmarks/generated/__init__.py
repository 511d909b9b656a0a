"""Collections made from a seed, for benchmarks and tests of scale; everything in them is invented."""
