"""Sound and film: told apart by what is in a file, kept as it came, sent piece by piece to those who may have it."""
