package io.opsconductor.pulse.db.backup;

import static io.opsconductor.pulse.db.postgres.tool.ToolMessage.COMPRESSION_REFUSED;
import static io.opsconductor.pulse.db.postgres.tool.ToolMessage.DISK_FULL;
import static io.opsconductor.pulse.db.postgres.tool.ToolMessage.LOCK_WAIT;
import static io.opsconductor.pulse.db.postgres.tool.ToolMessage.REASON;
import static io.opsconductor.pulse.db.postgres.tool.ToolMessage.RIGHT_MISSING;
import static io.opsconductor.pulse.db.postgres.tool.ToolMessage.ROLE_MISSING;
import static io.opsconductor.pulse.db.postgres.tool.ToolMessage.ROW_SECURITY;
import static io.opsconductor.pulse.db.postgres.tool.ToolMessage.SERVER_LIMIT;
import static io.opsconductor.pulse.db.postgres.tool.ToolMessage.SERVER_LOST;
import static io.opsconductor.pulse.db.postgres.tool.ToolMessage.SERVER_SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.tool.ChildProcess;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each message that is matched, from the real program. A server's full disk is {@code FullServerIT}'s. */
class ToolMessageIT {
    @TempDir
    Path directory;

    @Postgres
    private TestDatabase database;

    @Postgres
    private TestDatabase target;

    private String role;

    @BeforeEach
    void open() throws Exception {
        role = "tool_" + URI.create(database.url()).getPath().substring(1);
        database.execute("CREATE ROLE \"" + role + "\" LOGIN PASSWORD 'tool'");
        database.execute("CREATE TABLE t AS SELECT 1 AS n");
    }

    @AfterEach
    void close() throws Exception {
        database.execute("DROP OWNED BY \"" + role + "\"");
        database.execute("DROP ROLE IF EXISTS \"" + role + "\"");
    }

    @Test
    void pg_dump_lacks_a_right() throws Exception {
        assertThat(dumpedAs(role)).matches(RIGHT_MISSING::isIn).matches(REASON::isIn);
    }

    @Test
    void pg_dump_would_leave_rows_out() throws Exception {
        database.execute("GRANT SELECT ON t TO \"" + role + "\"");
        database.execute("ALTER TABLE t ENABLE ROW LEVEL SECURITY");

        assertThat(dumpedAs(role)).matches(ROW_SECURITY::isIn);
    }

    @Test
    void pg_dump_waited_for_a_lock() throws Exception {
        try (Connection holder = database.connect();
                Statement lock = holder.createStatement()) {
            holder.setAutoCommit(false);
            lock.execute("LOCK TABLE t");

            assertThat(dumped("--lock-wait-timeout=300")).matches(LOCK_WAIT::isIn);
        }
    }

    @Test
    void pg_dump_does_not_know_a_compression() throws Exception {
        assertThat(dumped("--format=custom", "--compress=nonsense")).matches(COMPRESSION_REFUSED::isIn);
    }

    @Test
    void pg_dump_finds_the_disk_full() throws Exception {
        assertThat(dumped("--file=/dev/full")).matches(DISK_FULL::isIn);
    }

    @Test
    void pg_restore_lacks_a_role() throws Exception {
        database.execute("ALTER TABLE t OWNER TO \"" + role + "\"");
        Path archive = archive();
        database.execute("DROP OWNED BY \"" + role + "\"");
        database.execute("DROP ROLE \"" + role + "\"");
        try {
            assertThat(restored(target.url(), archive)).matches(ROLE_MISSING::isIn);
        } finally {
            database.execute("CREATE ROLE \"" + role + "\"");
        }
    }

    @Test
    void pg_restore_meets_a_limit_of_the_database() throws Exception {
        String name = URI.create(target.url()).getPath().substring(1);
        target.execute("ALTER DATABASE \"" + name + "\" SET default_transaction_read_only = on");

        assertThat(restored(target.url(), archive())).matches(SERVER_LIMIT::isIn);
    }

    @Test
    void pg_restore_finds_no_place_for_its_session() throws Exception {
        Path archive = archive();
        database.execute("ALTER ROLE \"" + role + "\" CONNECTION LIMIT 0");

        assertThat(restored(as(role, target.url()), archive)).matches(SERVER_SHORT::isIn);
    }

    @Test
    void pg_restore_finds_no_server() throws Exception {
        assertThat(restored("postgresql://postgres@127.0.0.1:1/none", archive()))
                .matches(SERVER_LOST::isIn);
    }

    private Path archive() throws InterruptedException {
        Path archive = directory.resolve("t.dump");
        assertThat(dumped("--format=custom", "--file=" + archive)).isEmpty();
        return archive;
    }

    private String dumpedAs(String user) throws InterruptedException {
        return run("pg_dump", as(user, database.url()), List.of("--file=/dev/null"));
    }

    private String dumped(String... options) throws InterruptedException {
        List<String> all = new ArrayList<>(List.of("--file=/dev/null"));
        all.addAll(List.of(options));
        return run("pg_dump", database.url(), all);
    }

    private static String restored(String url, Path archive) throws InterruptedException {
        String name = URI.create(url).getPath().substring(1);
        return run("pg_restore", url, List.of("--exit-on-error", "--dbname=" + name, archive.toString()));
    }

    private static String as(String user, String url) {
        URI whole = URI.create(url);
        return "postgresql://" + user + ":tool@" + whole.getHost() + ":" + whole.getPort() + whole.getPath();
    }

    /** Standard error, empty when it went well. */
    private static String run(String program, String url, List<String> options) throws InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(DevelopmentDatabases.shared().clientTools().resolve(program).toString());
        command.addAll(options);
        return ChildProcess.run(command, DatabaseUrl.parse(url).environment(), output -> output.readAllBytes().length)
                .errors();
    }
}
