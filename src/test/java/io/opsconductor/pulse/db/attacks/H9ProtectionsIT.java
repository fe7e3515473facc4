package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import io.opsconductor.pulse.db.cli.Program;
import io.opsconductor.pulse.db.cli.Said;
import io.opsconductor.pulse.db.dev.ProgramTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Relatives of H9: libpq's protections that stand in its variables and files, and not in the URL. */
@ProgramTest
class H9ProtectionsIT {
    @TempDir
    static Path folder;

    private static FalseServer secure;

    @TempDir
    Path home;

    @BeforeAll
    static void start() throws Exception {
        secure = new FalseServer(Optional.of(TestCertificate.of(folder, "own", "localhost")));
        TestCertificate.of(folder, "other", "localhost");
    }

    @AfterAll
    static void stop() throws Exception {
        secure.close();
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "PGREQUIREAUTH, scram-sha-256",
        "PGSSLCRL, /nowhere/crl.pem",
        "PGSSLCRLDIR, /nowhere",
        "PGSSLMINPROTOCOLVERSION, TLSv1.3",
        "PGSSLCERTMODE, require",
        "PGREQUIRESSL, 1",
    })
    void a_protection_that_cannot_be_had_is_refused_before_the_password_is_told(String variable, String value)
            throws Exception {
        Said.by(Program.on(url("")).with(variable, value).run("status")).failed(2, variable);
        assertThat(secure.wasToldAPassword()).isFalse();
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({"PGSSLMINPROTOCOLVERSION, TLSv1.2", "PGSSLCERTMODE, allow", "PGREQUIRESSL, 0", "PGREQUIREPEER, postgres"
    })
    void what_asks_for_nothing_more_is_let_through(String variable, String value) throws Exception {
        Program.on(url("")).with(variable, value).run("status");
        assertThat(secure.wasToldAPassword()).isTrue();
    }

    @Test
    void the_older_of_two_names_for_encryption_counts_as_little_as_in_libpq() {
        Said.by(Program.on(url("").replace("localhost", "127.0.0.1"))
                        .with("PGREQUIRESSL", "1")
                        .with("PGSSLMODE", "verify-full")
                        .with("HOME", home.toString())
                        .run("status"))
                .nowhere("PGREQUIRESSL");
    }

    @Test
    void an_authority_in_the_home_directory_is_asked_as_by_psql() throws Exception {
        Path folders = Files.createDirectories(home.resolve(".postgresql"));
        Files.copy(folder.resolve("other.pem"), folders.resolve("root.crt"));
        Said.by(Program.on(url("?sslmode=require"))
                        .with("HOME", home.toString())
                        .run("status"))
                .failed(2, "certificate that is not trusted");
        assertThat(secure.wasToldAPassword()).isFalse();
    }

    @Test
    void so_is_a_list_of_revoked_certificates() throws Exception {
        Path folders = Files.createDirectories(home.resolve(".postgresql"));
        Files.copy(folder.resolve("own.pem"), folders.resolve("root.crt"));
        Files.writeString(folders.resolve("root.crl"), "a list");
        Said.by(Program.on(url("?sslmode=verify-full"))
                        .with("HOME", home.toString())
                        .run("status"))
                .failed(2, "root.crl");
        assertThat(secure.wasToldAPassword()).isFalse();
    }

    private static String url(String query) {
        return "postgresql://ann:hunter2@localhost:" + secure.port() + "/pulse" + query;
    }
}
