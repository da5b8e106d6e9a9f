#!/usr/bin/env bash
# Runs all rules over a folder of source trees and writes a SARIF log. See --help.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v dotnet > /dev/null; then
    echo "corpus.sh: the .NET SDK (dotnet) is not on the PATH" >&2
    exit 1
fi

if [ $# -lt 2 ] && [ "${1:-}" != "--help" ]; then
    echo "usage: eng/corpus.sh DIR OUT.sarif [--per-project | --per-file] [--fixes TABLE.tsv]" >&2
    exit 2
fi

caller=${OLDPWD:-$PWD}
folder=${1:-}
output=${2:-}
case "$folder" in /* | --help) ;; *) folder=$caller/$folder ;; esac
case "$output" in /* | "") ;; *) output=$caller/$output ;; esac

dotnet build eng/corpus/Corpus.csproj -c Release -v quiet --nologo >&2
if [ "$folder" = "--help" ]; then
    exec eng/corpus/bin/Release/net10.0/corpus --help
fi
corpus=$PWD/eng/corpus/bin/Release/net10.0/corpus
cd "$caller"
exec "$corpus" "$folder" "$output" "${@:3}"
