#!/bin/sh
# Make the virtual environment with the pinned requirements and Wotu itself.
# Usage: venv.sh DIRECTORY base|spark|dev
# `spark` adds what a cluster of Spark needs to base; dev has everything.
set -eu
venv=$1
set=$2
case $set in
    base) install="base" ;;
    spark) install="base spark" ;;
    dev) install="dev spark" ;;
    *) echo "There is no set $set: base, spark or dev." >&2; exit 2 ;;
esac

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
for each in $install; do
    "$venv/bin/python" -m pip install --quiet --require-hashes --requirement "requirements/$each.txt"
done
"$venv/bin/python" -m pip install --quiet --require-hashes --no-deps --requirement requirements/assets.txt
"$venv/bin/python" -m pip install --quiet --no-deps --no-build-isolation --editable .

touch "$venv/.ready-run"
[ "$set" = base ] || touch "$venv/.ready-spark"
[ "$set" != dev ] || touch "$venv/.ready-dev"
