package io.opsconductor.pulse.db.backup.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.backup.script.SqlWords;
import org.junit.jupiter.api.Test;

class HypertableDataJudgeTest {
    private static final String TABLE = SqlWords.table("public", "telemetry");
    private static final String CHUNK = SqlWords.table("_timescaledb_internal", "_hyper_1_1_chunk");
    private static final String SECOND = SqlWords.table("_timescaledb_internal", "_hyper_1_2_chunk");

    @Test
    void tables_catalogue_and_chunks_together_are_good_and_so_is_a_database_without_any() {
        assertThat(problem(Set.of(TABLE), Set.of(TABLE), Set.of(CHUNK), Set.of(TABLE, CHUNK), Set.of(TABLE, CHUNK)))
                .isEmpty();
        assertThat(problem(Set.of(), Set.of(), Set.of(), Set.of(TABLE), Set.of(TABLE)))
                .isEmpty();
    }

    @Test
    void hypertables_without_catalogue_and_chunks_come_back_empty() {
        assertThat(problem(Set.of(TABLE), Set.of(), Set.of(), Set.of(TABLE), Set.of(TABLE)))
                .hasValueSatisfying(problem -> assertThat(problem)
                        .startsWith(
                                "it holds 1 hypertable, public.telemetry, without TimescaleDB's catalogue and chunks"));
    }

    @Test
    void chunks_without_catalogue_belong_to_no_hypertable() {
        assertThat(problem(Set.of(TABLE), Set.of(), Set.of(), Set.of(TABLE, CHUNK), Set.of(TABLE, CHUNK)))
                .hasValueSatisfying(
                        problem -> assertThat(problem).startsWith("it holds chunks without TimescaleDB's catalogue"));
    }

    @Test
    void a_catalogue_without_its_chunks_or_its_table_is_told_by_number_and_name() {
        assertThat(problem(Set.of(TABLE), Set.of(TABLE), Set.of(CHUNK, SECOND), Set.of(TABLE), Set.of(TABLE, SECOND)))
                .hasValueSatisfying(problem -> assertThat(problem)
                        .startsWith("it lacks 1 of the 2 chunks in its TimescaleDB catalogue,"
                                + " _timescaledb_internal._hyper_1_1_chunk: restored"));
        assertThat(problem(Set.of(), Set.of(TABLE), Set.of(CHUNK), Set.of(CHUNK), Set.of(CHUNK)))
                .hasValueSatisfying(problem -> assertThat(problem)
                        .startsWith("it lacks 1 of the 1 hypertable in its TimescaleDB catalogue, public.telemetry"));
    }

    private static Optional<String> problem(
            Set<String> blocked, Set<String> declared, Set<String> chunks, Set<String> tables, Set<String> withData) {
        return HypertableDataJudge.problem(new HypertableFacts(blocked, declared, chunks, tables), withData);
    }
}
