"""A contract of ours for import-linter: what stands at the edge of a pillar is imported by that pillar alone."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class OwnEdges(Contract):
    """Pages, endpoints, forms, tasks and reactions belong to their pillar; only the roots assemble them.

    `core` has none of its own to hide: its `tasks` and `api` are the tools with which the others make theirs.
    """

    type_name = "own_edges"

    edges = fields.ListField(subfield=fields.StringField())
    roots = fields.ListField(subfield=fields.ModuleField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002, FBT001 - the framework's call
        roots = {name for root in self.roots for name in {root.name, *graph.find_descendants(root.name)}}  # type: ignore[attr-defined] # a field
        strangers = [
            f"{importer} imports {module}"
            for module in sorted(graph.modules)
            if pillar_of(module) != "core" and {*module.split(".")[2:]} & {*self.edges}  # type: ignore[misc] # a field reads as its value
            for importer in sorted(graph.find_modules_that_directly_import(module))
            if pillar_of(importer) != pillar_of(module) and importer not in roots
        ]
        return ContractCheck(kept=not strangers, metadata={"strangers": strangers})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for stranger in check.metadata["strangers"]:
            output.print_error(stranger)


def pillar_of(module: str) -> str:
    return module.partition(".")[2].partition(".")[0]
