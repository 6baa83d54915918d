# Shared by ./run and ./test: which packages are needed, how to get them, how to build. Sourced, not run.

# A second checkout finds what the first one compiled.
CCACHE_BASEDIR=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export CCACHE_BASEDIR CCACHE_NOHASHDIR=1

say() { printf 'feedscope: %s\n' "$*" >&2; }

build_packages=(
    g++ cmake ninja-build ccache mold
    qt6-base-dev libqt6opengl6-dev qt6-websockets-dev qt6-charts-dev qt6-svg-dev
    qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools qt6-translations-l10n qt6-qpa-plugins libqt6svg6 libqt6sql6-sqlite
    libgl1-mesa-dev libvulkan-dev libsimdjson-dev libhttp-parser-dev zlib1g-dev libssl-dev
    qtkeychain-qt6-dev libsecret-1-0 fonts-dejavu-core
)

# Installs what is missing of the packages named, saying what; on systems without apt it names them instead.
need_packages() {
    local missing=() name
    if ! command -v dpkg-query >/dev/null 2>&1 || ! command -v apt-get >/dev/null 2>&1; then
        [ -n "${FEEDSCOPE_PACKAGES_OK:-}" ] && return 0
        say "this is no Debian or Ubuntu, so nothing can be installed for you. Needed are a C++20 compiler, CMake 3.25, Ninja,"
        say "Qt 6.4 or later (Base, WebSockets, Charts, Svg, Tools), QtKeychain, simdjson 3, http-parser 2.9, zlib and OpenSSL 3 with their headers;"
        say "Debian calls them: $*"
        say "When they are there, start again with FEEDSCOPE_PACKAGES_OK=1 in the environment."
        return 1
    fi
    local installed
    # dpkg-query fails when it has never heard of one of the names, which is just what is asked here.
    installed=$({ dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' "$@" 2>/dev/null || true; } | awk '$1 == "ii" { print $2 }')
    for name in "$@"; do
        grep -qxF -- "$name" <<<"$installed" || missing+=("$name")
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    say "installing ${#missing[@]} missing packages: ${missing[*]}"
    local sudo=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null 2>&1 || { say "please install them as root: apt-get install ${missing[*]}"; return 1; }
        sudo=(sudo)
    fi
    local log; log=$(mktemp)
    if ! { "${sudo[@]}" apt-get update -qq && DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq \
            --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 </dev/null; then
        tail -n 20 "$log" >&2
        say "the packages could not be installed; the end of what apt said stands above, all of it in $log"
        return 1
    fi
    rm -f "$log"
}

# Builds targets of the release preset; quiet unless something fails or takes long. $1: extra configure options.
build_release() {
    local options=$1; shift
    local dir=build/release log; log=$(mktemp)
    # shellcheck disable=SC2086
    if [ ! -f $dir/build.ninja ] || [ -n "$options" ]; then
        say "configuring (cmake --preset release)"
        cmake --preset release $options >"$log" 2>&1 </dev/null || { tail -n 30 "$log" >&2; say "CMake failed"; return 1; }
    fi
    local jobs; jobs=$(nproc)
    # Read whole, or the pipe would break at the first match and count as a failure.
    if [ "$(cmake --build $dir --target "$@" -- -n 2>/dev/null |
        grep -c '^\[[0-9]*/[0-9]*\] *\(Building\|Linking\|Automatic\)' || true)" -gt 0 ]; then
        say "building $* with $jobs jobs (the first time takes some minutes)"
    fi
    cmake --build $dir -j "$jobs" --target "$@" >"$log" 2>&1 </dev/null || { tail -n 60 "$log" >&2; say "the build failed"; return 1; }
    rm -f "$log"
}
