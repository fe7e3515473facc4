package io.opsconductor.pulse.db.drill.compare;

import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.toc.DatabaseProperties;
import io.opsconductor.pulse.db.backup.toc.DatabaseProperties.Right;

/**
 * What a database has of its own, apart from what is in it.
 *
 * @param limit how many sessions; -1 for as many as there may be
 * @param settings as stored, by role, which is empty for all, and name in small letters
 * @param rights by role and privilege; a role without a name is PUBLIC
 */
record DatabaseState(
        int limit,
        boolean template,
        Optional<String> comment,
        Map<String, Map<String, String>> settings,
        Map<String, Map<String, Right>> rights) {
    /** As CREATE DATABASE makes it; what its owner may is left out. */
    static final DatabaseState FRESH = new DatabaseState(
            -1,
            false,
            Optional.empty(),
            Map.of(),
            Map.of(DatabaseProperties.PUBLIC, Map.of("CONNECT", Right.GRANTED, "TEMPORARY", Right.GRANTED)));
}
