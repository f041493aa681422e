"""What is below here needs a PostgreSQL; `tools/with_postgresql.py` runs pytest beside one."""

from __future__ import annotations

import stores

collect_ignore_glob = [] if stores.SERVER else ["test_*.py"]
