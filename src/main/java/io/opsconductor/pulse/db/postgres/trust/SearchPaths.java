package io.opsconductor.pulse.db.postgres.trust;

import java.util.List;

/**
 * Who may write where sessions look for names.
 *
 * @param role that looked
 * @param own its path, as a session has it that changes nothing
 * @param stored paths that are stored for roles, in this database or in all
 * @param schemas those of all these paths that exist, and TimescaleDB's
 * @param schemaMakers roles that are not trusted and may make schemas in this database
 */
public record SearchPaths(
        String role, SearchPath own, List<SearchPath> stored, List<PathSchema> schemas, List<String> schemaMakers) {

    public SearchPaths {
        stored = List.copyOf(stored);
        schemas = List.copyOf(schemas);
        schemaMakers = List.copyOf(schemaMakers);
    }
}
