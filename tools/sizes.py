"""The length gates of STYLE.md (Size). Ruff checks complexity, arguments and statements; this checks lines."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

FUNCTION, VIEW = 40, 20
FILE = {".py": 300, ".html": 150, ".css": 250, ".js": 80}
TESTS = 400
EDGES = {"views", "studio", "api"}


def offenders(root: Path) -> Iterator[str]:
    """Yield one sentence for each file and function under `root` that is longer than its gate."""
    for path in sorted(root.rglob("*")):
        if path.suffix in FILE and path.is_file() and not {"migrations", "locale", "node_modules"} & set(path.parts):
            text = path.read_text(encoding="utf-8")
            yield from long_file(path, text)
            if path.suffix == ".py":
                yield from long_functions(path, text)


def long_file(path: Path, text: str) -> Iterator[str]:
    length, gate = len(text.splitlines()), TESTS if "tests" in path.parts else FILE[path.suffix]
    if length > gate:
        yield f"{path}: {length} lines, the gate is {gate}"


def long_functions(path: Path, text: str) -> Iterator[str]:
    at_the_edge = EDGES & {path.stem, *path.parts} and "tests" not in path.parts
    gate = VIEW if at_the_edge else FUNCTION
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > gate:
                yield f"{path}:{node.lineno}: {node.name} has {length} lines, the gate is {gate}"


if __name__ == "__main__":
    found = [line for name in sys.argv[1:] or ["juluo", "tools", "tests"] for line in offenders(Path(name))]
    print(*found, sep="\n", end="\n" if found else "")
    sys.exit(bool(found))
