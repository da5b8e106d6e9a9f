#!/usr/bin/env bash
# What the rules cost, and what the consumer costs. See --help.
set -euo pipefail

usage() {
    cat <<'TEXT'
Usage: eng/bench.sh analyzers [--code DIR] [PART...]
       eng/bench.sh runtime [--runs N] [--messages N]

runtime measures the consumer beside one written by hand, in turns, each run in a process of its
own, on a broker that it starts and ends (RABBITMQ=3.10|4.0|4.3), and prints a table; the raw
figures go to artifacts/bench/runtime.

analyzers measures what the rules cost and prints tables; the raw figures go to
artifacts/bench/analyzers.

Parts (default: all):
  rules   each rule, with code that it reports and code that it nearly reports, against an
          analyzer that does nothing (BenchmarkDotNet)
  scale   files of 1000, 2000 and 4000 lines; 10, 100 and 1000 consumers; a keystroke; the share
          of the rules in the compilation of 1000 files
  build   dotnet build -p:ReportAnalyzer=true over samples/LegacyWorker and src/Analyzers, and over
          1000 generated files, beside four other analyzer packages
  peers   the same packages over samples and src, and over the source trees of DIR, in one process

  --code DIR   folder of source trees, <owner>/<name> each, which need not compile
  --help       this text

bench/README.md says what the figures mean. Needs the .NET SDK 10; progress goes to standard error.
TEXT
}

fail() {
    echo "bench.sh: $*" >&2
    exit "${status:-1}"
}

runtime() {
    local settings=() cluster
    while [ $# -gt 0 ]; do
        case $1 in
            --runs | --messages)
                [[ ${2:-} =~ ^[1-9][0-9]*$ ]] || status=2 fail "$1 needs a number, see --help"
                settings+=("$1" "$2")
                shift
                ;;
            --help | -h) usage; exit 0 ;;
            *) status=2 fail "unknown argument '$1', see --help" ;;
        esac
        shift
    done

    cd "$(dirname "${BASH_SOURCE[0]}")/.."
    command -v dotnet >/dev/null || fail "dotnet is not on the PATH: install the .NET SDK 10"
    export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1
    dotnet build bench/Runtime -c Release -v q >&2
    export CLUSTER=bench-$$ NODES=1
    trap 'eng/cluster.sh down >&2' EXIT
    cluster=$(eng/cluster.sh up --owner $$)
    echo "RabbitMQ $(sed -n 's/^VERSION=//p' <<<"$cluster"), one node" >&2
    bench/Runtime/bin/Release/net10.0/Leveret.Runtime.Benchmarks "${settings[@]}" \
        --host "$(sed -n 's/^NODE1_HOST=//p' <<<"$cluster")" --port "$(sed -n 's/^NODE1_PORT=//p' <<<"$cluster")"
}

case ${1:-} in
    analyzers) shift ;;
    runtime) shift; runtime "$@"; exit ;;
    --help | -h) usage; exit 0 ;;
    "") status=2 fail "what to measure is missing, see --help" ;;
    *) status=2 fail "unknown argument '$1', see --help" ;;
esac

code=()
parts=()
while [ $# -gt 0 ]; do
    case $1 in
        --code)
            [ $# -ge 2 ] || status=2 fail "--code needs a folder, see --help"
            [ -d "$2" ] || status=2 fail "there is no folder $2"
            code=("$(cd "$2" && pwd)")
            shift
            ;;
        rules | scale | build | peers) parts+=("$1") ;;
        --help | -h) usage; exit 0 ;;
        *) status=2 fail "unknown argument '$1', see --help" ;;
    esac
    shift
done
[ ${#parts[@]} -gt 0 ] || parts=(rules scale build peers)

cd "$(dirname "${BASH_SOURCE[0]}")/.."
command -v dotnet >/dev/null || fail "dotnet is not on the PATH: install the .NET SDK 10"

export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1
results=$PWD/artifacts/bench/analyzers
project=bench/Analyzers/Analyzers.Benchmarks.csproj
echo "-- build" >&2
dotnet build "$project" -c Release -v quiet --nologo >&2 || fail "$project does not build"

for part in "${parts[@]}"; do
    echo "-- $part" >&2
    arguments=("$part" "$results")
    [ "$part" != peers ] || arguments+=("${code[@]}")
    bench/Analyzers/bin/Release/net10.0/Leveret.Analyzers.Benchmarks "${arguments[@]}" || fail "$part failed"
done
echo "-- the raw figures are in $results" >&2
