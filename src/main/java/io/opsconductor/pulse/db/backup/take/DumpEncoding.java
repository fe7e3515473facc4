package io.opsconductor.pulse.db.backup.take;

import java.util.List;

/** In which encoding a dump is written. Pure. */
final class DumpEncoding {
    /** Each of its bytes is a character: the conversion cannot fail of what another role wrote. */
    private static final String LATIN1 = "LATIN1";

    private DumpEncoding() {}

    /**
     * A dump's names are read as UTF-8. One of a database in another encoding stays in that, since what it holds may have no
     * character in UTF-8, and then pg_dump would fail.
     *
     * @param server PostgreSQL's name of the database's encoding
     * @return pg_dump's arguments
     */
    static List<String> arguments(String server) {
        return LATIN1.equals(server) ? List.of("--encoding=UTF8") : List.of();
    }
}
