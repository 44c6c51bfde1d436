# What setup, server and test share. Sourced by them, from any folder.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
STATE=$ROOT/.state
PATH=$ROOT/.venv/bin:$PATH
umask 022
cd "$ROOT"

say() { printf '%s\n' "$@"; }
fail() { printf '%s\n' "$@" >&2; exit 1; }
is_root() { [ "$(id -u)" = 0 ]; }

# The folder of script/server. PostgreSQL's user cannot enter root's home, so what root starts is under /var/lib.
home_of_server() {
    if is_root; then
        say "/var/lib/hereabouts/$(say "$ROOT" | sha256sum | cut -c1-12)"
    else
        say "$STATE/server"
    fi
}

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# once STAMP TEXT COMMAND...: run the command unless the stamp says that it was done for this very text.
once() {
    local stamp=$1 text=$2
    shift 2
    [ "$(cat "$stamp" 2>/dev/null)" != "$text" ] || return 0
    "$@"
    say "$text" >"$stamp"
}

digest() { cat "$@" | sha256sum | cut -c1-64; }

# wait_for SECONDS PID COMMAND...: until the command succeeds; false when the time is over or the process has gone.
wait_for() {
    local deadline=$((SECONDS + $1)) pid=$2
    shift 2
    until "$@" >/dev/null 2>&1; do
        kill -0 "$pid" 2>/dev/null && [ $SECONDS -lt $deadline ] || return 1
        sleep 0.1
    done
}

# ── What runs beside this script ──────────────────────────────────────────────────────────────────────────────────────
# Each program gets a session of its own, so that Ctrl-C reaches this script alone, which then ends them in order.
NAMES=()
PIDS=()

# start NAME LOG COMMAND...
start() {
    local name=$1 log=$2
    shift 2
    setsid "$@" >"$log" 2>&1 </dev/null 8>&- &
    NAMES+=("$name")
    PIDS+=($!)
    say "$! $(began "$!") $name" >>"${PROCESSES:-/dev/null}"
}

# When a process began, in the kernel's count: with its number this names it for ever.
began() { sed 's/.*) //' "/proc/$1/stat" | cut -d" " -f20; }

# end_leftovers: stop what an earlier start, killed in mid-flight, wrote into the file PROCESSES and could not stop.
end_leftovers() {
    local pid since name
    [ -e "$PROCESSES" ] || return 0
    while read -r pid since name; do
        [ -e "/proc/$pid" ] && [ "$(began "$pid")" = "$since" ] || continue
        NAMES+=("$name")
        PIDS+=("$pid")
    done <"$PROCESSES"
    stop_all
    rm "$PROCESSES"
}

# The last started is the first to end. PostgreSQL takes SIGINT for "now, but cleanly"; SIGTERM lets it wait for clients.
stop_all() {
    local i signal
    for ((i = ${#PIDS[@]} - 1; i >= 0; i--)); do
        signal=TERM
        [ "${NAMES[i]}" = PostgreSQL ] && signal=INT
        kill -"$signal" "${PIDS[i]}" 2>/dev/null || true
        for _ in {1..100}; do
            kill -0 "${PIDS[i]}" 2>/dev/null || break
            sleep 0.1
        done
        kill -KILL -- "-${PIDS[i]}" 2>/dev/null || true # with what it started itself
    done
    NAMES=()
    PIDS=()
}

# ── PostgreSQL ────────────────────────────────────────────────────────────────────────────────────────────────────────

# The folder of the programs of the newest PostgreSQL that has PostGIS, or of VERSION when one is named.
postgres_programs() {
    local bin version
    for bin in $(printf '%s\n' /usr/lib/postgresql/${1:-*}/bin | sort -rV); do
        version=$(basename "$(dirname "$bin")")
        [ -x "$bin/postgres" ] && [ -e "/usr/share/postgresql/$version/extension/postgis.control" ] || continue
        say "$bin"
        return
    done
    return 1
}

# PostgreSQL refuses to run as root; then the user `postgres`, whom its package made, runs it.
AS_POSTGRES=()
if is_root; then
    AS_POSTGRES=(env --chdir=/ setpriv --reuid=postgres --regid=postgres --init-groups --)
fi

give_to_postgres() {
    if is_root; then
        chown postgres: "$@"
    fi
}

# make_cluster FOLDER [INITDB OPTION...]: names sort as in English, the same on every machine.
make_cluster() {
    local folder=$1
    shift
    mkdir -p "$folder"
    chmod 700 "$folder"
    (umask 077 && say "$SUPERUSER_PASSWORD" >"$folder.password")
    give_to_postgres "$folder" "$folder.password"
    "${AS_POSTGRES[@]}" "$PROGRAMS/initdb" --pgdata="$folder" --username=postgres --pwfile="$folder.password" \
        --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=en-GB "$@" >/dev/null
    rm "$folder.password"
}

# start_postgres FOLDER LOG [-c SETTING...]: on a free port of this machine alone, without a socket. Sets PGPORT.
# Its log says what went wrong, but holds no rows and no statements: they may name withheld places.
start_postgres() {
    local folder=$1 log=$2
    shift 2
    PGPORT=$(free_port)
    start PostgreSQL "$log" "${AS_POSTGRES[@]}" "$PROGRAMS/postgres" -D "$folder" -p "$PGPORT" \
        -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c shared_buffers=256MB \
        -c log_error_verbosity=terse -c log_min_error_statement=panic "$@"
    wait_for 60 $! "$PROGRAMS/pg_isready" -q -h 127.0.0.1 -p "$PGPORT" ||
        fail "PostgreSQL did not start. The end of $log:" "$(tail -5 "$log")"
}

# as_superuser DATABASE [PSQL OPTION...]
as_superuser() {
    PGPASSWORD=$SUPERUSER_PASSWORD "$PROGRAMS/psql" -q -X -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$PGPORT" -U postgres -d "$@"
}

database_url() {
    say "postgis://$1:$2@127.0.0.1:$PGPORT/${3:-hereabouts}"
}

# ── Redis ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

# start_redis FOLDER LOG [SETTING...]: one setting of redis.conf in each argument. Sets REDIS_URL.
start_redis() {
    local folder=$1 log=$2 port program=(redis-server)
    shift 2
    # Debian's redis-tools has the server under this name; the program looks at what it is called.
    command -v redis-server >/dev/null || program=(bash -c 'exec -a redis-server redis-check-rdb "$@"' redis)
    port=$(free_port)
    mkdir -p -m 700 "$folder"
    (umask 077 && printf '%s\n' "port $port" "bind 127.0.0.1" "requirepass $REDIS_PASSWORD" "dir $folder" "$@" >"$folder/redis.conf")
    start Redis "$log" "${program[@]}" "$folder/redis.conf"
    wait_for 30 $! env REDISCLI_AUTH="$REDIS_PASSWORD" redis-cli -e -p "$port" ping ||
        fail "Redis did not start. The end of $log:" "$(tail -5 "$log")"
    export REDIS_URL="redis://:$REDIS_PASSWORD@127.0.0.1:$port/0"
}

# ── Chromium, for the tests ───────────────────────────────────────────────────────────────────────────────────────────

# Sets CHROMIUM to the path of the browser for the tests, which it may name; false when there is none.
has_chromium() {
    CHROMIUM=$(command -v "${CHROMIUM:-chromium}" || command -v google-chrome) && export CHROMIUM
}
