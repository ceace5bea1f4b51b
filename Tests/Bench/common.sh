# shellcheck shell=bash
# What every measurement needs: a demo installation of its own, people who use it, and an end that leaves nothing behind.
# Sourced by them.
set -euo pipefail
# Kartify does not start where others may look into its folder.
umask 077

bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$bench/../.." && pwd)
PATH=$PATH:/usr/sbin:/sbin
export DEMO=1 KARTIFY_BRAKES=off ADMIN_PASSWORD=bench-admin-password CUSTOMER_PASSWORD=bench-customer-password
unset http_proxy HTTP_PROXY

data='' plain='' runner='' kartify_pid='' shop=''
# Programs to end with the measurement: those of deaf do not hear SIGTERM.
started=() deaf=()

fail() {
    printf '%s\n' "$1" >&2
    exit 1
}

# Looks for programs, and makes two folders: one beside the real data, where a write costs what it costs there, and one in /tmp.
prepare() {
    local program
    trap 'exit 130' INT TERM HUP
    trap clean_up EXIT
    for program in curl nginx sqlite3 "$@"; do
        command -v "$program" >/dev/null || fail "$program is missing: run .ci/install bench."
    done
    mkdir -p "${DATA:-$root/var}"
    data=$(mktemp -d "${DATA:-$root/var}/bench.XXXXXX")
    data=$(cd "$data" && pwd)
    plain=$(mktemp -d /tmp/kartify-bench.XXXXXX)
}

# Starts the small demo in a folder, $data or another.
start_installation() {
    local folder=${1:-$data} port end=$((SECONDS + 120))
    port=$(free_port 19080)
    shop=http://127.0.0.1:$port
    mkdir -p "$folder"
    DEMO=small PORT=$port DATA=$folder setpriv --pdeathsig TERM "$root/nginx/demo/run" </dev/null >"$plain/demo.log" 2>&1 &
    runner=$!
    until grep -q 'Ctrl-C stops' "$plain/demo.log"; do
        if ((SECONDS > end)) || ! kill -0 "$runner" 2>/dev/null; then
            cat "$plain/demo.log" >&2
            fail "The demo installation did not start; its reason is above."
        fi
        sleep 0.2
    done
    kartify_pid=$(pgrep -P "$runner" -x kartify) || fail "No kartify among the programs of nginx/demo/run."
}

stop_installation() {
    kill "$runner"
    wait "$runner" || true
    runner=''
}

# Two free ports side by side: the demo takes both.
free_port() {
    local number
    for number in $(seq "$1" 2 "$(($1 + 900))"); do
        if ! listens "$number" && ! listens $((number + 1)); then
            echo "$number"
            return
        fi
    done
    fail "No two free ports from $1 on."
}

listens() {
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# curl with the cookies of a person.
fetch() {
    local person=$1
    curl --silent --noproxy '*' --max-time 60 --cookie "$plain/$person" --cookie-jar "$plain/$person" "${@:2}"
}

hidden_fields() {
    fetch "$1" "$shop$2" | sed -n 's/.*<input type="hidden" name="\([^"]*\)" value="\([^"]*\)".*/\1=\2/p' | sort -u -t = -k 1,1
}

# Posts a form as its page has it, hidden fields and all; keeps the status and the seconds it took.
submit() {
    local person=$1 page=$2 action=$3 fields=() field
    while IFS= read -r field; do fields+=(--data-urlencode "$field"); done < <(hidden_fields "$person" "$page")
    for field in "${@:4}"; do fields+=(--data-urlencode "$field"); done
    fetch "$person" --output "$plain/$person.page" --write-out '%{http_code} %{time_total}\n' "${fields[@]}" "$shop$action" >"$plain/$person.answer" || true
}

# The same, where only a redirect is right.
must_submit() {
    submit "$@"
    [ "$(cut -d ' ' -f 1 <"$plain/$1.answer")" = 303 ] || fail "$3 answered $(cat "$plain/$1.answer"): see $plain/$1.page."
}

sign_in_staff() {
    must_submit staff /admin/login /admin/login username=admin password="$ADMIN_PASSWORD"
}

sign_in_customer() {
    must_submit customer /account/login /account/login email=asha@example.com password="$CUSTOMER_PASSWORD"
}

cookies() {
    if [ -f "$plain/$1" ]; then awk 'NF == 7 && !/^# / { printf "%s%s=%s", n++ ? "; " : "", $6, $7 }' "$plain/$1"; fi
}

# What Arvind signs in with; the first call pays for Argon2id, as Arvind's does once in five minutes.
sign_in_oms() {
    local folder=${1:-$data} login
    login=$(sqlite3 -separator : :memory: "SELECT website ->> '\$.username', website ->> '\$.password'
        FROM (SELECT readfile('$folder/sandbox.json') -> '\$.websites[0]' AS website)")
    BENCH_AUTHORIZATION="Basic $(printf %s "$login" | base64 -w 0)"
    export BENCH_AUTHORIZATION
    curl --silent --fail --noproxy '*' --header "Authorization: $BENCH_AUTHORIZATION" "$shop/api/v1/inventory?limit=1" >/dev/null ||
        fail "The demo does not know its own partner."
}

# Sends calls of calls.lua for some seconds, with further words for wrk: sets output, requests, rate, p50, p99 and errors.
send_calls() {
    local call=$1 url=$2 clients=$3 seconds=$4
    output=$(wrk --threads "$((clients > 1 ? 2 : 1))" --connections "$clients" --duration "${seconds}s" --timeout 10s "${@:5}" \
        --script "$bench/calls.lua" "$url" -- "$call" 2>&1) || fail "wrk: $output"
    read -r requests rate p50 p99 errors < <(sed -n 's/^MEASURED //p' <<<"$output") || fail "wrk: $output"
}

# The data of a large merchant is made once, and kept beside the real data; each measurement has a copy. SEED is how many such
# merchants in one.
take_merchant() {
    local kept=${DATA:-$root/var}/bench-merchant-${SEED:-1}
    if ! [ -f "$kept/made" ]; then
        echo 'Making the data of a large merchant. This takes some minutes, once.' >&2
        rm -rf "$kept"
        KARTIFY_DATA=$kept "${KARTIFY_BIN:-$root/.build/release/kartify}" seed "${SEED:-1}" >/dev/null || fail "kartify seed failed: its reason is above."
        touch "$kept/made"
    fi
    cp -a "$kept/." "$data/"
}

machine() {
    printf '%s × %s, load %s, data on %s' "$(nproc)" "$(awk -F ': ' '/^model name/ { print $2; exit }' /proc/cpuinfo)" \
        "$(cut -d ' ' -f 1 /proc/loadavg)" "$(stat -f -c %T "$data")"
}

# Processor time of one program or several so far, in ticks; of nobody, none.
ticks() {
    local pid total=0
    for pid in $1; do total=$((total + $(awk '{ print $14 + $15 }' "/proc/$pid/stat"))); done
    echo "$total"
}

memory() {
    awk -v name="$1:" '$1 == name { print $2 / 1024 }' "/proc/$kartify_pid/status"
}

clean_up() {
    local pid
    trap '' INT TERM HUP
    for pid in "${started[@]}" $runner; do kill "$pid" 2>/dev/null || true; done
    for pid in "${deaf[@]}"; do kill -KILL "$pid" 2>/dev/null || true; done
    wait 2>/dev/null || true
    [ -z "$data" ] || rm -rf "$data"
    [ -z "$plain" ] || rm -rf "$plain"
}
