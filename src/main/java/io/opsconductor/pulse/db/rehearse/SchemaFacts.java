package io.opsconductor.pulse.db.rehearse;

import java.util.List;
import java.util.Map;

/**
 * What a database holds that a migration may take away.
 *
 * @param tables by schema and name, unquoted; chunks and partitions are counted with their table
 * @param jobs policies and jobs, for people, one entry each
 * @param invalidIndexes by schema and name
 * @param bytes the size of the database
 */
record SchemaFacts(Map<String, Table> tables, List<String> jobs, List<String> invalidIndexes, long bytes) {
    /**
     * @param secured whether row security is on; {@code forced}, whether for the owner too
     * @param policies of row security, by name
     */
    record Table(long rows, boolean secured, boolean forced, List<String> columns, List<String> policies) {
        Table withRows(long counted) {
            return new Table(counted, secured, forced, columns, policies);
        }
    }
}
