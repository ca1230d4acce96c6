"""Benchmarks: figures of this machine in this minute, each also as a ratio to a reference measured beside it."""
