package io.opsconductor.pulse.db.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import io.opsconductor.pulse.db.backup.BackupContents;
import io.opsconductor.pulse.db.backup.BackupContents.Hypertable;
import io.opsconductor.pulse.db.backup.BackupRoom;
import org.junit.jupiter.api.Test;

class BackupDetailsTest {
    private static final Map<String, Long> CHUNKS = Map.of(
            "_timescaledb_internal._hyper_1_1_chunk", 24L,
            "_timescaledb_internal._hyper_1_2_chunk", 0L,
            "_timescaledb_internal.compress_hyper_2_3_chunk", 1L,
            "iot.reading", 0L,
            "iot.site", 3L);

    @Test
    void hypertables_stand_for_their_chunks() {
        assertThat(text(CHUNKS, List.of(new Hypertable("iot.event", 1, 0), new Hypertable("iot.reading", 2, 1))))
                .contains("holds           2 hypertables, 5 jobs")
                .endsWith(String.join(
                        System.lineSeparator(),
                        "hypertables:",
                        "  iot.reading  2 chunks, 1 compressed",
                        "  iot.event    1 chunk, 0 compressed",
                        "1 other table with 3 rows, and 25 rows in 3 tables of chunks:",
                        "  iot.site  3"));
    }

    @Test
    void without_any_only_tables_are_told() {
        assertThat(text(Map.of("a", 1L), List.of()))
                .contains("1 table with 1 row:")
                .doesNotContain("hypertables:");
    }

    private static String text(Map<String, Long> rows, List<Hypertable> hypertables) {
        BackupContents contents = new BackupContents(
                "plant",
                OptionalLong.empty(),
                Optional.empty(),
                "17.12",
                Optional.of("2.29.2"),
                Optional.of("timescale"),
                "17.12",
                Optional.empty(),
                Optional.of(rows),
                Optional.of(hypertables),
                Optional.of(5));
        return BackupDetails.text(
                List.of(new BackupDetails(
                        BackupRoom.verified(Path.of("/b/20261126T021700Z")), Optional.of(contents), Optional.empty())),
                Instant.EPOCH);
    }
}
