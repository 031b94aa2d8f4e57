"""A bucket of S3 on this machine: moto's server, one for each run."""

import logging
from functools import cache
from urllib.request import Request, urlopen

from moto.server import ThreadedMotoServer

from crypto import random_id
from service.domain.stores import Bucket, FilesSettings

REGION = "eu-west-2"
SECRET = "a bucket's made-up secret"


@cache
def _serve() -> str:
    """Start the server, which ends with the run; its threads hold nothing up."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    return f"http://{host}:{port}"


def make_bucket() -> FilesSettings:
    """Make an empty bucket of its own."""
    endpoint, name = _serve(), f"quietword-{random_id()}"
    made = Request(f"{endpoint}/{name}", method="PUT")  # noqa: S310 - it is ours
    with urlopen(made, timeout=10):  # noqa: S310 - our own server on this machine
        pass
    return FilesSettings(Bucket(name, "site/one", REGION, "key", SECRET, endpoint))
