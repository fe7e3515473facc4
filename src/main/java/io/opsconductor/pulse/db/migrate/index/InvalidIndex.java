package io.opsconductor.pulse.db.migrate.index;

import java.util.Optional;
import java.util.regex.Pattern;

import io.opsconductor.pulse.db.postgres.trust.BorrowedRights;
import io.opsconductor.pulse.db.postgres.trust.OwnLogin;

/**
 * An index that a CREATE, REINDEX or DROP INDEX CONCURRENTLY left unfinished, or one of a partitioned table that lacks
 * partitions.
 *
 * @param name with its schema, quoted where needed
 * @param table the same of its table
 * @param definition the CREATE INDEX that makes it anew
 * @param bytes on disk; 0 for that of a partitioned table, and where another session has the index locked
 * @param backsConstraint true when a primary key, UNIQUE or EXCLUDE constraint stands on it, so that it cannot be dropped
 * @param hasChildren true for a hypertable, or another table that others inherit from
 * @param live false for what an interrupted DROP INDEX CONCURRENTLY left
 * @param untrustedOwner the table's owner, where that role may not act for ours; empty where it may
 * @param untrustedCode what building it would run with the rights of a trusted owner; empty for nothing
 */
public record InvalidIndex(
        String name,
        String table,
        String definition,
        long bytes,
        boolean backsConstraint,
        boolean partitioned,
        boolean hasChildren,
        boolean live,
        Optional<String> untrustedOwner,
        Optional<String> untrustedCode) {
    /** What REINDEX CONCURRENTLY puts behind the name of an index for the copies that it works with. */
    private static final String COPY = "_cc(new|old)\\d*$";

    private static final Pattern NAMELESS =
            Pattern.compile("\\bINDEX\\s+CONCURRENTLY\\s+ON\\b", Pattern.CASE_INSENSITIVE);

    /** True when a script names this index; that of a partitioned table is invalid by design until all parts are there. */
    public boolean isNamedIn(String script) {
        String plain = plain(name);
        return !partitioned && (names(script, plain) || isLeftover() && names(script, plain.replaceFirst(COPY, "")));
    }

    /** True when a script makes this index; one without a name is known by its table. */
    public boolean isMadeIn(String script) {
        return isNamedIn(script) || !partitioned && NAMELESS.matcher(script).find() && names(script, plain(table));
    }

    private static boolean names(String script, String plain) {
        return Pattern.compile("(?<![\\w$])" + Pattern.quote(plain) + "(?![\\w$])", Pattern.CASE_INSENSITIVE)
                .matcher(script)
                .find();
    }

    private static String plain(String qualified) {
        return qualified.substring(qualified.lastIndexOf('.') + 1).replace("\"", "");
    }

    public String message() {
        return partitioned
                ? "index " + name + " of the partitioned table " + table + " lacks the index of a partition"
                : "index " + name + " on " + table + " is invalid: every write pays for it, no query uses it";
    }

    /** What to run, in a form that can be pasted where {@link #canBePasted} says so. */
    public String remedy() {
        return code().map(code -> BorrowedRights.remedy(code, statement())).orElseGet(this::statement);
    }

    private String statement() {
        if (partitioned) {
            return "create the index on each partition and ALTER INDEX " + name + " ATTACH PARTITION …;";
        }
        if (backsConstraint || isLeftover()) {
            return dropping();
        }
        // PostgreSQL rebuilds an index as the table's owner; the constants of a definition are computed by who pastes
        // it.
        return hasChildren
                ? owner().map(OwnLogin::as).orElse("") + dropping() + " " + definition + ";"
                : "REINDEX INDEX CONCURRENTLY " + name + ";";
    }

    /** What keeps it from being built; empty for nothing, and where nothing is built. */
    Optional<String> code() {
        return untrustedCode.filter(code -> !partitioned && !isLeftover());
    }

    boolean canBePasted() {
        return !partitioned && owner().isEmpty() && code().isEmpty();
    }

    /** Who has to make it anew; empty where any role with the right can repair it. */
    Optional<String> owner() {
        return untrustedOwner.filter(role -> hasChildren && !partitioned && !backsConstraint && !isLeftover());
    }

    /** What takes it away, or where a constraint stands on it puts it right. */
    public String dropping() {
        if (backsConstraint) {
            return "REINDEX INDEX CONCURRENTLY " + name + ";";
        }
        // TimescaleDB knows no CONCURRENTLY on a hypertable, for dropping neither.
        return (hasChildren && !isLeftover() ? "DROP INDEX " : "DROP INDEX CONCURRENTLY ") + name + ";";
    }

    /** False where a constraint stands on it. */
    public boolean canBeDropped() {
        return !backsConstraint || isLeftover();
    }

    /** PostgreSQL's own names for the copies that REINDEX CONCURRENTLY works with; the real index is still there. */
    public boolean isLeftover() {
        return !live || plain(name).matches(".*" + COPY);
    }
}
