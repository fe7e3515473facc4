package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** H1, H2, M2: a role that may create a function or a table stops every backup, or makes roles that a restore demands. */
@ProgramTest
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class H1H2TextInDumpsIT {
    @TempDir
    Path directory;

    @Test
    void a_function_body_of_nine_kilobytes_stops_no_backup(@Postgres TestDatabase test) throws Exception {
        String line = "-- Name: x" + "; Type: x; Schema: y; Owner: z".repeat(600) + "\r";
        test.execute("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$\n" + line + "\nSELECT 1 $$");

        takenAndVerified(test);
    }

    @Test
    void column_names_with_line_breaks_stop_no_backup(@Postgres TestDatabase test) throws Exception {
        for (int table = 0; table < 3; table++) {
            test.execute("CREATE TABLE t" + table + " ("
                    + IntStream.range(0, 1590)
                            .mapToObj(i -> "\"" + "\n".repeat(58) + i + "\" int")
                            .collect(Collectors.joining(", "))
                    + ")");
        }
        takenAndVerified(test);
    }

    @Test
    void a_comment_in_a_body_names_no_role_that_the_restore_needs(@Postgres TestDatabase test) throws Exception {
        test.execute("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$\n--\n"
                + "-- Name: t; Type: TABLE; Schema: public; Owner: no_such_role\n--\nSELECT 1 $$");

        Outcome list = takenAndVerified(test);
        assertThat(list.out()).contains("yes");
        try (var files = Files.walk(directory)) {
            Path manifest = files.filter(file -> file.endsWith("manifest.json"))
                    .findFirst()
                    .orElseThrow();
            assertThat(Files.readString(manifest)).doesNotContain("no_such_role");
        }
    }

    private Outcome takenAndVerified(TestDatabase test) {
        BackupAttack attack = new BackupAttack(directory, test.url());
        Outcome taken = attack.run("backup", "take", "--init");
        assertThat(taken.exit()).as(taken.toString()).isZero();
        Outcome verified = attack.run("backup", "verify");
        assertThat(verified.exit()).as(verified.toString()).isZero();
        return attack.run("backup", "list");
    }
}
