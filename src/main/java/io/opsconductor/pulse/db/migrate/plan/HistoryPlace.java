package io.opsconductor.pulse.db.migrate.plan;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.KnownTable;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;

/**
 * The one schema of a database in which its history lies, with our log and, for Pulse, the Python runner's table. Found by name and
 * columns in all schemas, whoever asks: a role's search path does not decide which migrations were applied. One that a trusted role
 * made is not obscured by another role's. Pure.
 *
 * @param schema of the tables; where none is there yet, the one in which they will be made, and for a role that can make none
 *     {@code public}
 * @param history Flyway's
 * @param runner the Python runner's; empty where another tool has a table of that name
 * @param log ours
 * @param others another tool's table under the Python runner's name: neither read nor written
 * @param keepsRunner whether the Python runner's table is written: it is there, or is to be made
 */
public record HistoryPlace(
        String schema,
        Optional<KnownTable> history,
        Optional<KnownTable> runner,
        Optional<KnownTable> log,
        Optional<KnownTable> others,
        boolean keepsRunner) {
    public static final String HISTORY = "flyway_schema_history";
    public static final String RUNNER = "schema_migrations";
    public static final String LOG = "pulse_migration_log";

    private static final String USUAL = "public";

    private static final Set<String> HISTORY_COLUMNS = Set.of(
            "installed_rank",
            "version",
            "description",
            "type",
            "script",
            "checksum",
            "installed_by",
            "installed_on",
            "execution_time",
            "success");
    private static final Set<String> RUNNER_COLUMNS = Set.of("version", "filename", "applied_at");
    private static final Set<String> LOG_COLUMNS =
            Set.of("id", "at", "actor", "event", "version", "script", "checksum", "digest", "note");

    /**
     * @param found every relation with one of the three names
     * @param role who asks
     * @param configured {@code pulse.migrations.history-schema}
     * @param makesRunner {@code pulse.migrations.runner-table}
     * @throws PulseFailure (usage) when there are several, when it is elsewhere than configured, when another tool has the
     *     name
     */
    static HistoryPlace of(List<KnownTable> found, SessionRole role, Optional<String> configured, boolean makesRunner) {
        Set<String> schemas = schemas(found);
        Set<String> trusted = schemas(
                found.stream().filter(table -> table.stranger(false).isEmpty()).toList());
        String schema = configured.isPresent() && schemas.contains(configured.get())
                ? configured.get()
                : only(trusted.isEmpty() ? schemas : trusted, role, configured);
        List<KnownTable> here =
                found.stream().filter(table -> table.schema().equals(schema)).toList();
        named(here, HISTORY, table -> !looksLike(table, HISTORY_COLUMNS)).ifPresent(HistoryPlace::refuseOthers);
        named(here, LOG, table -> !looksLike(table, LOG_COLUMNS)).ifPresent(HistoryPlace::refuseOthers);
        Optional<KnownTable> runner = named(here, RUNNER, table -> looksLike(table, RUNNER_COLUMNS));
        Optional<KnownTable> others = named(here, RUNNER, table -> !looksLike(table, RUNNER_COLUMNS));
        return new HistoryPlace(
                schema,
                named(here, HISTORY, table -> true),
                runner,
                named(here, LOG, table -> true),
                others,
                runner.isPresent() || makesRunner && others.isEmpty());
    }

    private static String only(Set<String> schemas, SessionRole role, Optional<String> configured) {
        if (schemas.size() > 1) {
            throw PulseFailure.usage(
                    "this database has " + schemas.size() + " histories of migrations, in the schemas "
                            + String.join(", ", schemas),
                    "say which one counts: pulse.migrations.history-schema=SCHEMA");
        }
        if (schemas.isEmpty()) {
            // One that only looks needs none to create in.
            return configured.or(role::createsIn).orElse(USUAL);
        }
        String schema = schemas.iterator().next();
        if (configured.isPresent()) {
            throw PulseFailure.usage(
                    "the history of this database is in schema " + schema + ", not in " + configured.get()
                            + " as pulse.migrations.history-schema says",
                    "set pulse.migrations.history-schema=" + schema + ", or leave it out");
        }
        return schema;
    }

    private static Set<String> schemas(List<KnownTable> found) {
        return Stream.of(
                        schemas(found, HISTORY, HISTORY_COLUMNS),
                        schemas(found, LOG, LOG_COLUMNS),
                        schemas(found, RUNNER, RUNNER_COLUMNS))
                .filter(candidates -> !candidates.isEmpty())
                .findFirst()
                .orElse(Set.of());
    }

    private static Set<String> schemas(List<KnownTable> found, String name, Set<String> columns) {
        return found.stream()
                .filter(table -> table.name().equals(name) && looksLike(table, columns))
                .map(KnownTable::schema)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean looksLike(KnownTable table, Set<String> columns) {
        return table.columns().containsAll(columns);
    }

    private static Optional<KnownTable> named(List<KnownTable> here, String name, Predicate<KnownTable> fits) {
        return here.stream()
                .filter(table -> table.name().equals(name) && fits.test(table))
                .findFirst();
    }

    private static void refuseOthers(KnownTable table) {
        throw PulseFailure.usage(
                "the table " + table.label() + " is another tool's: its columns are "
                        + String.join(", ", new TreeSet<>(table.columns())),
                "rename that table, or keep the history elsewhere: pulse.migrations.history-schema=SCHEMA");
    }

    /** Those that are there and are read or written. */
    public List<KnownTable> tables() {
        return Stream.of(history, runner, log).flatMap(Optional::stream).toList();
    }

    /**
     * Takes the lock under which they are written, ahead of the first row: until the transaction ends no other role can attach a
     * trigger or a key to them.
     */
    public String lock() {
        return lock(tables(), "ROW EXCLUSIVE");
    }

    static String lock(List<KnownTable> tables, String mode) {
        return tables.stream()
                .map(table -> "ONLY " + table.identifier())
                .collect(Collectors.joining(", ", "LOCK TABLE ", " IN " + mode + " MODE"));
    }

    /** Their oids as one text, with commas between. */
    public String oids() {
        return tables().stream().map(table -> Long.toString(table.oid())).collect(Collectors.joining(","));
    }

    boolean isComplete() {
        return history.isPresent() && log.isPresent() && (runner.isPresent() || !keepsRunner);
    }

    /** @param name of one of the three tables */
    String identifier(String name) {
        return SqlIdentifier.of(schema) + "." + SqlIdentifier.of(name);
    }

    /** A file of {@code sql/migrate/} with the tables' names filled in. */
    public String sql(String file) {
        return SqlFile.read("migrate/" + file)
                .replace("{schema}", SqlIdentifier.of(schema))
                .replace("{history}", identifier(HISTORY))
                .replace("{runner}", identifier(RUNNER))
                .replace("{log}", identifier(LOG));
    }
}
