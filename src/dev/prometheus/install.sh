#!/usr/bin/env bash
# Prometheus, promtool and Alertmanager for tests: the machine's own, or Debian's; see debian.sh. The last line of standard
# output is the folder with the programs.
set -euo pipefail

name=prometheus
layout=1
# shellcheck source=src/dev/debian.sh
. "$(dirname "${BASH_SOURCE[0]}")/../debian.sh"

# Debian's Alertmanager opens its template in this folder only; one as long is the working directory.
adapt() {
    local share=/usr/share/prometheus/alertmanager
    LC_ALL=C sed -i "s|$share|$(printf './%.0s' $(seq $((${#share} / 2))))|g" usr/bin/prometheus-alertmanager
}

if [ -z "${PULSE_DEV_FORCE_UNPACK:-}" ] && [ -x /usr/bin/promtool ] && [ -x /usr/bin/prometheus-alertmanager ]; then
    echo /usr/bin
    exit
fi
unpack_debian prometheus prometheus-alertmanager
"$final/usr/bin/promtool" --version >/dev/null 2>&1 ||
    { say "$final/usr/bin/promtool does not run on this machine; remove $final and try again"; exit 1; }
echo "$final/usr/bin"
