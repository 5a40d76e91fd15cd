#!/bin/sh
# The page tests need Chromium and a Chinese font. Install them where we may; else say how.
set -eu

have_browser() {
    for name in "${WOTU_CHROMIUM:-chromium}" chromium chromium-browser google-chrome; do
        command -v "$name" >/dev/null 2>&1 && return 0
    done
    return 1
}

have_font() {
    command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list :lang=zh-cn family 2>/dev/null)" ]
}

have_browser && have_font && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "· installing Chromium and a Chinese font for the page tests"
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends \
        chromium fontconfig fonts-noto-cjk; } >/dev/null 2>&1 || true
    have_browser && have_font && exit 0
fi

echo "The page tests need Chromium and a Chinese font, and cannot pass without them." >&2
echo "  Debian, Ubuntu:  sudo apt-get install chromium fontconfig fonts-noto-cjk" >&2
echo "  elsewhere:       install Chromium and Noto Sans CJK; WOTU_CHROMIUM=/path/to/chromium" >&2
exit 1
