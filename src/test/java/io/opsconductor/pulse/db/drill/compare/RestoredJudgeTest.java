package io.opsconductor.pulse.db.drill.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import io.opsconductor.pulse.db.backup.BackupRoom;
import io.opsconductor.pulse.db.backup.archive.Archive;
import io.opsconductor.pulse.db.backup.archive.Contents;
import io.opsconductor.pulse.db.backup.archive.Contents.Hypertable;
import io.opsconductor.pulse.db.backup.archive.Contents.Job;
import io.opsconductor.pulse.db.backup.file.SealKey;
import io.opsconductor.pulse.db.backup.restore.Restorable;
import io.opsconductor.pulse.db.backup.toc.ArchiveToc;
import io.opsconductor.pulse.db.backup.toc.TocEntry;
import io.opsconductor.pulse.db.drill.compare.Recomputed.Rows;
import io.opsconductor.pulse.db.drill.compare.Recomputed.Value;
import io.opsconductor.pulse.db.postgres.tool.ClientPrograms;
import org.junit.jupiter.api.Test;

public class RestoredJudgeTest {
    private static final Job RETENTION = new Job("f.policy_retention", "public.tel", "{}", "1 day", true);
    private static final Contents CONTENTS = new Contents(
            List.of(new Hypertable("public.tel", 3, 2)), List.of("public.days"), List.of(RETENTION), List.of("iot"));
    private static final ArchiveToc NO_TOC = new ArchiveToc("pulse", "17.5", List.of());
    private static final Map<String, Long> ROWS = Map.of("public.t", 2L, "_timescaledb_catalog.metadata", 1L);

    @Test
    void what_is_as_in_the_manifest_does_not_differ_though_jobs_are_paused_and_extensions_fill_their_tables() {
        Job paused = new Job("f.policy_retention", "public.tel", "{}", "1 day", false);
        Contents restored =
                new Contents(CONTENTS.hypertables(), CONTENTS.continuousAggregates(), List.of(paused), List.of());

        assertThat(differences(Map.of("public.t", 2L), List.of(), restored, "115"))
                .isEmpty();
    }

    @Test
    void every_difference_is_a_sentence_that_names_the_thing() {
        Contents restored = new Contents(
                List.of(new Hypertable("public.tel", 2, 2), new Hypertable("public.more", 0, 0)),
                List.of(),
                List.of(RETENTION, RETENTION),
                List.of());

        assertThat(differences(Map.of("public.t", 1L), List.of("public.x"), restored, "114"))
                .containsExactly(
                        "schema version: 114 instead of 115",
                        "public.t: 1 row instead of 2",
                        "public.x: is not in the manifest",
                        "hypertable public.tel: 2 chunks, 2 compressed instead of 3 chunks, 2 compressed",
                        "hypertable public.more: is not in the manifest",
                        "continuous aggregate public.days: is missing",
                        "job f.policy_retention of public.tel every 1 day with {}: 2 instead of 1");
        assertThat(differences(Map.of(), List.of(), CONTENTS, "115")).containsExactly("public.t: is missing");
    }

    @Test
    void another_roles_table_of_migrations_makes_no_difference_and_hides_none() {
        assertThat(differences(ROWS, List.of(), CONTENTS, "999", "115")).isEmpty();
        assertThat(differences(ROWS, List.of(), CONTENTS, "999", "114"))
                .containsExactly("schema version: 999, 114 instead of 115");
        assertThat(differences(ROWS, List.of(), CONTENTS)).containsExactly("schema version: none instead of 115");
    }

    @Test
    void an_older_manifest_without_contents_is_compared_by_its_rows() {
        Restored found = new Restored(
                ROWS,
                Set.of(),
                List.of(),
                new Contents(List.of(), List.of(), List.of(), List.of()),
                List.of(),
                Recomputed.NOTHING,
                1);

        assertThat(RestoredJudge.differences(backup(Optional.empty(), Optional.empty()), NO_TOC, found))
                .isEmpty();
    }

    @Test
    void what_a_restore_computes_is_compared_with_what_the_archive_says_of_it() {
        ArchiveToc toc = new ArchiveToc(
                "pulse",
                "17.5",
                List.of(
                        entry(1, "SEQUENCE SET", "s", "SELECT pg_catalog.setval('public.s', 7, true);\n"),
                        entry(2, "SEQUENCE SET", "new", "SELECT pg_catalog.setval('public.new', 1, false);\n"),
                        entry(3, "SEQUENCE SET", "gone", "SELECT pg_catalog.setval('public.gone', 1, true);\n"),
                        entry(4, "SEQUENCE SET", "odd", "SELECT 1;"),
                        entry(5, "MATERIALIZED VIEW DATA", "v", "REFRESH MATERIALIZED VIEW public.v;"),
                        entry(6, "MATERIALIZED VIEW DATA", "early", ""),
                        entry(7, "MATERIALIZED VIEW DATA", "empty", ""),
                        entry(8, "MATERIALIZED VIEW DATA", "failed", ""),
                        entry(9, "MATERIALIZED VIEW DATA", "elsewhere", "")));
        Recomputed as = new Recomputed(
                Map.of("public.s", new Value(7, true), "public.new", new Value(1, false)),
                Map.of("public.v", new Rows(96, 96), "public.early", new Rows(24, 96)),
                Map.of("public.failed", "is not filled: gone"),
                Map.of("public.elsewhere", "the foreign table public.f"),
                List.of("public.broken"));

        assertThat(differences(toc, as))
                .containsExactly(
                        "sequence public.gone: is missing instead of 1",
                        "sequence public.odd: is missing instead of an unknown value",
                        "materialized view public.early: 24 rows instead of 96, which it has when it is filled once more",
                        "materialized view public.empty: is missing or not filled",
                        "materialized view public.failed: is not filled: gone",
                        "index public.broken: is invalid");
        assertThat(differences(
                        toc,
                        new Recomputed(
                                Map.of("public.s", new Value(6, true), "public.new", new Value(1, true)),
                                as.views(),
                                as.unfilled(),
                                as.outside(),
                                List.of())))
                .contains(
                        "sequence public.s: 6 instead of 7", "sequence public.new: 1 instead of 1, not yet given out");
    }

    private static List<String> differences(ArchiveToc toc, Recomputed recomputed) {
        return RestoredJudge.differences(
                backup(Optional.empty(), Optional.empty()),
                toc,
                new Restored(
                        ROWS,
                        Set.of(),
                        List.of(),
                        new Contents(List.of(), List.of(), List.of(), List.of()),
                        List.of(),
                        recomputed,
                        1));
    }

    private static TocEntry entry(int id, String type, String tag, String definition) {
        return new TocEntry(id, type, TocEntry.Section.DATA, "public", tag, "iot", definition, "");
    }

    private static List<String> differences(
            Map<String, Long> rows, List<String> others, Contents found, String... versions) {
        Set<String> ofExtensions = Set.of("_timescaledb_catalog.metadata");
        return RestoredJudge.differences(
                backup(Optional.of(CONTENTS), Optional.of("115")),
                NO_TOC,
                new Restored(rows, ofExtensions, others, found, List.of(versions), Recomputed.NOTHING, 1));
    }

    public static Restorable backup(Optional<Contents> contents, Optional<String> schemaVersion) {
        return new Restorable(
                BackupRoom.verified(Path.of("/b/id")),
                Archive.plain(Path.of("/b/id/database.dump")),
                Optional.of(Path.of("/b/id/globals.sql")),
                new ClientPrograms(Path.of("/bin"), "17.5", 17),
                "pulse",
                Optional.of("2.23.0"),
                Optional.of("timescale"),
                schemaVersion,
                Optional.empty(),
                OptionalLong.of(3L << 30),
                ROWS,
                contents,
                Optional.empty(),
                List.of(),
                SealKey.NONE,
                Optional.empty(),
                Optional.empty());
    }
}
