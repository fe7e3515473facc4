package io.opsconductor.pulse.db.drill.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.backup.archive.ArchiveToc;
import io.opsconductor.pulse.db.backup.archive.TocEntry;
import io.opsconductor.pulse.db.backup.archive.TocEntry.Section;

/**
 * In which steps an archive is loaded. While rows come in, PostgreSQL calls what the tables' owners wrote (checks, domains,
 * generated columns) with the rights of the role that loads: so rows are loaded by one without a superuser's rights, and
 * every check is there before the first row, for adding one later would call it as a superuser. Indexes call their
 * expressions as the table's owner; foreign keys and the rest call nothing of it.
 *
 * @param first the schema of TimescaleDB's extension, which is made before anything else; empty where that is there anyway
 * @param steps until everything is there but what {@code last} brings and materialized views, which are filled by
 *     {@code REFRESH}: pg_restore does so before TimescaleDB can read a compressed chunk
 * @param last event triggers, which would be called by everything that is done after them; empty where there are none
 */
public record LoadPlan(Optional<Step> first, List<Step> steps, Optional<Step> last) {
    /** Their tables depend on each other: one session restores them in order. No role but a superuser writes there. */
    private static final List<String> CATALOGUE = List.of("_timescaledb_catalog", "_timescaledb_config");

    private static final List<String> PRE_DATA = List.of("--section=pre-data");

    /**
     * @param contained by the role without a superuser's rights
     * @param options of pg_restore
     * @param entries the only ones to be restored, by number; empty for all
     */
    public record Step(boolean contained, List<String> options, List<Integer> entries) {
        public Step {
            options = List.copyOf(options);
            entries = List.copyOf(entries);
        }
    }

    public LoadPlan {
        steps = List.copyOf(steps);
    }

    /**
     * @param timescale whether the archive is of a database with TimescaleDB
     * @param jobs sessions at once
     */
    public static LoadPlan of(ArchiveToc toc, boolean timescale, int jobs) {
        List<String> parallel = jobs > 1 ? List.of("--jobs=" + jobs) : List.of();
        Set<Integer> early = ids(toc, LoadPlan::isCheckOfRows);
        Set<Integer> later = ids(toc, entry -> entry.is("EVENT TRIGGER", "MATERIALIZED VIEW DATA"));
        Set<Integer> rows = ids(toc, entry -> entry.is("TABLE DATA", "SEQUENCE SET"));
        boolean largeObjects =
                toc.entries().stream().anyMatch(entry -> entry.section() == Section.DATA && !rows.contains(entry.id()));
        Set<Integer> schema = ids(toc, entry -> timescale && isSchemaOfTimescale(toc, entry));
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(false, PRE_DATA, schema.isEmpty() ? List.of() : only(toc, id -> !schema.contains(id))));
        if (!early.isEmpty()) {
            steps.add(new Step(false, List.of("--section=post-data"), only(toc, early::contains)));
        }
        List<String> data = new ArrayList<>(List.of("--section=data"));
        data.addAll(parallel);
        if (timescale) {
            List<String> catalogue = new ArrayList<>(List.of("--section=data"));
            CATALOGUE.forEach(name -> catalogue.add("--schema=" + name));
            CATALOGUE.forEach(name -> data.add("--exclude-schema=" + name));
            steps.add(new Step(false, catalogue, List.of()));
        }
        if (largeObjects) {
            steps.add(new Step(false, List.of("--section=data"), only(toc, id -> !rows.contains(id))));
        }
        steps.add(new Step(true, data, largeObjects ? only(toc, rows::contains) : List.of()));
        List<String> rest = new ArrayList<>(List.of("--section=post-data"));
        rest.addAll(parallel);
        steps.add(new Step(false, rest, only(toc, id -> !early.contains(id) && !later.contains(id))));
        List<Integer> triggers = only(toc, ids(toc, entry -> entry.is("EVENT TRIGGER"))::contains);
        return new LoadPlan(
                schema.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Step(false, PRE_DATA, only(toc, schema::contains))),
                steps,
                triggers.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Step(false, List.of("--section=post-data"), triggers)));
    }

    /** One that is not to hold for rows that are there already calls nothing when it is added after them. */
    private static boolean isCheckOfRows(TocEntry entry) {
        return entry.is("CHECK CONSTRAINT")
                && !entry.definition().stripTrailing().endsWith(" NOT VALID;");
    }

    /** Each database is made with a schema public. */
    private static boolean isSchemaOfTimescale(ArchiveToc toc, TocEntry entry) {
        return entry.is("SCHEMA")
                && toc.schemaOfExtension("timescaledb")
                        .filter(name -> name.equals(entry.tag()) && !name.equals("public"))
                        .isPresent();
    }

    private static Set<Integer> ids(ArchiveToc toc, Predicate<TocEntry> wanted) {
        return toc.entries().stream().filter(wanted).map(TocEntry::id).collect(Collectors.toSet());
    }

    private static List<Integer> only(ArchiveToc toc, Predicate<Integer> wanted) {
        return toc.entries().stream().map(TocEntry::id).filter(wanted).toList();
    }
}
