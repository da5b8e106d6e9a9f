# Sourced by eng/cluster.sh: where the programs of a RabbitMQ version come from.

# release_of VERSION: the Debian release that has it.
release_of() {
    case $1 in
        3.10) echo bookworm ;;
        4.0) echo trixie ;;
        4.3) echo forky ;;
        *) fail "unknown version '$1': RABBITMQ is 3.10, 4.0 or 4.3" ;;
    esac
}

# package_version [ROOT]: the version of the package rabbitmq-server, without what Debian adds; empty where there is none.
package_version() {
    local found
    found=$(dpkg-query --admindir "${1:-}/var/lib/dpkg" -W -f '${db:Status-Abbrev}${Version}' rabbitmq-server 2>/dev/null) || return 0
    [[ $found = ii* ]] || return 0
    found=${found#ii}
    found=${found# }
    found=${found%%-*}
    echo "${found%%+*}"
}

cache_folder() {
    echo "${LEVERET_CACHE:-${XDG_CACHE_HOME:-${HOME:?}/.cache}/leveret}"
}

root_of() {
    echo "$(cache_folder)/rabbitmq-$1"
}

# prepare VERSION: sets root, the folder of an unpacked Debian release, or nothing for the programs of the host.
prepare() {
    local version=$1 release
    release=$(release_of "$version") || exit 1
    root=
    [[ $(package_version) != "$version".* ]] || return 0
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        docker info >/dev/null 2>&1 || fail "RabbitMQ $version needs Debian's package of it, or Debian and root, or Docker"
        with_docker
        prepare "$version"
        return
    fi
    root=$(root_of "$version")
    [ ! -d "$root" ] || return 0

    mkdir -p "$(cache_folder)"
    exec 8>"$(cache_folder)/lock"
    flock 8
    if [ "$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)" = "$release" ] && [ -z "$(package_version)" ]; then
        root=
        step "installing Debian's rabbitmq-server"
        install_packages "$(cache_folder)/apt.log" rabbitmq-server || fail "cannot install rabbitmq-server"
    elif [ ! -d "$root" ]; then
        unpack "$release" "$root"
    fi
    flock -u 8
    exec 8>&-
    local real
    real=$(package_version "$root")
    [[ $real = "$version".* ]] || echo "cluster.sh: Debian's $release has RabbitMQ $real now, not $version" >&2
}

# mirror: where the host's own packages come from, as apt was told.
mirror() {
    local found
    found=$(apt-get indextargets --format '$(LABEL) $(REPO_URI)' 'Created-By: Packages' | sed -n 's/^Debian //p' | head -n 1)
    [ -n "$found" ] || { apt-get update -q >/dev/null && found=$(apt-get indextargets --format '$(LABEL) $(REPO_URI)' 'Created-By: Packages' | sed -n 's/^Debian //p' | head -n 1); }
    echo "$found"
}

# unpack RELEASE FOLDER: a minimal Debian with rabbitmq-server; FOLDER is there only when it is complete.
unpack() {
    local release=$1 folder=$2 part=$2.part log script source proxy
    log=$folder.log
    if ! command -v debootstrap >/dev/null; then
        step "installing debootstrap"
        install_packages "$log" debootstrap || fail "cannot install debootstrap"
    fi
    source=$(mirror)
    [ -n "$source" ] || fail "apt knows no Debian mirror"
    proxy=$(apt-config shell proxy Acquire::http::Proxy)
    eval "$proxy"
    script=/usr/share/debootstrap/scripts/$release
    # Releases newer than the host have no script of their own.
    [ -e "$script" ] || script=/usr/share/debootstrap/scripts/sid

    step "unpacking Debian $release with rabbitmq-server into $folder (once)"
    rm -rf "$part"
    # Nothing is started while it is unpacked.
    mkdir -p "$part/usr/sbin"
    printf '#!/bin/sh\nexit 101\n' >"$part/usr/sbin/policy-rc.d"
    chmod +x "$part/usr/sbin/policy-rc.d"
    # In mounts of its own, which end with it.
    ${proxy:+env http_proxy="$proxy"} unshare --mount debootstrap --variant=minbase --include=rabbitmq-server "$release" "$part" "$source" "$script" >"$log" 2>&1 </dev/null 8>&- || {
        tail -n 20 "$log" >&2
        rm -rf "$part"
        fail "cannot unpack Debian $release"
    }
    rm -rf "$part"/etc/apt/sources.list* "$part"/var/lib/apt/lists "$part"/var/cache/apt "$part"/var/log/* "$part"/debootstrap "$part"/etc/resolv.conf "$part"/etc/hostname "$log"
    echo "127.0.0.1 localhost" >"$part/etc/hosts"
    mkdir -p "$part/leveret"
    mv "$part" "$folder"
}
