from juluo.cli.postgres.server import FAST_AND_LOSSY, Server, running_server

__all__ = ["FAST_AND_LOSSY", "Server", "running_server"]
