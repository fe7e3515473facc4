package io.opsconductor.pulse.db.drill.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.backup.toc.ArchiveToc;
import io.opsconductor.pulse.db.backup.toc.TocEntry;
import io.opsconductor.pulse.db.backup.toc.TocEntry.Section;
import io.opsconductor.pulse.db.drill.compare.Held;

/**
 * In which steps an archive is loaded. While rows come in, PostgreSQL calls what the tables' owners wrote (checks, domains,
 * generated columns) with the rights of the role that loads: so rows are loaded by one without a superuser's rights, and
 * every check is there before the first row, for adding one later would call it as a superuser. Indexes call their
 * expressions as the table's owner. While all the rest is done functions are held, and where expressions are only read, as to
 * attach a partition or to check a foreign key, PostgreSQL does not compute them beforehand.
 *
 * @param first the schema of TimescaleDB's extension, which is made before anything else; empty where that is there anyway
 * @param steps until everything is there but what {@code last} brings and materialized views, which are filled by
 *     {@code REFRESH}: pg_restore does so before TimescaleDB can read a compressed chunk
 * @param last event triggers, which would be called by everything that is done after them; empty where there are none
 */
public record LoadPlan(Optional<Step> first, List<Step> steps, Optional<Step> last) {
    /** Their tables depend on each other: one session restores them in order. No role but a superuser writes there. */
    private static final List<String> CATALOGUE = List.of("_timescaledb_catalog", "_timescaledb_config");

    /** Which data of a section is meant, where that matters. */
    public enum Catalogue {
        INCLUDED,
        ALONE,
        EXCLUDED
    }

    /**
     * @param contained by the role without a superuser's rights
     * @param held the functions that must not be called meanwhile
     * @param catalogue whether TimescaleDB's own tables are among them
     * @param jobs sessions at once, where what restores can have several
     * @param entries the only ones to be restored, by number, and there may be none; empty for all
     */
    public record Step(
            boolean contained,
            Held held,
            Section section,
            Catalogue catalogue,
            int jobs,
            Optional<List<Integer>> entries) {
        public Step {
            entries = entries.map(List::copyOf);
        }

        private static Step of(Held held, Section section, List<Integer> entries) {
            return new Step(false, held, section, Catalogue.INCLUDED, 1, Optional.of(entries));
        }

        /** By number. */
        public List<Integer> of(ArchiveToc toc) {
            Optional<Set<Integer>> wanted = entries.map(Set::copyOf);
            return toc.entries().stream()
                    .filter(entry -> entry.section() == section)
                    .filter(entry -> catalogue == Catalogue.INCLUDED
                            || CATALOGUE.contains(entry.schema()) == (catalogue == Catalogue.ALONE))
                    .map(TocEntry::id)
                    .filter(id -> wanted.isEmpty() || wanted.get().contains(id))
                    .toList();
        }

        /** The same as pg_restore is told, the list of entries left out. */
        List<String> options() {
            List<String> options = new ArrayList<>(List.of("--section="
                    + switch (section) {
                        case PRE_DATA -> "pre-data";
                        case DATA -> "data";
                        default -> "post-data";
                    }));
            if (catalogue != Catalogue.INCLUDED) {
                String option = catalogue == Catalogue.ALONE ? "--schema=" : "--exclude-schema=";
                CATALOGUE.forEach(name -> options.add(option + name));
            }
            if (jobs > 1) {
                options.add("--jobs=" + jobs);
            }
            return options;
        }
    }

    public LoadPlan {
        steps = List.copyOf(steps);
    }

    /**
     * @param timescale whether the archive is of a database with TimescaleDB
     * @param jobs sessions at once
     * @param powerful the server's roles with a superuser's rights, as whom the indexes of their tables are computed: those
     *     may call no function of others
     */
    public static LoadPlan of(ArchiveToc toc, boolean timescale, int jobs, Set<String> powerful) {
        Set<Integer> early = ids(toc, LoadPlan::isCheckOfRows);
        Set<Integer> later = ids(toc, entry -> entry.is("EVENT TRIGGER", "MATERIALIZED VIEW DATA"));
        Set<Integer> rows = ids(toc, entry -> entry.is("TABLE DATA", "SEQUENCE SET"));
        boolean largeObjects =
                toc.entries().stream().anyMatch(entry -> entry.section() == Section.DATA && !rows.contains(entry.id()));
        Set<Integer> schema = ids(toc, entry -> timescale && isSchemaOfTimescale(toc, entry));
        Set<Integer> partitions = ids(toc, entry -> entry.is("TABLE ATTACH"));
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(
                false,
                Held.ALL,
                Section.PRE_DATA,
                Catalogue.INCLUDED,
                1,
                some(
                        !schema.isEmpty() || !partitions.isEmpty(),
                        toc,
                        id -> !schema.contains(id) && !partitions.contains(id))));
        if (!partitions.isEmpty()) {
            steps.add(Step.of(Held.UNCOMPUTED, Section.PRE_DATA, only(toc, partitions::contains)));
        }
        if (!early.isEmpty()) {
            steps.add(Step.of(Held.ALL, Section.POST_DATA, only(toc, early::contains)));
        }
        if (timescale) {
            steps.add(new Step(false, Held.ALL, Section.DATA, Catalogue.ALONE, 1, Optional.empty()));
        }
        if (largeObjects) {
            steps.add(Step.of(Held.ALL, Section.DATA, only(toc, id -> !rows.contains(id))));
        }
        // Rows need what their tables call; nothing else calls anything.
        steps.add(new Step(
                true,
                Held.NONE,
                Section.DATA,
                timescale ? Catalogue.EXCLUDED : Catalogue.INCLUDED,
                jobs,
                some(largeObjects, toc, rows::contains)));
        Set<Integer> indexes = ids(toc, LoadPlan::isIndexOfExpressions);
        Set<Integer> ofPowerful = ids(toc, entry -> isNotGiven(entry) || powerful.contains(entry.owner()));
        boolean planned = !indexes.isEmpty() || toc.entries().stream().anyMatch(LoadPlan::readsExpressions);
        Set<Integer> behind =
                ids(toc, entry -> planned && (entry.section() == Section.NONE || readsExpressions(entry)));
        Predicate<Integer> rest = id -> Stream.of(early, later, indexes, behind).noneMatch(set -> set.contains(id));
        Stream.of(
                        after(toc, Held.ALL, jobs, rest),
                        after(toc, Held.ALL, jobs, id -> indexes.contains(id) && ofPowerful.contains(id)),
                        after(toc, Held.OF_DOMAINS, jobs, id -> indexes.contains(id) && !ofPowerful.contains(id)),
                        after(toc, Held.UNCOMPUTED, jobs, behind::contains))
                .filter(step -> !step.entries().get().isEmpty())
                .forEach(steps::add);
        List<Integer> triggers = only(toc, ids(toc, entry -> entry.is("EVENT TRIGGER"))::contains);
        return new LoadPlan(
                schema.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Step.of(Held.ALL, Section.PRE_DATA, only(toc, schema::contains))),
                steps,
                triggers.isEmpty() ? Optional.empty() : Optional.of(Step.of(Held.ALL, Section.POST_DATA, triggers)));
    }

    private static Step after(ArchiveToc toc, Held held, int jobs, Predicate<Integer> wanted) {
        return new Step(false, held, Section.POST_DATA, Catalogue.INCLUDED, jobs, Optional.of(only(toc, wanted)));
    }

    /** One that is not to hold for rows that are there already calls nothing when it is added after them. */
    private static boolean isCheckOfRows(TocEntry entry) {
        return entry.is("CHECK CONSTRAINT")
                && !entry.definition().stripTrailing().endsWith(" NOT VALID;");
    }

    private static boolean isIndexOfExpressions(TocEntry entry) {
        return entry.is("INDEX") || entry.is("CONSTRAINT") && entry.definition().contains(" EXCLUDE ");
    }

    /** It stays with the role that restores. */
    private static boolean isNotGiven(TocEntry entry) {
        return entry.owner().isEmpty() || entry.owner().equals("-");
    }

    /**
     * What needs an index, or reads what owners wrote: a foreign key is checked by a query of both tables. What belongs to one,
     * such as a comment, comes behind it, too. A materialized view may need a key.
     */
    private static boolean readsExpressions(TocEntry entry) {
        return entry.is("INDEX ATTACH", "FK CONSTRAINT", "STATISTICS DATA");
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

    private static Optional<List<Integer>> some(boolean chosen, ArchiveToc toc, Predicate<Integer> wanted) {
        return chosen ? Optional.of(only(toc, wanted)) : Optional.empty();
    }

    private static List<Integer> only(ArchiveToc toc, Predicate<Integer> wanted) {
        return toc.entries().stream().map(TocEntry::id).filter(wanted).toList();
    }
}
