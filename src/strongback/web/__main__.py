"""`python -m strongback.web`: the server alone, without opening a browser."""

from __future__ import annotations

import argparse

from strongback.web.serve import serve

if __name__ == "__main__":
    wishes = argparse.ArgumentParser(prog="python -m strongback.web", description=__doc__)
    wishes.add_argument("--host", default="127.0.0.1")
    wishes.add_argument("--port", type=int, default=8000)
    given = wishes.parse_args()
    raise SystemExit(serve(given.host, given.port, open_browser=False))
