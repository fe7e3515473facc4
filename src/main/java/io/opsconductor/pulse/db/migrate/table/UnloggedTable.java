package io.opsconductor.pulse.db.migrate.table;

import java.util.List;

/**
 * A table whose rows are not in the write-ahead log.
 *
 * @param name quoted where it has to be, with its schema
 * @param referenced other unlogged tables that its foreign keys point at, named alike
 */
record UnloggedTable(String name, List<String> referenced) {
    UnloggedTable {
        referenced = List.copyOf(referenced);
    }
}
