package io.opsconductor.pulse.db.postgres.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl.Host;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    @Test
    void a_whole_url_is_read() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://iot:geheim@db.example:5433/pulse?sslmode=require");

        assertThat(url.hosts()).containsExactly(new Host("db.example", 5433));
        assertThat(url.database()).isEqualTo("pulse");
        assertThat(url.user()).contains("iot");
        assertThat(url.password()).contains("geheim");
        assertThat(url.parameters()).containsExactly(Map.entry("sslmode", "require"));
    }

    @ParameterizedTest(name = "{0} gives the password {1}")
    @CsvSource({
        "postgresql://u:p%40ss%2Fw%25rd@h/d, p@ss/w%rd",
        "postgresql://u:p@ss@h/d, p@ss",
        "postgresql://u:p:a:s@h/d, p:a:s",
        "postgresql://u:a/b@h/d, a/b",
        "postgresql://u:a+b@h/d, a+b",
        "postgresql://u:gr%C3%BCn@h/d, grün",
        "postgresql://u:wrong@h/d?password=right, right",
        "jdbc:postgresql://h/d?user=u&password=p%26w, p&w",
    })
    void a_password_is_read_as_its_owner_meant_it(String text, String password) {
        DatabaseUrl url = DatabaseUrl.parse(text);

        assertThat(url.password()).contains(password);
        assertThat(url.user()).contains("u");
        assertThat(url.hosts()).containsExactly(new Host("h", 5432));
        assertThat(url.database()).isEqualTo("d");
    }

    @Test
    void a_user_with_an_at_sign_is_read() {
        assertThat(DatabaseUrl.parse("postgresql://me%40server:x@h/d").user()).contains("me@server");
        assertThat(DatabaseUrl.parse("jdbc:postgresql://h/d?user=me@server&password=x")
                        .user())
                .contains("me@server");
    }

    @ParameterizedTest(name = "{0} is {1} at port {2}")
    @CsvSource({
        "postgresql://[::1]/d, ::1, 5432",
        "postgresql://[2001:db8::7]:5440/d, 2001:db8::7, 5440",
        "postgresql://u@[::1]:5440/d, ::1, 5440",
        "postgresql:///d, localhost, 5432",
        "postgresql://u@/d, localhost, 5432",
        "postgresql://:5440/d, localhost, 5440",
        "postgres://10.0.0.1/d, 10.0.0.1, 5432",
        "postgresql:///d?host=/run/postgresql&port=5440, /run/postgresql, 5440",
        "postgresql://%2Frun%2Fpostgresql/d, /run/postgresql, 5432",
    })
    void one_host_is_read(String text, String name, int port) {
        assertThat(DatabaseUrl.parse(text).hosts()).containsExactly(new Host(name, port));
    }

    @Test
    void several_hosts_are_tried_in_their_order() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://u:p@one:5433,two,[::1]:5434/d?target_session_attrs=primary");

        assertThat(url.hosts()).containsExactly(new Host("one", 5433), new Host("two", 5432), new Host("::1", 5434));
        assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://one:5433,two:5432,[::1]:5434/d");
        assertThat(url.jdbcProperties()).containsEntry("targetServerType", "primary");
        assertThat(url.environment())
                .containsEntry("PGHOST", "one,two,::1")
                .containsEntry("PGPORT", "5433,5432,5434")
                .containsEntry("PGTARGETSESSIONATTRS", "primary");
        assertThat(DatabaseUrl.parse("postgresql:///d?host=one,two&port=5433,5434")
                        .hosts())
                .containsExactly(new Host("one", 5433), new Host("two", 5434));
    }

    @Test
    void a_database_without_a_name_is_named_after_its_user_as_libpq_does() {
        assertThat(DatabaseUrl.parse("postgresql://iot@h").database()).isEqualTo("iot");
        assertThat(DatabaseUrl.parse("postgresql://iot@h/").database()).isEqualTo("iot");
        assertThat(DatabaseUrl.parse("postgresql://iot@h/a%20b").database()).isEqualTo("a b");
        assertThat(DatabaseUrl.parse("postgresql://iot@h/a%20b").jdbcUrl()).endsWith("/a%20b");
    }

    @Test
    void driver_and_programs_get_the_same_login() {
        DatabaseUrl url = DatabaseUrl.parse(
                "postgresql://iot:p%40ss@h:5433/pulse?sslmode=verify-full&sslrootcert=system&connect_timeout=3");

        assertThat(url.jdbcProperties())
                .containsEntry("user", "iot")
                .containsEntry("password", "p@ss")
                .containsEntry("sslmode", "verify-full")
                .containsEntry("connectTimeout", "3")
                .containsEntry("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory")
                .doesNotContainKey("sslrootcert");
        assertThat(url.environment())
                .containsEntry("PGUSER", "iot")
                .containsEntry("PGPASSWORD", "p@ss")
                .containsEntry("PGDATABASE", "pulse")
                .containsEntry("PGSSLMODE", "verify-full")
                .containsEntry("PGSSLROOTCERT", "system")
                .containsEntry("PGCONNECT_TIMEOUT", "3");
    }

    @Test
    void the_drivers_own_parameter_names_are_understood() {
        DatabaseUrl url = DatabaseUrl.parse("jdbc:postgresql://h/d?user=u&ssl=true&ApplicationName=x&tcpKeepAlive=1");

        assertThat(url.parameters())
                .containsEntry("sslmode", "verify-full")
                .containsEntry("application_name", "x")
                .containsEntry("keepalives", "1");
    }

    @Test
    void another_database_on_the_same_server_keeps_login_and_parameters() {
        DatabaseUrl url =
                DatabaseUrl.parse("postgresql://u:p@h/d?sslmode=require").withDatabase("scratch");

        assertThat(url.database()).isEqualTo("scratch");
        assertThat(url.password()).contains("p");
        assertThat(url.parameters()).containsEntry("sslmode", "require");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pulse",
                "http://secret@h/d",
                "mysql://u:secret@h/d",
                "postgresql:/u:secret@h/d",
                "postgresql://u:secret@h:port/d",
                "postgresql://u:secret@h:0/d",
                "postgresql://u:secret@h:65536/d",
                "postgresql://u:secret@h:99999999999/d",
                "postgresql://u:secret@::1/d",
                "postgresql://u:sec%zzret@h/d",
                "postgresql://u:secret%@h/d",
                "postgresql://:secret@h",
                "postgresql://u:secret@h/d?sslmode",
                "postgresql://u:secret@h/d?=x",
                "postgresql://u:secret@h/d?unheardof=x",
                "postgresql://u:my?secret@h/d",
                "postgresql://u:my?secret=1@h/d",
                "postgresql://u:my?a=1&secret=2@h/d",
                "postgresql://u:1234?secret=1@h/d",
                "postgresql://u:1234?secret=1@h"
            })
    void a_malformed_url_is_refused_without_being_quoted(String text) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text)).isInstanceOfSatisfying(PulseFailure.class, failure -> {
            assertThat(failure.exit()).isEqualTo(ExitCode.USAGE);
            assertThat(failure.getMessage()).contains("database URL").doesNotContain("secret");
            assertThat(failure.remedy()).isNotBlank().doesNotContain("secret");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sslmode=bogus",
                "sslmode=",
                "sslmode=Require",
                "sslnegotiation=maybe",
                "channel_binding=on",
                "gssencmode=maybe",
                "target_session_attrs=writer",
                "load_balance_hosts=yes",
                "connect_timeout=soon",
                "keepalives=maybe",
                "sslrootcert=system&sslmode=verify-ca",
                "sslrootcert=system&sslmode=require",
                "sslrootcert=system&sslmode=disable",
                "sslnegotiation=direct",
                "sslnegotiation=direct&sslmode=prefer",
            })
    void a_value_that_libpq_refuses_is_a_usage_error(String parameters) {
        assertThatThrownBy(() -> DatabaseUrl.parse("postgresql://u:secret@h/d?" + parameters))
                .isInstanceOfSatisfying(PulseFailure.class, failure -> {
                    assertThat(failure.exit()).isEqualTo(ExitCode.USAGE);
                    assertThat(failure.remedy()).isNotBlank();
                });
    }

    @ParameterizedTest(name = "{0} is {1} to the driver")
    @CsvSource({
        "sslrootcert=system, verify-full",
        "sslmode=require&sslrootcert=/ca.crt, verify-ca",
        "sslmode=verify-ca&sslrootcert=/ca.crt, verify-ca",
        "sslmode=require, require",
        "sslmode=prefer&sslrootcert=/ca.crt, prefer",
    })
    void a_certificate_that_can_be_verified_is_verified(String parameters, String mode) {
        assertThat(DatabaseUrl.parse("postgresql://u@h/d?" + parameters).jdbcProperties())
                .containsEntry("sslmode", mode);
    }

    @ParameterizedTest(name = "{0} is {2} to the driver")
    @CsvSource({
        "targetServerType=secondary, targetServerType, secondary",
        "targetServerType=preferSecondary, targetServerType, preferSecondary",
        "target_session_attrs=standby, targetServerType, secondary",
        "target_session_attrs=read-write, targetServerType, primary",
        "loadBalanceHosts=true, loadBalanceHosts, true",
        "tcpKeepAlive=false, tcpKeepAlive, false",
    })
    void the_drivers_own_words_keep_their_meaning(String parameter, String property, String value) {
        assertThat(DatabaseUrl.parse("jdbc:postgresql://h/d?" + parameter).jdbcProperties())
                .containsEntry(property, value);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "127.0.0.1, true",
        "127.1.2.3, true",
        "[::1], true",
        "/run/postgresql, true",
        "db, false",
        "10.0.0.1, false",
        "127.evil.example, false",
        "'localhost,db', false",
    })
    void only_this_machine_is_local(String hosts, boolean local) {
        assertThat(DatabaseUrl.parse("postgresql:///d?host=" + hosts).isLocal()).isEqualTo(local);
    }

    @Test
    void an_unknown_parameter_is_named_with_the_known_ones() {
        assertThatThrownBy(() -> DatabaseUrl.parse("postgresql://u@h/d?sslmod=require"))
                .hasMessageContaining("sslmod")
                .isInstanceOfSatisfying(PulseFailure.class, failure -> assertThat(failure.remedy())
                        .contains("sslmode"));
    }

    @Test
    void the_password_shows_nowhere() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://iot:geheim@h1,[::1]:5433/pulse?options=geheim");

        assertThat(url.redacted()).isEqualTo("postgresql://iot@h1:5432,[::1]:5433/pulse");
        assertThat(url.toString()).isEqualTo(url.redacted());
        assertThat(url.jdbcUrl()).doesNotContain("geheim");
        assertThat("" + new Database(url).url()).doesNotContain("geheim");
    }

    @Test
    void a_unix_socket_is_for_the_programs_and_not_for_the_driver() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://u:geheim@/d?host=/run/postgresql");

        assertThat(url.environment()).containsEntry("PGHOST", "/run/postgresql");
        assertThatThrownBy(url::jdbcUrl)
                .isInstanceOf(PulseFailure.class)
                .hasMessageContaining("/run/postgresql")
                .hasMessageNotContaining("geheim");
    }
}
