#!/bin/sh
# Compile requirements/*.in to pinned, hashed *.txt. Usage: pins.sh UV
# The result names packages and hashes only, never where they were fetched from.
set -eu
uv=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
cd "$(dirname "$0")/../requirements"

for set in base dev spark assets; do
    alone=""
    [ "$set" != assets ] || alone="--no-deps"
    "$uv" pip compile "$set.in" --output-file "$set.new" --quiet --upgrade $alone \
        --universal --python-version 3.11 --generate-hashes \
        --no-header --no-emit-index-url --no-emit-find-links --annotation-style line
    {
        echo "# Pinned and hashed. Compiled from $set.in by 'make pins'; edit that instead."
        cat "$set.new"
    } > "$set.txt"
    rm "$set.new"
    echo "requirements/$set.txt: $(grep -c '==' "$set.txt") packages"
done
