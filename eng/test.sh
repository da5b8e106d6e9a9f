#!/usr/bin/env bash
# Every check and every test of the repository. See --help.
set -euo pipefail
shopt -s nullglob

usage() {
    cat <<'TEXT'
Usage: eng/test.sh [--fast] [--fuzz [N]]

Builds everything, checks the formatting, runs every test project under tests/, and
runs the tests of rules and fixes again on each Roslyn version that they have to work on.

  --fast   leave out what needs a RabbitMQ broker and a PostgreSQL server
  --fuzz   examine N mutants of source code instead of 300, 10000 if N is left out, and
           the hard inputs, which take a quarter of an hour (see tests/Robustness.Tests/README.md)
  --help   this text

The last line is "N passed, N failed[, N skipped]". A step that breaks before its tests
are counted (formatting, a build, a test run that dies) is one failure. Ends with an
error if anything failed or if no test ran. Needs the .NET SDK 10, and without --fast
the Debian packages rabbitmq-server, postgresql and nftables, which it installs as root
where they are missing, and RabbitMQ 4.3, which it unpacks once (see docs/cluster.md).
The servers that tests start listen on free ports of loopback addresses.
TEXT
}

fast=false
while [ $# -gt 0 ]; do
    case $1 in
        --fast) fast=true ;;
        --fuzz)
            export LEVERET_FUZZ=10000
            if [[ ${2:-} =~ ^[0-9]+$ ]]; then
                LEVERET_FUZZ=$2
                shift
            fi
            ;;
        --help | -h) usage; exit 0 ;;
        *) echo "test.sh: unknown argument '$1', see --help" >&2; exit 2 ;;
    esac
    shift
done

cd "$(dirname "${BASH_SOURCE[0]}")/.."
. eng/packages.sh
command -v dotnet >/dev/null || { echo "test.sh: dotnet is not on the PATH: install the .NET SDK 10" >&2; exit 1; }

export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1
results=$PWD/artifacts/test-results
roslyn_versions="4.5.0 4.14.0 5.12.0"
passed=0
failed=0
skipped=0

rm -rf "$results" artifacts/robustness
mkdir -p "$results"

# step NAME COMMAND...: a step without tests; where it breaks it counts as one failure.
step() {
    local name=$1
    shift
    echo "== $name"
    if ! "$@"; then
        echo "test.sh: $name failed" >&2
        failed=$((failed + 1))
        return 1
    fi
}

# counter FILE NAME: a number of the <Counters> element of a .trx file.
counter() {
    sed -n "s/.*<Counters\(.*\) $2=\"\([0-9]*\)\".*/\2/p" "$1"
}

# run LABEL PROJECT FILTER ARGUMENTS...: runs the tests of a built project that the filter leaves in, all if it is empty.
run() {
    local label=$1 project=$2 filter=$3
    shift 3
    dotnet test "$project" --no-build ${filter:+--filter "$filter"} --logger "trx;LogFileName=$results/$label.trx" --logger "console;verbosity=minimal" "$@"
}

# add_up LABEL STATUS: adds up the results of a test run that ended so.
add_up() {
    local label=$1 status=$2 total=0 ran=0 good=0 log=$results/$1.trx
    if [ -f "$log" ]; then
        total=$(counter "$log" total)
        ran=$(counter "$log" executed)
        good=$(counter "$log" passed)
    fi

    passed=$((passed + good))
    failed=$((failed + ran - good))
    skipped=$((skipped + total - ran))

    # A run without a test, or one that died without a failed test.
    if [ "$total" -eq 0 ] || { [ "$status" -ne 0 ] && [ "$ran" -eq "$good" ]; }; then
        echo "test.sh: the test run of $label broke" >&2
        failed=$((failed + 1))
    fi
}

run_tests() {
    local status=0
    echo "== $1"
    run "$@" || status=$?
    add_up "$1" $status
}

# run_tests_beside LABEL PROJECT FILTER WORD: the tests with the word in their name, and beside them all others.
run_tests_beside() {
    local label=$1 project=$2 filter=$3 word=$4 others beside=0 status=0
    echo "== $label, those with $word beside the others"
    run "$label-$word" "$project" "${filter:+$filter&}DisplayName~$word" >"$results/$label-$word.log" 2>&1 &
    others=$!
    run "$label" "$project" "${filter:+$filter&}DisplayName!~$word" || status=$?
    wait $others || beside=$?
    cat "$results/$label-$word.log"
    add_up "$label" $status
    add_up "$label-$word" $beside
}

# The servers that tests start, and what their tests part nodes with.
install_servers() {
    if ! [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || ! compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || ! command -v nft >/dev/null; then
        install_packages "$results/apt.log" rabbitmq-server postgresql nftables || {
            echo "test.sh: install the packages rabbitmq-server, postgresql and nftables, or leave out what needs them with --fast" >&2
            return 1
        }
    fi
    RABBITMQ=4.3 eng/cluster.sh fetch
}

is_test_project() {
    grep -q 'Microsoft.NET.Test.Sdk' "$1"
}

is_in_solution() {
    grep -qF "\"${1//\//\\}\"" Analyzers.sln
}

excluded=()
[ -n "${LEVERET_FUZZ:-}" ] || excluded+=("Category!=Hard")
if $fast; then
    excluded+=("Category!=Broker")
else
    step "servers for the tests" install_servers || true
fi

filter=$(IFS='&'; echo "${excluded[*]}")

if step "build" dotnet build Analyzers.sln; then
    step "format" dotnet format Analyzers.sln --verify-no-changes --no-restore || true

    for project in tests/*/*.csproj; do
        is_test_project "$project" || continue
        is_in_solution "$project" || step "build $project" dotnet build "$project" -v q || continue
        name=$(basename "$project" .csproj)
        if [ "$name" = Runtime.Tests ] && ! $fast; then
            # They mostly wait for brokers, and each version is a cluster of its own.
            run_tests_beside "$name" "$project" "$filter" 3.10
        else
            run_tests "$name" "$project" "$filter"
        fi
    done

    default_roslyn=$(dotnet msbuild src/Analyzers/Analyzers.csproj -getProperty:RoslynHostVersion)
    for roslyn in $roslyn_versions; do
        # The run above was on this one.
        [ "$roslyn" = "$default_roslyn" ] && continue

        for name in Analyzers.Tests CodeFixes.Tests Verification.Tests; do
            project=tests/$name/$name.csproj
            [ -f "$project" ] || continue
            settings=(-p:RoslynHostVersion="$roslyn" --artifacts-path "$PWD/artifacts/roslyn-$roslyn")
            only=""
            # Roslyn 4.5 cannot read the C# 12 that the snippets of these tests are written in.
            [ "$name-$roslyn" != CodeFixes.Tests-4.5.0 ] || only="Language!=CSharp12"
            step "build $name on Roslyn $roslyn" dotnet build "$project" -v q "${settings[@]}" &&
                run_tests "$name-roslyn-$roslyn" "$project" "$only" "${settings[@]}"
        done
    done
fi

if [ $((passed + failed)) -eq 0 ]; then
    echo "test.sh: no test ran" >&2
    failed=1
fi

mutants=artifacts/robustness/mutants.txt
[ ! -f "$mutants" ] || head -n 2 "$mutants"

summary="$passed passed, $failed failed"
[ "$skipped" -eq 0 ] || summary="$summary, $skipped skipped"
echo "$summary"
[ "$failed" -eq 0 ]
