package io.opsconductor.pulse.db.drill.load;

import java.util.List;

import io.opsconductor.pulse.db.backup.toc.ArchiveToc;
import io.opsconductor.pulse.db.backup.toc.TocEntry;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** What a backup gives to no owner, so that it belongs to the superuser who restores and does its work with those rights. */
public final class NotGivenStore {
    private final Database database;
    private final ArchiveToc toc;
    private final boolean scratch;

    /** @param scratch whether no other role comes into that database */
    public NotGivenStore(Database database, ArchiveToc toc, boolean scratch) {
        this.database = database;
        this.toc = toc;
        this.scratch = scratch;
    }

    private record NotGiven(String quoted, String undo) {}

    /**
     * Before anything that has been made can be called: pg_dump puts functions and views behind keys that they need.
     *
     * @throws PulseFailure (failed) naming the first
     */
    public void requireNone() {
        List<NotGiven> found = found();
        if (!found.isEmpty()) {
            throw PulseFailure.failed(
                    "the backup does not give " + found.get(0).quoted()
                            + " to its owner: what it does would be done with a superuser's rights",
                    "dump with owners, i.e. without --no-owner; or "
                            + (scratch
                                    ? ""
                                    : "restore as the role that is to own everything, if that is no superuser; or ")
                            + "set PULSE_DRILL_TRUST_OWNERS=true",
                    null);
        }
    }

    /** From a database for keeps whose restore failed, be it for another reason: others may be able to log in there. */
    public void takeAway() {
        TemporaryRolesStore.execute(
                database, found().stream().map(NotGiven::undo).toList());
    }

    private List<NotGiven> found() {
        List<TocEntry> code = toc.entries().stream()
                .filter(entry -> entry.is("FUNCTION", "PROCEDURE", "TABLE", "VIEW", "MATERIALIZED VIEW"))
                .toList();
        return database.read(
                "restore",
                connection -> Query.list(
                        connection,
                        SqlFile.read("drill/not-given"),
                        row -> new NotGiven(row.getString("quoted"), row.getString("undo")),
                        code.stream().map(TocEntry::schema).toArray(String[]::new),
                        code.stream().map(NotGivenStore::name).toArray(String[]::new),
                        code.stream().map(TocEntry::owner).toArray(String[]::new),
                        !scratch,
                        tablesAct()));
    }

    /**
     * Whether tables do more with their owner's rights than hold rows: by statistics on expressions, which ANALYZE computes
     * be they immutable or not; for others by a rule, or by a foreign key that writes to the other table, whose triggers,
     * checks and defaults are then its owner's.
     */
    private boolean tablesAct() {
        boolean triggers = toc.entries().stream().anyMatch(entry -> entry.is("TRIGGER"));
        return toc.entries().stream()
                .anyMatch(entry -> isOfExpressions(entry)
                        || !scratch && (entry.is("RULE") || entry.is("FK CONSTRAINT") && writes(entry, triggers)));
    }

    private static boolean isOfExpressions(TocEntry entry) {
        return entry.is("STATISTICS")
                && entry.definition().indexOf('(', entry.definition().indexOf(" ON ")) >= 0;
    }

    private static boolean writes(TocEntry key, boolean triggers) {
        return key.definition().contains(" ON UPDATE ")
                || key.definition().contains(" ON DELETE SET ")
                || triggers && key.definition().contains(" ON DELETE ");
    }

    /** A function's has the types of its arguments behind it. */
    private static String name(TocEntry entry) {
        int arguments = entry.is("FUNCTION", "PROCEDURE") ? entry.tag().lastIndexOf('(') : -1;
        return arguments < 0 ? entry.tag() : entry.tag().substring(0, arguments);
    }
}
