package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

import javax.net.ssl.SSLContext;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Review, H9: what a URL means to psql it means here; held against psql itself, on false servers with and without TLS. */
class H9TlsAsLibpqIT {
    @TempDir
    static Path folder;

    private static FalseServer plain;
    private static FalseServer secure;

    @BeforeAll
    static void start() throws Exception {
        plain = new FalseServer(Optional.empty());
        secure = new FalseServer(Optional.of(TestCertificate.of(folder, "own", "localhost")));
        TestCertificate.of(folder, "other", "localhost");
    }

    @AfterAll
    static void stop() throws Exception {
        plain.close();
        secure.close();
    }

    @ParameterizedTest(name = "{0} at {1} on a server {2}: password told {3}")
    @CsvSource({
        "'', localhost, plain, true",
        "sslmode=disable, localhost, plain, true",
        "sslmode=allow, localhost, plain, true",
        "sslmode=prefer, localhost, plain, true",
        "sslmode=require, localhost, plain, false",
        "sslmode=verify-ca&sslrootcert=OWN, localhost, plain, false",
        "sslmode=verify-full&sslrootcert=OWN, localhost, plain, false",
        "sslrootcert=system, localhost, plain, false",
        "sslmode=verify-full&sslrootcert=system, localhost, plain, false",
        "channel_binding=require, localhost, plain, false",
        "sslmode=require&sslnegotiation=direct, localhost, plain, false",
        "'', localhost, secure, true",
        "sslmode=require, localhost, secure, true",
        "sslmode=require&sslrootcert=OWN, localhost, secure, true",
        "sslmode=require&sslrootcert=OTHER, localhost, secure, false",
        "sslmode=verify-ca&sslrootcert=OWN, localhost, secure, true",
        "sslmode=verify-ca&sslrootcert=OTHER, localhost, secure, false",
        "sslmode=verify-full&sslrootcert=OWN, localhost, secure, true",
        "sslmode=verify-full&sslrootcert=OTHER, localhost, secure, false",
        "sslmode=verify-ca&sslrootcert=OWN, 127.0.0.1, secure, true",
        "sslmode=verify-full&sslrootcert=OWN, 127.0.0.1, secure, false",
        "sslrootcert=system, localhost, secure, false",
        "sslmode=require&channel_binding=require, localhost, secure, false",
    })
    void the_password_is_told_to_whom_psql_tells_it(String parameters, String host, String kind, boolean told)
            throws Exception {
        FalseServer server = kind.equals("plain") ? plain : secure;
        String url = url(host, server, parameters);

        psql(url);
        assertThat(server.wasToldAPassword()).as("psql").isEqualTo(told);

        assertThatThrownBy(() -> new Database(DatabaseUrl.parse(url)).connect("attack"))
                .isInstanceOf(PulseFailure.class)
                .hasMessageNotContaining("hunter2");
        assertThat(server.wasToldAPassword()).as("pulse-db").isEqualTo(told);
    }

    /** Between client and server somebody takes the mechanism with channel binding out of what the server offers. */
    @ParameterizedTest(name = "channel_binding={0} on a server {1}")
    @CsvSource({
        "'', secure, SCRAM-SHA-256 y",
        "prefer, secure, SCRAM-SHA-256 y",
        "require, secure, ''",
        "disable, secure, SCRAM-SHA-256 n",
        "'', plain, SCRAM-SHA-256 n",
        "prefer, plain, SCRAM-SHA-256 n",
        "require, plain, ''",
    })
    void where_channel_binding_was_taken_out_the_login_goes_as_far_as_psqls(String binding, String kind, String began)
            throws Exception {
        Optional<SSLContext> tls = kind.equals("plain")
                ? Optional.empty()
                : Optional.of(TestCertificate.of(folder, "stripped" + binding, "localhost"));
        try (FalseServer stripped = new FalseServer(tls, "SCRAM-SHA-256")) {
            String url = url("localhost", stripped, binding.isEmpty() ? "" : "channel_binding=" + binding);
            psql(url);
            assertThat(stripped.began()).as("psql").isEqualTo(began);

            PulseFailure failure = refused(url);
            assertThat(stripped.began()).as("pulse-db").isEqualTo(began);
            assertThat(failure).hasMessageNotContaining("hunter2");
            if (began.isEmpty()) {
                assertThat(failure.exit()).as(failure.getMessage()).isEqualTo(ExitCode.USAGE);
            }
        }
    }

    @Test
    void where_it_is_offered_channel_binding_is_used() throws Exception {
        try (FalseServer server = new FalseServer(
                Optional.of(TestCertificate.of(folder, "plus", "localhost")), "SCRAM-SHA-256-PLUS", "SCRAM-SHA-256")) {
            String url = url("localhost", server, "");
            psql(url);
            assertThat(server.began()).as("psql").isEqualTo("SCRAM-SHA-256-PLUS p");
            refused(url);
            assertThat(server.began()).as("pulse-db").isEqualTo("SCRAM-SHA-256-PLUS p");
        }
    }

    @ParameterizedTest(name = "{0} on a server {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "sslmode=require | plain | does not offer what is demanded: The server does not support SSL",
                "channel_binding=require | plain | does not offer what is demanded: Channel binding",
                "sslmode=verify-ca&sslrootcert=/nowhere/ca.pem | secure | Could not open SSL root certificate file",
                "sslmode=require&sslrootcert=/nowhere/ca.pem | secure | Could not open SSL root certificate file",
                "sslmode=verify-ca | secure | Could not open SSL root certificate file",
                "sslmode=verify-ca&sslrootcert=KEY | secure | Loading the SSL root certificate",
                "sslmode=require&sslcert=OWN&sslkey=KEY | secure | has group or world access",
                "sslmode=require&sslcert=OWN&sslkey=/nowhere/own.key | secure | is no file that this user can read",
                "sslmode=verify-full&sslrootcert=OWN | 127.0.0.1 | The hostname 127.0.0.1 could not be verified",
            })
    void what_the_configuration_demands_and_cannot_have_is_no_reason_to_wait(
            String parameters, String kind, String message) throws Exception {
        Path key = Files.writeString(folder.resolve("wide.key"), "no key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        String url = url(
                kind.equals("127.0.0.1") ? kind : "localhost",
                kind.equals("plain") ? plain : secure,
                parameters.replace("KEY", key.toString()));

        PulseFailure failure = refused(url);

        assertThat(failure.exit()).as(failure.getMessage()).isEqualTo(ExitCode.USAGE);
        assertThat(failure).hasMessageContaining(message).hasMessageNotContaining("hunter2");
        assertThat(failure.remedy()).isNotEmpty();
        plain.wasToldAPassword();
        assertThat(secure.wasToldAPassword()).isFalse();
    }

    private static PulseFailure refused(String url) {
        return catchThrowableOfType(PulseFailure.class, () -> new Database(DatabaseUrl.parse(url)).connect("attack"));
    }

    @Test
    void a_certificate_of_another_authority_is_no_reason_to_wait() {
        String url = url("localhost", secure, "sslmode=verify-ca&sslrootcert=OTHER");
        assertThatThrownBy(() -> new Database(DatabaseUrl.parse(url)).connect("attack"))
                .isInstanceOfSatisfying(PulseFailure.class, failure -> {
                    assertThat(failure.exit()).isEqualTo(ExitCode.USAGE);
                    assertThat(failure).hasMessageContaining("certificate that is not trusted");
                });
        secure.wasToldAPassword();
    }

    private static String url(String host, FalseServer server, String parameters) {
        String query = parameters
                .replace("OWN", folder.resolve("own.pem").toString())
                .replace("OTHER", folder.resolve("other.pem").toString());
        return "postgresql://ann:hunter2@" + host + ":" + server.port() + "/pulse"
                + (query.isEmpty() ? "" : "?" + query);
    }

    private static void psql(String url) throws Exception {
        String program =
                DevelopmentDatabases.shared().clientTools().resolve("psql").toString();
        ProcessBuilder psql = new ProcessBuilder(program, "-XAtc", "select 1", url)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("psql.txt").toFile());
        psql.environment().keySet().removeIf(name -> name.startsWith("PG"));
        psql.environment().put("HOME", folder.toString());
        assertThat(psql.start().waitFor()).isNotZero();
    }
}
