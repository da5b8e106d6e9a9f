#!/usr/bin/env bash
# What Leveret is for, on a project outside the repository. See --help.
set -euo pipefail

usage() {
    cat <<'TEXT'
Usage: eng/demo.sh [--no-broker]

Packs Leveret.Analyzers, adds it to a copy of samples/LegacyWorker in a temporary
folder as a user would, builds that copy and shows what the rules say about it. Then
lets dotnet format apply the fixes, shows what they changed, builds again and shows
what is left, and why.

  --no-broker   leave out what needs a RabbitMQ cluster
  --help        this text

Needs the .NET SDK 10. Progress goes to standard error, findings and changes to standard output.
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

colour=0
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
    colour=1
fi

# findings LOG [LIST]: what the rules say in a build log; the ids of the rules go to the file LIST.
findings() {
    awk -v folder="$work/LegacyWorker" -v colour=$colour -v list="${2:-/dev/null}" -f "$repository/eng/findings.awk" "$1"
}

# why_left ID: what a fix in place cannot do about it.
why_left() {
    case $1 in
        RMQ1003) echo "a poll becomes a consumer, whose handler settles each message: a rewrite, not a fix in place" ;;
        RMQ2001) echo "it is not certain here when the work of a message is done" ;;
        RMQ2002) echo "no dead-letter exchange is in sight, and the code that requeues cannot wait" ;;
        RMQ3001) echo "only the application knows what makes a message the same: look its key up first, or insert it with the work" ;;
        *) echo "no fix is provably right here" ;;
    esac
}

build_arguments=(--no-restore -tl:off -nologo -v:q -clp:NoSummary)

step "dotnet build"
quietly "$work/build.log" dotnet build "${build_arguments[@]}"
findings "$work/build.log" || fail "the rules found nothing in samples/LegacyWorker"

rm -rf bin
cp -R . "$work/before"
step "dotnet format analyzers"
quietly "$work/format.log" dotnet format analyzers --no-restore
echo
echo "dotnet format analyzers changes:"
echo
changes=$work/changes.diff
(cd "$work" && diff -ru --exclude=obj --exclude=bin before LegacyWorker) >"$changes" || [ $? -eq 1 ] || fail "cannot compare the project with its copy"
[ -s "$changes" ] || fail "dotnet format changed nothing"
sed -e '/^diff -ru/d' -e 's|^\(---\) before/\([^\t]*\).*|\1 \2|' -e 's|^\(+++\) LegacyWorker/\([^\t]*\).*|\1 \2|' "$changes"

step "dotnet build, again"
quietly "$work/rebuild.log" dotnet build "${build_arguments[@]}" -t:Rebuild
echo
if findings "$work/rebuild.log" "$work/left" >"$work/left.txt"; then
    echo "What is left:"
    echo
    cat "$work/left.txt"
    echo
    while read -r rule; do
        echo "$rule stays: $(why_left "$rule")"
    done <"$work/left"
else
    echo "Nothing is left: the build has no warning of ours."
fi
