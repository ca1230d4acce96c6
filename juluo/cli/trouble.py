class Trouble(Exception):  # noqa: N818 - it is told to a person, not caught by a program
    """What is wrong and what to do next, in a sentence for the operator; the command ends with status 1."""


def in_one_line(reason: Exception) -> str:
    """PostgreSQL answers in several lines, with tabs."""
    return " ".join(str(reason).split())
