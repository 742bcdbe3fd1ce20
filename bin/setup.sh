# Shared by bin/run, bin/test, bin/lock, .ci/run and the Dockerfile, which source it from the project's folder.
# shellcheck shell=sh

PANGO="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
CHROMIUM="chromium"
POSTGRESQL="postgresql"
VENV_PYTHON=.venv/bin/python

say() { printf '%s\n' "$*"; }
warn() { printf '%s\n' "$*" >&2; }
fail() {
    warn "$*"
    exit 1
}

# Runs a command quietly; shows what it printed only where it fails.
quietly() {
    mkdir -p var
    if "$@" >var/setup.log 2>&1; then return 0; fi
    cat var/setup.log >&2
    return 1
}

# Installs the named Debian packages that are missing, as root or through sudo. Fails where that cannot be done,
# after saying what to type.
debian_packages() {
    command -v dpkg-query >/dev/null 2>&1 || return 1
    missing=""
    for package in "$@"; do
        dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" = 0 ]; then
        as_root=""
    elif sudo -n true 2>/dev/null; then
        as_root="sudo -n"
    else
        warn "Missing Debian packages. Type: sudo apt-get install$missing"
        return 1
    fi
    say "Installing Debian packages:$missing"
    for pause in 5 20 0; do
        # shellcheck disable=SC2086 # both are lists of words
        if quietly $as_root apt-get update -qq && quietly $as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends $missing; then
            return 0
        fi
        sleep "$pause"
    done
    warn "These Debian packages could not be installed:$missing"
    return 1
}

# WeasyPrint draws text with Pango. Without it every page works and no handout can be made.
pango_ready() {
    if command -v dpkg-query >/dev/null 2>&1; then
        # shellcheck disable=SC2086 # a list of words
        debian_packages $PANGO
    else
        "$VENV_PYTHON" -c "import weasyprint" >/dev/null 2>&1
    fi
}

is_python() {
    # Tried by running it: some names on PATH are only signposts that fail.
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# Prints the first Python >= 3.11: PYTHON where it is set, else what PATH offers.
find_python() {
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 python}; do
        if is_python "$candidate"; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

virtual_environment_ready() {
    if [ -z "${PYTHON:-}" ] && is_python "$VENV_PYTHON"; then return 0; fi
    python=$(find_python) || fail "Hipwise needs Python 3.11 or later, and found none${PYTHON:+ in PYTHON=$PYTHON}."
    wanted=$("$python" -c 'import sys; print(sys.version_info[:2])')
    if is_python "$VENV_PYTHON" &&
        [ "$("$VENV_PYTHON" -c 'import sys; print(sys.version_info[:2])')" = "$wanted" ]; then return 0; fi
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        debian_packages python3-venv || fail "$python has no venv module. On Debian: sudo apt-get install python3-venv"
    fi
    say "Making .venv with $("$python" --version)"
    rm -rf .venv
    quietly "$python" -m venv .venv || fail "No virtual environment could be made with $python."
}

install_hashed() {
    if command -v uv >/dev/null 2>&1 &&
        quietly uv pip install --python "$VENV_PYTHON" --require-hashes --compile-bytecode -r "$1"; then
        return 0
    fi
    quietly "$VENV_PYTHON" -m pip install --require-hashes --compile --no-input --disable-pip-version-check -r "$1"
}

# requirements_ready base|test: installs requirements/NAME.txt where it changed since it was last installed here.
# What is in test.txt holds all of base.txt.
requirements_ready() {
    virtual_environment_ready
    sum=$(cksum <"requirements/$1.txt")
    [ "$(cat ".venv/installed-$1" 2>/dev/null)" != "$sum" ] || return 0
    say "Installing the Python packages of requirements/$1.txt: about half a minute, this once"
    rm -f .venv/installed-*
    install_hashed "requirements/$1.txt" || fail "The Python packages could not be installed."
    [ "$1" = base ] || cksum <requirements/base.txt >.venv/installed-base
    printf '%s\n' "$sum" >".venv/installed-$1"
}

# Collects the static files where one of them, or a package that brings some, changed since the last time.
static_files_ready() {
    sum=$({ cat .venv/installed-base && find static -type f -exec cksum {} + | sort; } | cksum)
    [ "$(cat var/static/.collected 2>/dev/null)" != "$sum" ] || return 0
    quietly "$VENV_PYTHON" manage.py collectstatic --no-input --clear || fail "The static files could not be collected."
    printf '%s\n' "$sum" >var/static/.collected
}
