package io.opsconductor.pulse.db.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import io.opsconductor.pulse.db.backup.BackupRoom;
import io.opsconductor.pulse.db.backup.Contents;
import io.opsconductor.pulse.db.backup.Contents.Hypertable;
import io.opsconductor.pulse.db.backup.Contents.Job;
import io.opsconductor.pulse.db.backup.Restorable;
import io.opsconductor.pulse.db.postgres.ClientPrograms;
import org.junit.jupiter.api.Test;

class RestoredJudgeTest {
    private static final Job RETENTION = new Job("f.policy_retention", "public.tel", "{}", "1 day", true);
    private static final Contents CONTENTS = new Contents(
            List.of(new Hypertable("public.tel", 3, 2)), List.of("public.days"), List.of(RETENTION), List.of("iot"));
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
                        "public.t: 1 rows instead of 2",
                        "public.x: is not in the manifest",
                        "hypertable public.tel: 2 chunks, 2 compressed instead of 3 chunks, 2 compressed",
                        "hypertable public.more: is not in the manifest",
                        "continuous aggregate public.days: is missing",
                        "job f.policy_retention of public.tel every 1 day with {}: is not in the manifest");
        assertThat(differences(Map.of(), List.of(), CONTENTS, "115")).containsExactly("public.t: is missing");
    }

    @Test
    void an_older_manifest_without_contents_is_compared_by_its_rows() {
        Restored found = new Restored(
                ROWS,
                Set.of(),
                List.of(),
                new Contents(List.of(), List.of(), List.of(), List.of()),
                Optional.empty(),
                1);

        assertThat(RestoredJudge.differences(backup(Optional.empty(), Optional.empty()), found))
                .isEmpty();
    }

    private static List<String> differences(
            Map<String, Long> rows, List<String> others, Contents found, String version) {
        Set<String> ofExtensions = Set.of("_timescaledb_catalog.metadata");
        return RestoredJudge.differences(
                backup(Optional.of(CONTENTS), Optional.of("115")),
                new Restored(rows, ofExtensions, others, found, Optional.of(version), 1));
    }

    static Restorable backup(Optional<Contents> contents, Optional<String> schemaVersion) {
        return new Restorable(
                BackupRoom.verified(Path.of("/b/id")),
                Path.of("/b/id/database.dump"),
                Optional.of(Path.of("/b/id/globals.sql")),
                new ClientPrograms(Path.of("/bin"), "17.5", 17),
                "pulse",
                Optional.of("2.23.0"),
                Optional.of("timescale"),
                schemaVersion,
                OptionalLong.of(3L << 30),
                ROWS,
                contents,
                Optional.empty());
    }
}
