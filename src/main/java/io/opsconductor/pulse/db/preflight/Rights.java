package io.opsconductor.pulse.db.preflight;

import java.util.Optional;

/**
 * What a role may do with the tables of a database; those of extensions are not counted.
 *
 * @param temporary it may make temporary tables
 * @param allSessions it sees what sessions of other roles do
 * @param tables how many there are
 * @param unreadable of these, those that it may not read
 * @param guarded those whose rows policies choose for it
 * @param others those that it may not alter, since they belong to roles for which it may not act
 */
record Rights(
        String database,
        String role,
        boolean temporary,
        boolean allSessions,
        long tables,
        long unreadable,
        long guarded,
        long others) {

    /**
     * Where a statement without a schema creates.
     *
     * @param schema empty when the role may use none of its path
     * @param allowed the role may create there
     */
    record CreatesIn(Optional<String> schema, boolean allowed) {}
}
