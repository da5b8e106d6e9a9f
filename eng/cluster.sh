#!/usr/bin/env bash
# A RabbitMQ cluster on this machine. See --help.
set -euo pipefail
shopt -s nullglob

usage() {
    cat <<'TEXT'
Usage: eng/cluster.sh [--name NAME] COMMAND

  up [--owner PID]   start a cluster and print what it is; with --owner it goes down when that process ends
  down               end the nodes and remove their data
  status             version, and the state of each node: running, paused, killed or cut
  ctl N ARGUMENT...  rabbitmqctl on node N
  kill N...          end nodes as a crash does (SIGKILL)
  start N...         start killed nodes again on their data, and wait until they are back in the cluster
  pause N...         stop nodes as a hanging machine does (SIGSTOP)
  resume N...        let paused nodes go on (SIGCONT), and wait until the nodes see each other again
  cut N...           part nodes from the other nodes, while clients still reach them
  heal               undo all cuts, and wait until the nodes see each other again
  fetch              get the programs of the version, and start nothing
  --help             this text

Variables:
  RABBITMQ           3.10, 4.0 or 4.3 (the default)
  NODES              1 to 3 nodes (3)
  CLUSTER            the cluster's name where there are several (default); --name does the same
  LEVERET_CLUSTERS   folder for the state of clusters (${TMPDIR:-/tmp}/leveret-clusters)
  LEVERET_CACHE      folder for unpacked versions (${XDG_CACHE_HOME:-$HOME/.cache}/leveret)

up prints NAME=value lines and writes them to cluster.env in the cluster's state folder: version, and for each node its
name, pid, host and port of AMQP, URLs of management and metrics. User and password are guest. Node N listens on
127.77.x.N only, on ports between 21020 and 25012.

RabbitMQ comes from the host's Debian package where that has the version; else root is needed once, to install
it (3.10 on Debian 12) or to unpack the Debian release that has it into the cache: 3.10 bookworm, 4.0 trixie, 4.3 forky.
An unpacked version and cut need root. Where that is not to be had and Docker is, the official images are used, with
all nodes on 127.0.0.1: that part is not tested.

Other than in a default broker: plugins management and prometheus; net_ticktime 8 s, so that a peer that is silent is
given up after about 10 s; collect_statistics_interval and quorum_tick_interval 1 s; on 4.3 transient non-exclusive
queues are refused, as upstream has it and Debian has not. A database of 3.10 or 4.0 that was parted stays so by default:
heal and resume restart RabbitMQ on the nodes that were cut or paused long enough for that, which closes their clients'
connections.
TEXT
}

fail() {
    echo "cluster.sh: $*" >&2
    exit 1
}

step() {
    echo "-- $*" >&2
}

# numbers N...: fails unless each is a node.
numbers() {
    local n
    [ $# -gt 0 ] || fail "$command needs the number of a node"
    for n in "$@"; do
        [[ $n =~ ^[0-9]+$ ]] && [ "$n" -ge 1 ] && [ "$n" -le "$nodes" ] || fail "no node '$n': this cluster has 1 to $nodes"
    done
}

# expect STATE N...: fails unless each node is in that state. A node that is cut is running too.
expect() {
    local wanted=$1 n now
    shift
    for n in "$@"; do
        now=$(state_of "$n")
        [ "$now" = "$wanted" ] || [ "$wanted-$now" = running-cut ] || fail "cannot $command node $n: it is $now"
    done
}

describe() {
    local n
    {
        echo "CLUSTER=$name"
        echo "VERSION=$real"
        echo "NODES=$nodes"
        echo "STATE=$state"
        for n in $(seq "$nodes"); do
            echo "NODE${n}_NAME=$(node_name "$n")"
            echo "NODE${n}_PID=$(pid "node$n" || true)"
            echo "NODE${n}_HOST=$(address "$n")"
            echo "NODE${n}_PORT=$(amqp_port "$n")"
            echo "NODE${n}_MANAGEMENT=http://$(address "$n"):$(management_port "$n")"
            echo "NODE${n}_PROMETHEUS=http://$(address "$n"):$(prometheus_port "$n")/metrics"
        done
    } >"$state/cluster.env.part"
    mv "$state/cluster.env.part" "$state/cluster.env"
}

up() {
    local owner="" n
    while [ $# -gt 0 ]; do
        case $1 in
            --owner) [ $# -gt 1 ] || fail "--owner needs the number of a process"; owner=$2; shift ;;
            *) fail "unknown argument '$1', see --help" ;;
        esac
        shift
    done
    [ -z "$owner" ] || [ -n "$(started "$owner" 2>/dev/null)" ] || fail "no process '$owner' to be the owner"

    version=${RABBITMQ:-4.3}
    nodes=${NODES:-3}
    [[ $nodes =~ ^[1-3]$ ]] || fail "NODES is 1, 2 or 3, not '$nodes'"
    release_of "$version" >/dev/null
    mkdir -p "$clusters"
    [ ! -d "$state" ] || fail "cluster '$name' is there already: 'down' ends it"
    prepare "$version"
    mkdir "$state" 2>/dev/null || fail "cluster '$name' is there already: 'down' ends it"
    trap 'trap - EXIT; down' EXIT
    trap 'exit 1' INT TERM HUP
    id=$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')
    [ -z "$owner" ] || {
        setsid "$0" --name "$name" watch "$owner" "$(started "$owner")" "$id" >/dev/null 2>&1 </dev/null &
        disown
    }
    claim
    real=$(package_version "$root")
    join
    printf '%s\n' "id=$id" "version=$version" "real=$real" "nodes=$nodes" "root=$(printf %q "$root")" "block=$block" >"$state/settings"
    configure
    for n in $(seq "$nodes"); do
        launch "$n"
        awaited[n]=1
    done
    await 120
    describe
    trap - EXIT
    cat "$state/cluster.env"
}

# watch PID STARTED ID: takes the cluster down when the process is gone.
watch() {
    while [ "$(started "$1")" = "$2" ]; do
        sleep 0.5
        [ -d "$state" ] || exit 0
        [ ! -e "$state/settings" ] || grep -qx "id=$3" "$state/settings" || exit 0
    done
    down
}

down() {
    [ -d "$state" ] || return 0
    remove
    rm -rf "$state"
    rmdir "$clusters" 2>/dev/null || true
}

status() {
    local n
    echo "cluster $name: RabbitMQ $real"
    for n in $(seq "$nodes"); do
        printf 'node %s  %-8s pid %-8s amqp %s:%s  management http://%s:%s\n' "$n" "$(state_of "$n")" "$(pid "node$n" || echo -)" \
            "$(address "$n")" "$(amqp_port "$n")" "$(address "$n")" "$(management_port "$n")"
    done
}

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$repository/eng/packages.sh"
. "$repository/eng/cluster/versions.sh"
. "$repository/eng/cluster/nodes.sh"
with_docker() {
    . "$repository/eng/cluster/docker.sh"
}

name=${CLUSTER:-default}
while [ $# -gt 0 ]; do
    case $1 in
        --name) name=${2:-}; shift 2 || fail "--name needs a name" ;;
        --help | -h) usage; exit 0 ;;
        *) break ;;
    esac
done
[ $# -gt 0 ] || { usage >&2; exit 2; }
[[ $name =~ ^[A-Za-z0-9][A-Za-z0-9._-]*$ ]] || fail "'$name' is no name for a cluster: letters, digits, dots, hyphens"
command=$1
shift
clusters=${LEVERET_CLUSTERS:-${TMPDIR:-/tmp}/leveret-clusters}
state=$clusters/$name
tick=8
awaited=()

case $command in
    up | fetch) ;;
    down | watch) [ ! -e "$state/docker" ] || with_docker ;;
    status | ctl | kill | start | pause | resume | cut | heal)
        [ -e "$state/settings" ] || fail "no cluster '$name': 'up' starts one"
        . "$state/settings"
        [ ! -e "$state/docker" ] || with_docker
        ;;
    *) fail "unknown command '$command', see --help" ;;
esac

case $command in
    up) up "$@" ;;
    down) down ;;
    watch) watch "$@" ;;
    fetch) prepare "${RABBITMQ:-4.3}" ;;
    status) status ;;
    ctl)
        numbers "${1:-}"
        expect running "$1"
        control "$@"
        ;;
    kill)
        numbers "$@"
        for n in "$@"; do
            [ "$(state_of "$n")" != killed ] || fail "cannot kill node $n: it is killed"
        done
        for n in "$@"; do end "node$n"; done
        describe
        ;;
    start)
        numbers "$@"
        expect killed "$@"
        for n in "$@"; do
            launch "$n"
            awaited[n]=1
        done
        await 120
        describe
        ;;
    pause)
        numbers "$@"
        expect running "$@"
        for n in "$@"; do
            suspend "$n"
            : >"$state/node$n/silenced"
        done
        ;;
    resume)
        numbers "$@"
        expect paused "$@"
        for n in "$@"; do proceed "$n"; done
        reunite
        ;;
    cut)
        numbers "$@"
        [ "$nodes" -gt 1 ] || fail "cut needs more than one node"
        for n in "$@"; do [ ! -e "$state/node$n/cut" ] || fail "cannot cut node $n: it is cut"; done
        for n in "$@"; do part "$n"; done
        ;;
    heal)
        join
        reunite
        ;;
esac
