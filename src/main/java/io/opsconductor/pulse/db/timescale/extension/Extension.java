package io.opsconductor.pulse.db.timescale.extension;

import java.util.Optional;

/**
 * What a database has of TimescaleDB.
 *
 * @param database the database's name
 * @param role the role that looked
 * @param installed the extension's version in this database; empty when it is not installed
 * @param offered the version of the library on the server; empty when there is none, or the provider hides it
 * @param schema of the extension's functions
 */
public record Extension(
        String database,
        String role,
        Optional<String> installed,
        Optional<String> offered,
        Edition edition,
        String schema) {}
