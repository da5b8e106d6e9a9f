# Sourced by eng/cluster.sh: nodes that are processes of this machine.
# Each node has an address of its own, 127.77.BLOCK.N, which its connections to other nodes come from and go to;
# clients come from 127.0.0.1. So a rule between the nodes' addresses parts them and touches no client.

address() {
    echo "127.77.$block.$1"
}

# Ports of the cluster's block, below those that the kernel gives out by itself.
epmd_port() { echo $((21000 + block * 20)); }
amqp_port() { echo $((21000 + block * 20 + $1)); }
distribution_port() { echo $((21000 + block * 20 + 3 + $1)); }
management_port() { echo $((21000 + block * 20 + 6 + $1)); }
prometheus_port() { echo $((21000 + block * 20 + 9 + $1)); }

# inside PATH: a path of the state folder as the programs of the version see it.
inside() {
    if [ -n "$root" ]; then echo "/leveret/$1"; else echo "$state/$1"; fi
}

# become COMMAND...: replaces this shell by a program of the version, with a clean environment.
become() {
    local command=(env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 HOME="$(inside home)"
        ERL_EPMD_PORT="$(epmd_port)" ERL_INETRC="$(inside inetrc)" RABBITMQ_CONF_ENV_FILE="$(inside empty)"
        RABBITMQ_CTL_ERL_ARGS="-kernel net_ticktime $tick" "$@")
    # The folders that an unpacked release lacks are mounted for this process alone.
    [ -z "$root" ] || command=(unshare --mount sh -c '
        mount --bind "$1" "$2/leveret" && mount -t proc proc "$2/proc" && mount --rbind /dev "$2/dev" || exit
        root=$2
        shift 2
        exec chroot "$root" "$@"' sh "$state" "$root" "${command[@]}")
    exec "${command[@]}"
}

# remember NAME PID: a process of the cluster, with its start time, so that a number used again is not taken for it.
remember() {
    echo "$2 $(started "$2")" >"$state/$1.pid"
}

# started PID: when the process was started; empty where there is none. A zombie is none.
started() {
    local fields
    { fields=$(<"/proc/$1/stat"); } 2>/dev/null || return 0
    read -ra fields <<<"${fields##*) }"
    [ "${fields[0]}" = Z ] || echo "${fields[19]}"
}

# pid NAME: the process remembered by that name, if it still runs.
pid() {
    local number since
    { read -r number since <"$state/$1.pid"; } 2>/dev/null || return 1
    [ -n "$since" ] && [ "$(started "$number")" = "$since" ] || return 1
    echo "$number"
}

# end NAME: kills it and waits until it is gone.
end() {
    local number
    number=$(pid "$1") || return 0
    kill -KILL "$number" 2>/dev/null || true
    while pid "$1" >/dev/null; do sleep 0.02; done
}

suspend() { kill -STOP "$(pid "node$1")"; }
proceed() { kill -CONT "$(pid "node$1")"; }

# remove: ends all that belongs to the cluster, but for its state folder.
remove() {
    local file
    for file in "$state"/node?.pid "$state/epmd.pid"; do
        end "$(basename "$file" .pid)"
    done
    if [ -e "$state/block" ]; then
        block=$(<"$state/block")
        join
    fi
}

# listens ADDRESS PORT
listens() {
    timeout 2 bash -c ": </dev/tcp/$1/$2" 2>/dev/null
}

# is_free: whether nothing listens on the ports of the block.
is_free() {
    local n ports=""
    for n in $(seq 0 12); do ports="$ports${ports:+|}$(printf %04X $((21000 + block * 20 + n)))"; done
    ! grep -qE ": [0-9A-F]+:($ports) [0-9A-F:]+ 0A " /proc/net/tcp /proc/net/tcp6
}

# claim: finds a block of addresses and ports that nobody uses. The port mapper's own port is the claim.
claim() {
    local number n
    for block in $(seq 1 200); do
        is_free || continue
        (become setsid epmd -port "$(epmd_port)" -address "$(address 1),$(address 2),$(address 3)") >"$state/epmd.log" 2>&1 </dev/null 8>&- &
        number=$!
        remember epmd $number
        disown
        # It runs on only where it got all of its addresses.
        for n in $(seq 1 100); do
            pid epmd >/dev/null || continue 2
            if listens "$(address 1)" "$(epmd_port)" && sleep 0.1 && pid epmd >/dev/null; then
                echo "$block" >"$state/block"
                return
            fi
            sleep 0.05
        done
        end epmd
    done
    fail "no free block of ports between 21020 and 25012: $(tail -n 1 "$state/epmd.log")"
}

listeners() {
    echo "listeners.tcp.1 = $(address "$1"):$(amqp_port "$1")"
    echo "management.tcp.ip = $(address "$1")"
    echo "management.tcp.port = $(management_port "$1")"
    echo "prometheus.tcp.ip = $(address "$1")"
    echo "prometheus.tcp.port = $(prometheus_port "$1")"
}

configure() {
    local n m
    mkdir -p "$state/home"
    (umask 077 && od -An -N16 -tx1 /dev/urandom | tr -d ' \n' >"$state/home/.erlang.cookie")
    chmod 400 "$state/home/.erlang.cookie"
    : >"$state/empty"
    echo '[rabbitmq_management,rabbitmq_prometheus].' >"$state/plugins"
    {
        echo '{host,{127,0,0,1},["localhost"]}.'
        for n in 1 2 3; do echo "{host,{127,77,$block,$n},[\"node$n\"]}."; done
        echo '{lookup,[file,native]}.'
    } >"$state/inetrc"
    for n in $(seq "$nodes"); do
        mkdir -p "$state/node$n"
        {
            listeners "$n"
            echo "collect_statistics_interval = 1000"
            if [ "$nodes" -gt 1 ]; then
                echo "cluster_formation.peer_discovery_backend = classic_config"
                for m in $(seq "$nodes"); do echo "cluster_formation.classic_config.nodes.$m = $(node_name "$m")"; done
            fi
            if [ "$version" = 4.3 ]; then echo "deprecated_features.permit.transient_nonexcl_queues = false"; fi
        } >"$state/node$n/rabbitmq.conf"
    done
}

node_name() {
    echo "rabbit$1@node$1"
}

# launch N: starts a node and does not wait for it.
launch() {
    local n=$1 at
    at="{127,77,$block,$n}"
    (
        cd "$state/node$n"
        become RABBITMQ_NODENAME="$(node_name "$n")" RABBITMQ_DIST_PORT="$(distribution_port "$n")" \
            RABBITMQ_MNESIA_BASE="$(inside "node$n/data")" RABBITMQ_LOG_BASE="$(inside "node$n/log")" \
            RABBITMQ_CONFIG_FILE="$(inside "node$n/rabbitmq")" RABBITMQ_ENABLED_PLUGINS_FILE="$(inside plugins)" \
            RABBITMQ_ALLOW_INPUT=1 \
            RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-noinput -rabbit quorum_tick_interval 1000 -kernel net_ticktime $tick -kernel inet_dist_use_interface $at -kernel inet_dist_connect_options [{ip,$at}]" \
            setsid /usr/lib/rabbitmq/bin/rabbitmq-server
    ) >>"$state/node$n/output.log" 2>&1 </dev/null 8>&- &
    remember "node$n" $!
    disown
}

# get N PATH: an answer of a node's management API.
get() {
    timeout 5 bash -c '
        exec 3<>"/dev/tcp/$1/$2" || exit
        printf "GET %s HTTP/1.0\r\nAuthorization: Basic Z3Vlc3Q6Z3Vlc3Q=\r\n\r\n" "$3" >&3
        cat <&3' sh "$(address "$1")" "$(management_port "$1")" "$2" 2>/dev/null
}

# running_seen_by N: how many nodes it knows to run.
running_seen_by() {
    get "$1" '/api/nodes?columns=running' | grep -o '"running":true' | wc -l
}

# state_of N: running, paused, killed or cut.
state_of() {
    local number
    if ! number=$(pid "node$1"); then
        echo killed
    elif grep -q '^State:[[:space:]]*T' "/proc/$number/status" 2>/dev/null; then
        echo paused
    elif [ -e "$state/node$1/cut" ]; then
        echo cut
    else
        echo running
    fi
}

# nodes_that STATE: their numbers.
nodes_that() {
    local n
    for n in $(seq "$nodes"); do
        if [ "$(state_of "$n")" = "$1" ]; then echo "$n"; fi
    done
}

# await SECONDS: until every running node listens and sees all of them. A node that was launched has to stay.
await() {
    local until=$((SECONDS + $1)) running expected n ready
    while :; do
        running=$(nodes_that running)
        for n in "${!awaited[@]}"; do
            pid "node$n" >/dev/null || { show_log "$n"; fail "node $n ended"; }
        done
        ready=true
        expected=$(wc -w <<<"$running")
        for n in $running; do
            if ! listens "$(address "$n")" "$(amqp_port "$n")" || [ "$(running_seen_by "$n")" -ne "$expected" ]; then
                ready=false
                break
            fi
        done
        $ready && return 0
        [ $SECONDS -lt $until ] || {
            for n in $running; do show_log "$n"; done
            fail "the nodes do not all see each other after $1 s"
        }
        sleep 0.2
    done
}

show_log() {
    local file
    for file in "$state/node$1/output.log" "$state/node$1"/log/*.log; do
        [ ! -s "$file" ] || { echo "-- end of the log of node $1:" >&2; tail -n 15 "$file" >&2; }
    done
}

control() {
    local n=$1
    shift
    (become /usr/lib/rabbitmq/bin/rabbitmqctl --node "$(node_name "$n")" "$@")
}

# The rules of one cluster are one table, which goes as a whole.
rules() {
    echo "leveret_${block}"
}

part() {
    local n=$1 m other=""
    command -v nft >/dev/null || { step "installing nftables"; install_packages "$state/apt.log" nftables || fail "cut needs nft, of the package nftables"; }
    for m in $(seq "$nodes"); do [ "$m" = "$n" ] || other="$other${other:+, }$(address "$m")"; done
    nft -f - <<TEXT || fail "cannot part node $n from its peers: cut needs root and nftables in the kernel"
table ip $(rules) {
    chain peers {
        type filter hook output priority 0; policy accept;
        ip saddr $(address "$n") ip daddr { $other } drop
        ip saddr { $other } ip daddr $(address "$n") drop
    }
}
TEXT
    : >"$state/node$n/cut"
    : >"$state/node$n/silenced"
}

join() {
    command -v nft >/dev/null && nft list table ip "$(rules)" >/dev/null 2>&1 && nft delete table ip "$(rules)"
    rm -f "$state"/node*/cut
}

# reunite: waits until the running nodes see each other again after some of them were cut or paused. Mnesia, of 3.10
# and 4.0, stays parted until one side starts anew: first what was cut or paused, then who still reports a partition.
reunite() {
    local n next round apart silenced=("$state"/node*/silenced)
    if [ "$version" != 4.3 ] && [ ${#silenced[@]} -gt 0 ]; then
        for round in 1 2 3 4 5; do
            apart=$(parted) || continue
            next=
            for n in $apart; do
                [ -n "$next" ] && [ ! -e "$state/node$n/silenced" ] || next=$n
            done
            [ -n "$next" ] || break
            step "node $next starts anew: its database was parted from the others"
            control "$next" --quiet stop_app >&2
            control "$next" --quiet start_app >&2
            rm -f "$state/node$next/silenced"
        done
    fi
    rm -f "$state"/node*/silenced
    await 60
}

# parted: the numbers of the running nodes whose database is not with all the others. Connects the nodes first.
parted() {
    local n names="" answer
    for n in $(nodes_that running); do names="$names${names:+, }$(node_name "$n")"; done
    answer=$(control "${n:?}" eval "
        Nodes = [$names],
        [rpc:call(One, net_adm, ping, [Other]) || One <- Nodes, Other <- Nodes],
        timer:sleep(1000),
        [One || One <- Nodes, rpc:call(One, rabbit_node_monitor, partitions, []) =/= []
            orelse Nodes -- rpc:call(One, rabbit_mnesia, cluster_nodes, [running]) =/= []].") || return 1
    grep -oE 'rabbit[0-9]' <<<"$answer" | grep -o '[0-9]' || true
}
