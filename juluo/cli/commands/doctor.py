import argparse
import json
from dataclasses import asdict

from juluo.cli.doctor import Finding, examine
from juluo.cli.postgres.places import data_directory

MARKS = {"fine": "  ", "warning": "! ", "error": "✗ "}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    findings = list(examine(data_directory()))
    print(as_json(findings) if args.json else as_text(findings))
    return int(any(each.level == "error" for each in findings))


def as_json(findings: list[Finding]) -> str:
    return json.dumps([asdict(each) for each in findings], ensure_ascii=False, indent=2)


def as_text(findings: list[Finding]) -> str:
    return "\n".join(f"{MARKS[each.level]}{each.subject}: {each.told}" for each in findings)
