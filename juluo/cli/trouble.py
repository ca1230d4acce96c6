class Trouble(Exception):  # noqa: N818 - it is told to a person, not caught by a program
    """What is wrong and what to do next, in a sentence for the operator; the command ends with status 1."""
