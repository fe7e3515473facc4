package io.opsconductor.pulse.db.postgres.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeDumpTest {
    @ParameterizedTest
    @CsvSource({
        "17.5, 17.6", "17.6, ''", "17.12, ''", "17beta1, 17.6", "16.9, 16.10", "16.10, ''", "15.13, 15.14", "15.14, ''",
        "14.18, 14.19", "14.19, ''", "13.21, 13.22", "13.22, ''", "12.22, 17.6", "18.0, ''", "18beta1, ''",
                "19devel, ''",
        "17, 17.6"
    })
    void versions_with_published_faults_are_told_from_others(String version, String safer) {
        assertThat(SafeDump.safer(ClientPrograms.major(version), version).orElse(""))
                .isEqualTo(safer);
    }

    @Test
    void the_refusal_names_the_program_and_the_way_round() {
        ClientPrograms programs = ClientPrograms.of(Path.of("/opt/pg/bin"), "17.5");

        assertThat(SafeDump.refusal(programs, "17.6").getMessage())
                .contains("pg_dump 17.5 in /opt/pg/bin", "CVE-2025-8715");
        assertThat(SafeDump.refusal(programs, "17.6").remedy())
                .contains("install version 17.6", "PULSE_POSTGRESQL_ALLOW_UNSAFE_DUMP=true");
    }
}
