package io.opsconductor.pulse.db.migrate.table;

import java.util.List;
import java.util.Optional;

/**
 * A table whose rows are not in the write-ahead log.
 *
 * @param name quoted where it has to be, with its schema
 * @param referenced other unlogged tables that its foreign keys point at, named alike
 * @param untrustedCode what rewriting it would run with the rights of a trusted owner; empty for nothing
 */
record UnloggedTable(String name, List<String> referenced, Optional<String> untrustedCode) {
    UnloggedTable {
        referenced = List.copyOf(referenced);
    }
}
