package io.opsconductor.pulse.db.timescale.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import org.junit.jupiter.api.Test;

class ChunkLayoutTest {
    @Test
    void layouts_are_told_apart_by_their_columns() {
        assertThat(ChunkLayout.of(List.of("id", "schema_name", "dropped"))).isEqualTo(ChunkLayout.SINCE_2_11);
        assertThat(ChunkLayout.of(List.of("id", "schema_name", "dropped", "creation_time")))
                .isEqualTo(ChunkLayout.SINCE_2_13);
        assertThat(ChunkLayout.of(List.of("id", "schema_name", "creation_time")))
                .isEqualTo(ChunkLayout.SINCE_2_26);
        assertThat(ChunkLayout.of(List.of("id", "relid", "creation_time"))).isEqualTo(ChunkLayout.SINCE_2_29);
    }

    @Test
    void every_statement_of_every_layout_is_there() {
        assertThat(Arrays.stream(ChunkLayout.values())
                        .flatMap(layout -> Stream.of(
                                layout.chunksFile(),
                                layout.placesFile(),
                                layout.strayFile(),
                                layout.guardsFile(),
                                layout.batchesFile(),
                                layout.bytesFile(),
                                layout.unbrokenFile())))
                .allSatisfy(file -> assertThat(SqlFile.read(file)).isNotBlank());
    }
}
