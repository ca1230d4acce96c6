from tests.races.conftest import web_with

__all__ = ["web_with"]
