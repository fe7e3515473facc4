package io.opsconductor.pulse.db.postgres.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PgDumpVersionTest {
    private static final String COMMAND = "\"/usr/lib/postgresql/17/bin/pg_dump\" -V";

    @Test
    void pg_dumpall_asks_as_the_c_library_calls_a_shell() {
        assertThat(PgDumpVersion.asked(List.of("-c", COMMAND))).contains("/usr/lib/postgresql/17/bin/pg_dump");
        assertThat(PgDumpVersion.asked(List.of("-c", "--", COMMAND))).contains("/usr/lib/postgresql/17/bin/pg_dump");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "\"/usr/lib/postgresql/17/bin/pg_dump\" -V; id",
                "\"/usr/lib/postgresql/17/bin/pg_dump\" -f /tmp/x",
                "\"/usr/bin/id\" -V",
                "\"$(id)/pg_dump\" -V",
                "\"/tmp/a\nb/pg_dump\" -V",
                "pg_dump -V",
            })
    void nothing_else_is_run(String command) {
        assertThat(PgDumpVersion.asked(List.of("-c", command))).isEmpty();
    }

    @Test
    void a_command_line_of_the_program_is_no_question() {
        assertThat(PgDumpVersion.asked(List.of())).isEmpty();
        assertThat(PgDumpVersion.asked(List.of("backup", "take"))).isEmpty();
        assertThat(PgDumpVersion.asked(List.of("-c", "-x", COMMAND))).isEmpty();
    }
}
