package io.opsconductor.pulse.db.drill.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;

import io.opsconductor.pulse.db.backup.toc.ArchiveToc;
import io.opsconductor.pulse.db.backup.toc.TocEntry;
import io.opsconductor.pulse.db.backup.toc.TocEntry.Section;
import io.opsconductor.pulse.db.drill.compare.Held;
import io.opsconductor.pulse.db.drill.load.LoadPlan.Step;
import org.junit.jupiter.api.Test;

class LoadPlanTest {
    private static final List<Integer> ALL = List.of(-1);

    private static final TocEntry TABLE = entry(1, "TABLE", Section.PRE_DATA, "");
    private static final TocEntry ROWS = entry(2, "TABLE DATA", Section.DATA, "");
    private static final TocEntry INDEX = entry(3, "INDEX", Section.POST_DATA, "");
    private static final TocEntry CHECK =
            entry(4, "CHECK CONSTRAINT", Section.POST_DATA, "ALTER TABLE t ADD CONSTRAINT c CHECK (f(t.*));\n");
    private static final TocEntry NOT_VALID =
            entry(5, "CHECK CONSTRAINT", Section.POST_DATA, "ALTER TABLE t ADD CONSTRAINT c CHECK (f(a)) NOT VALID;\n");

    @Test
    void rows_alone_are_loaded_by_the_other_role() {
        LoadPlan plan = LoadPlan.of(toc(TABLE, ROWS, INDEX), false, 1, Set.of("postgres"));

        assertThat(told(plan))
                .containsExactly(
                        step(false, ALL, "--section=pre-data"),
                        step(true, ALL, "--section=data"),
                        step(false, List.of(1, 2), "--section=post-data"),
                        held(Held.OF_DOMAINS, List.of(3), "--section=post-data"));
        assertThat(plan.first()).isEmpty();
        assertThat(plan.last()).isEmpty();
    }

    @Test
    void an_index_of_a_superuser_or_of_no_known_owner_is_made_while_functions_are_held() {
        TocEntry superusers = new TocEntry(6, "INDEX", Section.POST_DATA, "public", "s", "postgres", "", "");
        TocEntry unknown = new TocEntry(7, "INDEX", Section.POST_DATA, "public", "u", "", "", "");

        assertThat(told(LoadPlan.of(toc(TABLE, ROWS, INDEX, superusers, unknown), false, 1, Set.of("postgres"))))
                .contains(
                        step(false, List.of(6, 7), "--section=post-data"),
                        held(Held.OF_DOMAINS, List.of(3), "--section=post-data"));
    }

    @Test
    void a_check_that_rows_have_to_pass_is_there_before_them_and_one_that_is_not_valid_comes_after() {
        assertThat(told(LoadPlan.of(toc(TABLE, ROWS, CHECK, NOT_VALID), false, 2, Set.of("postgres"))))
                .containsExactly(
                        step(false, ALL, "--section=pre-data"),
                        step(false, List.of(4), "--section=post-data"),
                        step(true, ALL, "--section=data", "--jobs=2"),
                        step(false, List.of(1, 2, 5), "--section=post-data", "--jobs=2"));
    }

    @Test
    void what_hangs_on_an_index_comes_behind_it_while_functions_are_held_again() {
        TocEntry key = entry(6, "CONSTRAINT", Section.POST_DATA, "ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY (a);\n");
        TocEntry exclusion = entry(
                7, "CONSTRAINT", Section.POST_DATA, "ALTER TABLE t ADD CONSTRAINT x EXCLUDE USING gist (a WITH =);");
        TocEntry reference = entry(8, "FK CONSTRAINT", Section.POST_DATA, "");
        TocEntry comment = entry(9, "COMMENT", Section.NONE, "");

        assertThat(told(LoadPlan.of(
                        toc(TABLE, ROWS, key, INDEX, comment, exclusion, reference), false, 1, Set.of("postgres"))))
                .containsExactly(
                        step(false, ALL, "--section=pre-data"),
                        step(true, ALL, "--section=data"),
                        step(false, List.of(1, 2, 6), "--section=post-data"),
                        held(Held.OF_DOMAINS, List.of(3, 7), "--section=post-data"),
                        held(Held.UNCOMPUTED, List.of(9, 8), "--section=post-data"));
    }

    @Test
    void partitions_are_attached_and_keys_checked_while_nothing_is_computed_beforehand() {
        TocEntry attached = entry(6, "TABLE ATTACH", Section.PRE_DATA, "");
        TocEntry reference = entry(7, "FK CONSTRAINT", Section.POST_DATA, "");
        TocEntry comment = entry(8, "COMMENT", Section.NONE, "");
        TocEntry trigger = entry(9, "TRIGGER", Section.POST_DATA, "");

        assertThat(told(LoadPlan.of(
                        toc(TABLE, attached, ROWS, reference, comment, trigger), false, 1, Set.of("postgres"))))
                .containsExactly(
                        step(false, List.of(1, 2, 7, 8, 9), "--section=pre-data"),
                        held(Held.UNCOMPUTED, List.of(6), "--section=pre-data"),
                        step(true, ALL, "--section=data"),
                        step(false, List.of(1, 6, 2, 9), "--section=post-data"),
                        held(Held.UNCOMPUTED, List.of(7, 8), "--section=post-data"));
    }

    @Test
    void timescaledbs_catalogue_and_large_objects_are_a_superusers_and_views_and_event_triggers_come_later() {
        TocEntry blobs = entry(6, "BLOB METADATA", Section.DATA, "");
        TocEntry view = entry(7, "MATERIALIZED VIEW DATA", Section.POST_DATA, "");
        TocEntry trigger = entry(8, "EVENT TRIGGER", Section.POST_DATA, "");
        LoadPlan plan = LoadPlan.of(toc(TABLE, ROWS, blobs, INDEX, view, trigger), true, 1, Set.of("postgres"));

        assertThat(told(plan))
                .containsExactly(
                        step(false, ALL, "--section=pre-data"),
                        step(
                                false,
                                ALL,
                                "--section=data",
                                "--schema=_timescaledb_catalog",
                                "--schema=_timescaledb_config"),
                        step(false, List.of(1, 6, 3, 7, 8), "--section=data"),
                        step(
                                true,
                                List.of(2),
                                "--section=data",
                                "--exclude-schema=_timescaledb_catalog",
                                "--exclude-schema=_timescaledb_config"),
                        step(false, List.of(1, 2, 6), "--section=post-data"),
                        held(Held.OF_DOMAINS, List.of(3), "--section=post-data"));
        assertThat(plan.last().map(LoadPlanTest::told)).contains(step(false, List.of(8), "--section=post-data"));
    }

    @Test
    void large_objects_without_any_row_leave_the_other_role_nothing_and_not_everything() {
        TocEntry blobs = entry(6, "BLOBS", Section.DATA, "");
        LoadPlan plan = LoadPlan.of(toc(TABLE, blobs), false, 1, Set.of("postgres"));

        assertThat(told(plan))
                .startsWith(
                        step(false, ALL, "--section=pre-data"),
                        step(false, List.of(1, 6), "--section=data"),
                        step(true, List.of(), "--section=data"));
        assertThat(plan.steps().get(2).of(toc(TABLE, blobs))).isEmpty();
    }

    @Test
    void a_schema_of_its_own_for_timescaledb_is_made_before_the_extension() {
        TocEntry schema = new TocEntry(9, "SCHEMA", Section.PRE_DATA, "", "ts", "iot", "CREATE SCHEMA ts;", "");
        TocEntry extension = new TocEntry(
                10,
                "EXTENSION",
                Section.PRE_DATA,
                "",
                "timescaledb",
                "",
                "CREATE EXTENSION IF NOT EXISTS timescaledb WITH SCHEMA ts;\n",
                "");
        LoadPlan plan = LoadPlan.of(toc(schema, extension, ROWS), true, 1, Set.of("postgres"));

        assertThat(plan.first().map(LoadPlanTest::told)).contains(step(false, List.of(9), "--section=pre-data"));
        assertThat(told(plan).get(0)).isEqualTo(step(false, List.of(10, 2), "--section=pre-data"));
        assertThat(LoadPlan.of(toc(schema, extension, ROWS), false, 1, Set.of("postgres"))
                        .first())
                .isEmpty();
    }

    private record Told(boolean contained, Held held, List<Integer> entries, List<String> options) {}

    private static List<Told> told(LoadPlan plan) {
        return plan.steps().stream().map(LoadPlanTest::told).toList();
    }

    private static Told told(Step step) {
        return new Told(step.contained(), step.held(), step.entries().orElse(ALL), step.options());
    }

    private static Told step(boolean contained, List<Integer> entries, String... options) {
        return new Told(contained, contained ? Held.NONE : Held.ALL, entries, List.of(options));
    }

    private static Told held(Held held, List<Integer> entries, String... options) {
        return new Told(false, held, entries, List.of(options));
    }

    private static ArchiveToc toc(TocEntry... entries) {
        return new ArchiveToc("x", "17.5", List.of(entries));
    }

    private static TocEntry entry(int id, String type, Section section, String definition) {
        return new TocEntry(id, type, section, "public", "t", "iot", definition, "");
    }
}
