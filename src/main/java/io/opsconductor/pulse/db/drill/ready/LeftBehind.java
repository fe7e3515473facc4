package io.opsconductor.pulse.db.drill.ready;

import java.util.Optional;

/**
 * A thing that a killed restore or drill left on the server.
 *
 * @param kind of it
 * @param name of a database or a trigger, of a role as it is written in statements; empty where it is no text here
 * @param owner of the database as it was; empty where that is not known
 */
record LeftBehind(Kind kind, String name, Optional<String> owner) {
    /** What is left. */
    enum Kind {
        /** Closed to all but superusers. */
        DATABASE,
        /** In the database that was being filled. */
        TRIGGER,
        /** A database that a drill made, with what it restored. */
        SCRATCH,
        /** May log in, by a password that went with the restore, until it expires. */
        ROLE
    }
}
