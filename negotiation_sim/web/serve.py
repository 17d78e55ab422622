"""The server started: where it listens, what that means, and how it ends."""

import signal
import socket
import sys
from collections.abc import Callable, Sequence

from ..errors import InputError
from .served import served

BEYOND = (
    "Note: {host} can be reached from other machines. Anybody there can ask questions of these cases and use this "
    "machine's processor; a client may ask 100 times in ten seconds. Nothing is kept, nothing outside of the cases is "
    "read. There is no encryption and no password: put a proxy in front of it where that is needed."
)


def serve(folders: Sequence[str], host: str, port: int, workers: int, tell: Callable[[str], None]) -> None:
    """Serves until it is interrupted. Raises InputError where it cannot."""
    try:
        import uvicorn

        from .app import LOOPBACK, server
    except ImportError as error:
        raise InputError(
            f"{error.name} is not installed, and the page needs it. Install it with: pip install 'negotiation-sim[web]'"
        ) from None
    local = host in LOOPBACK
    shown = served(folders)
    if not local:
        tell(BEYOND.format(host=host))
    app = server(shown, workers, tuple(LOOPBACK) if local else (), None if local else 100)
    listening = _listening(host, port)
    where = "localhost" if local or host in ("0.0.0.0", "::") else host
    names = list(shown.cases)
    tell(f"Serving {', '.join(names[:3])} and {len(names) - 3} more: http://{where}:{port}/ (end with Ctrl+C)")
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, timeout_keep_alive=15,
                            limit_concurrency=1_000, timeout_graceful_shutdown=2,
                            h11_max_incomplete_event_size=64_000)  # fmt: skip
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # after the server has ended, so that all is tidied up
    uvicorn.Server(config).run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    """The socket on which it listens. Raises InputError where it cannot."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.create_server((host, port), family=family, backlog=512)
    except OSError as error:
        fault = f"{host}, port {port}: cannot be listened to ({error.strerror})."
        raise InputError(f"{fault} Another program may use it: name another `port`.") from None
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else each answer waits 40 ms for a nod
    return listening
