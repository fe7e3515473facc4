#!/usr/bin/env bash
# age and age-keygen for tests: the machine's own, or Debian's; see debian.sh. The last line of standard output is the folder
# with the programs.
set -euo pipefail

name=age
layout=1
# shellcheck source=src/dev/debian.sh
. "$(dirname "${BASH_SOURCE[0]}")/../debian.sh"

adapt() { :; }

if [ -z "${PULSE_DEV_FORCE_UNPACK:-}" ] && [ -x /usr/bin/age ] && [ -x /usr/bin/age-keygen ]; then
    echo /usr/bin
    exit
fi
unpack_debian age
"$final/usr/bin/age" --version >/dev/null 2>&1 ||
    { say "$final/usr/bin/age does not run on this machine; remove $final and try again"; exit 1; }
echo "$final/usr/bin"
