package io.opsconductor.pulse.db.migrate;

import java.util.Locale;

/**
 * An index that a CREATE, REINDEX or DROP INDEX CONCURRENTLY left unfinished, or one of a partitioned table that lacks
 * partitions.
 *
 * @param name with its schema, quoted where needed
 * @param table the same of its table
 * @param definition the CREATE INDEX that makes it anew
 * @param bytes on disk; 0 for that of a partitioned table
 * @param backsConstraint true when a primary key, UNIQUE or EXCLUDE constraint stands on it, so that it cannot be dropped
 * @param hasChildren true for a hypertable, or another table that others inherit from
 * @param live false for what an interrupted DROP INDEX CONCURRENTLY left
 */
record InvalidIndex(
        String name,
        String table,
        String definition,
        long bytes,
        boolean backsConstraint,
        boolean partitioned,
        boolean hasChildren,
        boolean live) {

    /** True when a script names this index; that of a partitioned table is invalid by design until all parts are there. */
    boolean isNamedIn(String scriptInLowerCase) {
        String plain = name.substring(name.lastIndexOf('.') + 1).replace("\"", "");
        return !partitioned && scriptInLowerCase.contains(plain.toLowerCase(Locale.ROOT));
    }

    /** One sentence for the operator. */
    String message() {
        return partitioned
                ? "index " + name + " of the partitioned table " + table + " lacks the index of a partition"
                : "index " + name + " on " + table + " is invalid: every write pays for it, no query uses it";
    }

    /** What to run, in a form that can be pasted. */
    String remedy() {
        String anew = definition.replaceAll("\\R", " ");
        String concurrently = anew.replaceFirst(" INDEX ", " INDEX CONCURRENTLY ");
        if (partitioned) {
            return "create the index on each partition and ALTER INDEX " + name + " ATTACH PARTITION …;";
        }
        return backsConstraint || isLeftover()
                ? dropping()
                : dropping() + " " + (hasChildren ? anew : concurrently) + ";";
    }

    /** What takes it away, or where a constraint stands on it puts it right. */
    String dropping() {
        if (backsConstraint) {
            return "REINDEX INDEX CONCURRENTLY " + name + ";";
        }
        // TimescaleDB knows no CONCURRENTLY on a hypertable, for dropping neither.
        return (hasChildren && !isLeftover() ? "DROP INDEX " : "DROP INDEX CONCURRENTLY ") + name + ";";
    }

    /** PostgreSQL's own names for the copies that REINDEX CONCURRENTLY works with; the real index is still there. */
    boolean isLeftover() {
        return !live || name.matches(".*_cc(new|old)\\d*\"?");
    }
}
