# make run and make test need nothing but Python 3.11 (or uv): the rest is fetched into .venv and node_modules.
.PHONY: run test format golden gallery pictures voice bench soak lock

ARGS ?=

run:  ## the app; ARGS="--port 8001" hands something on
	@sh tools/set-up.sh run
	@.venv/bin/strongback serve $(ARGS)

test:  ## every check and every test
	@sh tools/set-up.sh test
	@sh tools/check.sh

format:  ## lay out the Python code
	@sh tools/set-up.sh test
	@.venv/bin/ruff check --quiet --fix . || true
	@.venv/bin/ruff format .

golden:  ## write the golden files anew; read the difference before committing it
	@sh tools/set-up.sh test
	@STRONGBACK_GOLDEN=write .venv/bin/pytest tests/golden tests/docs tests/contracts/test_schemas.py

gallery:  ## draw the gallery of the figure anew; look at it before committing
	@sh tools/set-up.sh test
	@STRONGBACK_GOLDEN=write .venv/bin/pytest tests/browser/test_gallery.py

pictures:  ## take the pictures of README and docs anew; look at them before committing
	@sh tools/set-up.sh test
	@.venv/bin/pytest tests/browser/pictures.py

voice:  ## render the clips that are missing or changed; ARGS=--all for every one
	@sh tools/set-up.sh run
	@.venv/bin/python tools/voice.py $(ARGS)

bench:  ## every bench, one after the other, but for those of `make soak`
	@sh tools/set-up.sh test
	@for bench in bench/[a-z]*.py; do \
	  case $$bench in bench/soak.py) continue;; esac; \
	  echo "── $$bench"; .venv/bin/python "$$bench" || exit 1; \
	done

soak:  ## the two long ones, about an hour: fifty sessions that go wrong, and half an hour in a hidden tab under load
	@sh tools/set-up.sh test
	@.venv/bin/python bench/soak.py
	@.venv/bin/python bench/cues.py --session --only hidden --load 1

lock:  ## after a change of dependencies: uv.lock, constraints.txt and package-lock.json anew (needs uv and Node)
	@uv lock --no-config --default-index https://pypi.org/simple
	@uv export --no-config --quiet --frozen --all-extras --no-hashes --no-emit-project --no-annotate --no-header \
	  --output-file constraints.txt
	@npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved=false
