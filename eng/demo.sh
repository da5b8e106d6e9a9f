#!/usr/bin/env bash
# What Leveret is for, on a project outside the repository. See --help.
set -euo pipefail

usage() {
    cat <<'TEXT'
Usage: eng/demo.sh [--no-broker]

Packs Leveret.Analyzers, adds it to a copy of samples/LegacyWorker in a temporary
folder as a user would, builds that copy and shows what the rules say about it.

  --no-broker   leave out what needs a RabbitMQ cluster
  --help        this text

Needs the .NET SDK 10. Progress goes to standard error, the findings to standard output.
TEXT
}

fail() {
    echo "demo.sh: $*" >&2
    exit 1
}

step() {
    echo "-- $*" >&2
}

# quietly LOG COMMAND...: the output of the command is shown only where it fails.
quietly() {
    local log=$1
    shift
    "$@" >"$log" 2>&1 || {
        tail -n 30 "$log" >&2
        fail "failed: $*"
    }
}

broker=true
for argument in "$@"; do
    case $argument in
        --no-broker) broker=false ;;
        --help | -h) usage; exit 0 ;;
        *) fail "unknown argument '$argument', see --help" ;;
    esac
done

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
command -v dotnet >/dev/null || fail "dotnet is not on the PATH: install the .NET SDK 10"
(cd "$repository" && dotnet --version >/dev/null 2>&1) || fail "no .NET SDK here fits global.json: install the .NET SDK 10"
if $broker; then
    step "the part on a RabbitMQ cluster is not in this version yet: showing the warnings only"
fi

# The real path, as the compiler reports it.
work=$(cd "$(mktemp -d "${TMPDIR:-/tmp}/leveret-demo.XXXXXX")" && pwd -P)
trap 'rm -rf "$work"' EXIT

export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1
shared_packages=$(dotnet nuget locals global-packages --list | sed 's/^[^:]*: *//')

step "packing"
# A version of its own each time: no cache can serve an older package.
version=0.1.0-demo.$(date +%s)
quietly "$work/pack.log" dotnet pack "$repository/src/Analyzers.Package" -p:Version="$version" --output "$work/feed"

step "copying samples/LegacyWorker to a folder outside the repository"
cp -R "$repository/samples/LegacyWorker" "$work/LegacyWorker"
rm -rf "$work/LegacyWorker/bin" "$work/LegacyWorker/obj"
{
    echo '<configuration>'
    echo "  <packageSources><add key=\"leveret\" value=\"$work/feed\" /></packageSources>"
    if [ -d "$shared_packages" ]; then
        echo "  <fallbackPackageFolders><add key=\"shared\" value=\"$shared_packages\" /></fallbackPackageFolders>"
    fi
    echo '</configuration>'
} >"$work/nuget.config"
export NUGET_PACKAGES=$work/packages

cd "$work/LegacyWorker"
step "dotnet add package Leveret.Analyzers"
quietly "$work/add.log" dotnet add package Leveret.Analyzers --version "$version"

step "dotnet build"
quietly "$work/build.log" dotnet build --no-restore -tl:off -nologo -v:q -clp:NoSummary

colour=0
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
    colour=1
fi
awk -v folder="$work/LegacyWorker" -v colour=$colour -f "$repository/eng/findings.awk" "$work/build.log" ||
    fail "the rules found nothing in samples/LegacyWorker"
