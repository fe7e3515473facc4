package io.opsconductor.pulse.db.backup.external;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

import io.opsconductor.pulse.db.backup.archive.HypertableDataJudge;
import io.opsconductor.pulse.db.backup.archive.HypertableFacts;
import io.opsconductor.pulse.db.backup.script.SqlWords;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Databases;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.Config;

/**
 * Which tables are hypertables, by the configuration and by the database where it can be reached. From TimescaleDB 2.25 on
 * a dump of the schema {@code public} alone does not tell: in it a hypertable is a table without rows.
 */
@ApplicationScoped
public class KnownHypertables {
    private static final Pattern DECLARED = Pattern.compile("pulse\\.hypertables\\.(?:\"([^\"]+)\"|([^.\"]+))\\..*");

    private final Config config;
    private final Databases databases;

    public KnownHypertables(Config config, Databases databases) {
        this.config = config;
        this.databases = databases;
    }

    /**
     * @param rows of a dump without TimescaleDB's catalogue, by table
     * @return why it cannot be counted on; empty when nothing speaks against it
     */
    Optional<String> problem(SortedMap<String, Long> rows) {
        Set<String> empty = new HashSet<>();
        rows.forEach((table, number) -> {
            if (number == 0) {
                empty.add(SqlWords.unquotedTable(table));
            }
        });
        if (empty.isEmpty()) {
            return Optional.empty();
        }
        Set<String> known = declared();
        known.addAll(atSource());
        known.retainAll(empty);
        return HypertableDataJudge.problem(new HypertableFacts(known, Set.of(), Set.of(), Set.of()), empty);
    }

    private Set<String> declared() {
        Set<String> names = new HashSet<>();
        StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .map(DECLARED::matcher)
                .filter(Matcher::matches)
                .map(name -> name.group(1) == null ? name.group(2) : name.group(1))
                .forEach(name ->
                        names.add(name.contains(".") ? SqlWords.unquotedTable(name) : SqlWords.table("public", name)));
        return names;
    }

    /** None where the database is not to be reached: a backup is judged without it, too. */
    private Set<String> atSource() {
        try (Database database = databases.any()) {
            return database.isMissing() ? Set.of() : HypertableCatalog.names(database);
        } catch (PulseFailure unreachable) {
            return Set.of();
        }
    }
}
