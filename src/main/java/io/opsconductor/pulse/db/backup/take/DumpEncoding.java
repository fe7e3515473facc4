package io.opsconductor.pulse.db.backup.take;

import java.util.List;
import java.util.Set;

/** In which encoding a dump is written. Pure. */
final class DumpEncoding {
    static final String UTF8 = "--encoding=UTF8";

    /** SQL_ASCII says nothing of its bytes, and of MULE_INTERNAL PostgreSQL has no conversion. */
    private static final Set<String> AS_THEY_ARE = Set.of("UTF8", "SQL_ASCII", "MULE_INTERNAL");

    private DumpEncoding() {}

    /**
     * A dump's names are read as UTF-8. What a database in another encoding holds may have no character there, and then pg_dump
     * fails, and is run again without.
     *
     * @param server PostgreSQL's name of the database's encoding
     * @return pg_dump's arguments
     */
    static List<String> arguments(String server) {
        return AS_THEY_ARE.contains(server) ? List.of() : List.of(UTF8);
    }
}
