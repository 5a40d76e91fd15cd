#!/bin/sh
# Make the virtual environment with the pinned requirements and Wotu itself.
# Usage: venv.sh DIRECTORY base|dev
set -eu
venv=$1
set=$2

find_python() {
    for name in "${PYTHON:-python3.11}" python3.11 python3.12 python3.13 python3 python; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    echo "Wotu needs Python 3.11 or later, and none was found on PATH." >&2
    echo "Install it, or say where it is: make PYTHON=/path/to/python3.11 …" >&2
    exit 1
}

if [ ! -x "$venv/bin/python" ]; then
    python=$(find_python)
    echo "· making $venv with $("$python" --version)"
    "$python" -m venv "$venv" || {
        rm -rf "$venv"
        echo "Python could not make a virtual environment (on Debian: apt-get install python3-venv)." >&2
        exit 1
    }
fi

echo "· installing the pinned requirements ($set); the first time takes a minute or two"
"$venv/bin/python" -m pip install --quiet --require-hashes --requirement "requirements/$set.txt"
"$venv/bin/python" -m pip install --quiet --require-hashes --no-deps --requirement requirements/assets.txt
"$venv/bin/python" -m pip install --quiet --no-deps --no-build-isolation --editable .

touch "$venv/.ready-run"
[ "$set" = base ] || touch "$venv/.ready-dev"
