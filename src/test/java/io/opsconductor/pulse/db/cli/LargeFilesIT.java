package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of 50 MB in a heap with which the whole process stays below 256 MiB. */
@ProgramTest
class LargeFilesIT {
    /** A small young generation, since such a file is in the old one. */
    private static final String ROW = "x".repeat(990);

    private static final int ROWS = 50_000;

    @TempDir
    Path folder;

    @Test
    void fifty_megabytes_in_one_statement_and_in_one_copy_need_a_small_heap(@Postgres TestDatabase database)
            throws Exception {
        Program.write(folder, "001_t.sql", "CREATE TABLE t (n int, note text);");
        try (Writer out = Files.newBufferedWriter(folder.resolve("002_one_statement.sql"))) {
            out.write("-- one statement\nINSERT INTO t VALUES\n");
            rows(out, "(%d, '" + ROW + "')", ",\n");
            out.write(";\n");
        }
        try (Writer out = Files.newBufferedWriter(folder.resolve("003_copy.sql"))) {
            out.write("COPY t FROM stdin;\n");
            rows(out, "%d\t" + ROW, "\n");
            out.write("\n\\.\nINSERT INTO t VALUES (-1, 'after');\n");
        }
        Said.by(run(database, "migrate")).exit(0).out("3 applied, nothing pending");
        assertThat(count(database)).isEqualTo(2 * ROWS + 1);
        Said.by(run(database, "status")).exit(0).out("002_one_statement.sql");
    }

    @Test
    void a_file_that_the_heap_cannot_hold_is_refused_before_it_is_read(@Postgres TestDatabase database)
            throws Exception {
        try (Writer out = Files.newBufferedWriter(folder.resolve("001_large.sql"))) {
            rows(out, "SELECT %d, '" + ROW + ROW + "'", ";\n");
        }
        Said.by(run(database, "migrate"))
                .exit(1)
                .err("pulse-db: migration 001_large.sql has ", "reading it takes twice as much; the heap may take ")
                .err("-> cut it into several, or give the process four times its size");
    }

    private Outcome run(TestDatabase database, String command) {
        PulseDbProgram program = Program.on(database.url()).maxHeap("128m").javaOption("-Xmn12m");
        return program.run(command, "--migrations=" + folder);
    }

    private static void rows(Writer out, String row, String separator) throws IOException {
        for (int n = 0; n < ROWS; n++) {
            out.write((n == 0 ? "" : separator) + String.format(row, n));
        }
    }

    private static long count(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM t")) {
            row.next();
            return row.getLong(1);
        }
    }
}
