package io.opsconductor.pulse.db.dev;

import java.nio.file.Path;

/** The programs of PostgreSQL 17 or newer: the machine's own, or Debian's unpacked into a cache. */
final class ClientTools {

    private ClientTools() {}

    static Path install() {
        return InstallScript.run("postgresql/install.sh");
    }
}
