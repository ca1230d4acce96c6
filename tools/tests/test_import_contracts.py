from grimp import ImportGraph

from tools.import_contracts import OwnEdges


def strangers(importer: str, imported: str):
    graph = ImportGraph()
    for module in (importer, imported, "juluo.urls"):
        graph.add_module(module)
    graph.add_import(importer=importer, imported=imported)
    options = {"edges": ["views", "tasks"], "roots": ["juluo.urls"]}
    return (
        OwnEdges("edges", session_options={}, contract_options=options)
        .check(graph, verbose=False)
        .metadata["strangers"]
    )


def test_another_pillar_may_not_import_an_edge():
    found = strangers("juluo.sharing.operations", "juluo.mall.views.orders")

    assert found == ["juluo.sharing.operations imports juluo.mall.views.orders"]


def test_the_pillar_itself_and_the_roots_may():
    assert strangers("juluo.mall.urls", "juluo.mall.views.orders") == []
    assert strangers("juluo.urls", "juluo.mall.views.orders") == []


def test_what_is_no_edge_is_open_to_all():
    assert strangers("juluo.sharing.operations", "juluo.mall.queries") == []
