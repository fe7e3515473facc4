package io.opsconductor.pulse.db.preflight;

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
        long others) {}
