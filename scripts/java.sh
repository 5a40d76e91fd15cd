#!/bin/sh
# The tests of a cluster start Spark, which needs Java 17 or later. Install it where we may; else say how.
set -eu

have_java() {
    program=${JAVA_HOME:+$JAVA_HOME/bin/}java
    version=$("$program" -version 2>&1 | sed -n 's/.*version "\(1\.\)\{0,1\}\([0-9]*\).*/\2/p')
    [ "${version:-0}" -ge 17 ]
}

have_java && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "· installing Java for the tests of a cluster"
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends \
        openjdk-17-jre-headless; } >/dev/null 2>&1 || true
    have_java && exit 0
fi

echo "The tests of a cluster need Java 17 or later, and cannot pass without it." >&2
echo "  Debian, Ubuntu:  sudo apt-get install openjdk-17-jre-headless" >&2
echo "  elsewhere:       install a Java runtime of version 17 or later; JAVA_HOME=/path/to/it" >&2
exit 1
