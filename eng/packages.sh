# Sourced: packages of the host.

# install_packages LOG NAME...: installs Debian packages without starting their services; the end of the log where it fails.
install_packages() {
    local log=$1 policy=/usr/sbin/policy-rc.d made=false status=0
    shift
    command -v apt-get >/dev/null && [ "$(id -u)" = 0 ] || return 1
    if [ ! -e $policy ]; then
        made=true
        printf '#!/bin/sh\nexit 101\n' >$policy
        chmod +x $policy
    fi
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"; } >"$log" 2>&1 </dev/null || {
        status=1
        tail -n 20 "$log" >&2
    }
    if $made; then rm -f $policy; fi
    return $status
}
