# Sourced by eng/cluster.sh where Docker is all there is: nodes that are containers of the official images, not tested.
# Replaces what eng/cluster/nodes.sh and versions.sh have. A container is in two networks: the ports of one are published
# on 127.0.0.1, by the other the nodes reach each other, and a cut takes it out of that.

container() { echo "leveret-$name-node$1"; }
network() { echo "leveret-$name-$1"; }
inspect() { docker inspect --format "$2" "$(container "$1")" 2>/dev/null; }
address() { echo 127.0.0.1; }

prepare() {
    step "pulling rabbitmq:$1-management"
    docker pull --quiet "rabbitmq:$1-management" >&2 || fail "cannot pull rabbitmq:$1-management"
}

package_version() {
    docker run --rm "rabbitmq:$version-management" rabbitmqctl --quiet version
}

claim() {
    : >"$state/docker"
    for block in $(seq 1 200); do is_free && break; done
    docker network create "$(network clients)" >/dev/null
    docker network create --internal "$(network peers)" >/dev/null
}

# The images listen on the usual ports, inside.
listeners() { :; }

launch() {
    local n=$1
    if ! inspect "$n" '{{.Id}}' >/dev/null; then
        docker create --name "$(container "$n")" --hostname "node$n" --network "$(network clients)" \
            -p "127.0.0.1:$(amqp_port "$n"):5672" -p "127.0.0.1:$(management_port "$n"):15672" -p "127.0.0.1:$(prometheus_port "$n"):15692" \
            -e RABBITMQ_NODENAME="$(node_name "$n")" -e RABBITMQ_ERLANG_COOKIE="$(cat "$state/home/.erlang.cookie")" \
            -e RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-rabbit quorum_tick_interval 1000 -kernel net_ticktime $tick" \
            "rabbitmq:$version-management" >/dev/null
        docker network connect --alias "node$n" "$(network peers)" "$(container "$n")"
        docker cp "$state/node$n/rabbitmq.conf" "$(container "$n"):/etc/rabbitmq/conf.d/90-leveret.conf" >/dev/null
    fi
    docker start "$(container "$n")" >/dev/null
}

# pid nodeN: the container's process, if it runs.
pid() {
    [ "$(inspect "${1#node}" '{{.State.Running}}')" = true ] && inspect "${1#node}" '{{.State.Pid}}'
}

end() { docker kill "$(container "${1#node}")" >/dev/null; }
suspend() { docker pause "$(container "$1")" >/dev/null; }
proceed() { docker unpause "$(container "$1")" >/dev/null; }

state_of() {
    if ! pid "node$1" >/dev/null; then
        echo killed
    elif [ "$(inspect "$1" '{{.State.Paused}}')" = true ]; then
        echo paused
    elif [ -e "$state/node$1/cut" ]; then
        echo cut
    else
        echo running
    fi
}

show_log() {
    echo "-- end of the log of node $1:" >&2
    docker logs --tail 15 "$(container "$1")" >&2
}

control() {
    local n=$1
    shift
    docker exec "$(container "$n")" rabbitmqctl "$@"
}

part() {
    docker network disconnect "$(network peers)" "$(container "$1")"
    : >"$state/node$1/cut"
    : >"$state/node$1/silenced"
}

join() {
    local file n
    for file in "$state"/node*/cut; do
        n=$(basename "$(dirname "$file")")
        docker network connect --alias "$n" "$(network peers)" "$(container "${n#node}")"
        rm "$file"
    done
}

remove() {
    local n
    for n in 1 2 3; do docker rm --force --volumes "$(container "$n")" >/dev/null 2>&1 || true; done
    docker network rm "$(network clients)" "$(network peers)" >/dev/null 2>&1 || true
}
