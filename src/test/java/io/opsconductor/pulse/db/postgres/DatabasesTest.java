package io.opsconductor.pulse.db.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import io.opsconductor.pulse.db.postgres.url.UrlSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabasesTest {

    @Test
    void the_option_takes_precedence_over_the_variables() {
        Databases databases = databases(Map.of(
                "DATABASE_URL", "postgresql://u@pooler/d",
                "DIRECT_DATABASE_URL", "postgresql://u@direct/d"));

        assertThat(databases.main(Optional.empty()).url().redacted()).contains("pooler");
        assertThat(databases.direct(Optional.empty()).url().redacted()).contains("direct");
        assertThat(databases.direct(Optional.of("postgresql://u@given/d")).url().redacted())
                .contains("given");
    }

    @Test
    void each_task_has_a_role_of_its_own_where_one_is_configured() {
        Databases databases = databases(Map.of(
                "DATABASE_URL", "postgresql://owner@pooler/d",
                "DIRECT_DATABASE_URL", "postgresql://owner@direct/d",
                "CHECK_DATABASE_URL", "postgresql://watcher@pooler/d",
                "BACKUP_DATABASE_URL", "postgresql://dumper@direct/d"));

        assertThat(databases.judged(Optional.empty()).url().source().name()).isEqualTo("CHECK_DATABASE_URL");
        assertThat(databases.judged(Optional.empty()).url().user()).contains("watcher");
        assertThat(databases.mended(Optional.empty()).url().user()).contains("owner");
        assertThat(databases.dumped(Optional.empty()).url().user()).contains("dumper");
        assertThat(databases.direct(Optional.empty()).url().source().name()).isEqualTo("DIRECT_DATABASE_URL");
        assertThat(databases
                        .dumped(Optional.of("postgresql://given@h/d"))
                        .url()
                        .source()
                        .name())
                .isEqualTo("--database-url");
    }

    @Test
    void without_such_roles_the_main_one_does_everything() {
        Databases databases = databases(Map.of("DATABASE_URL", "postgresql://owner@h/d"));

        assertThat(databases.judged(Optional.empty()).url().source().name()).isEqualTo("DATABASE_URL");
        assertThat(databases.dumped(Optional.empty()).url().source().name()).isEqualTo("DATABASE_URL");
    }

    @Test
    void a_check_role_alone_is_enough_for_checks_and_for_nothing_else() {
        Databases databases = databases(Map.of("CHECK_DATABASE_URL", "postgresql://watcher@h/d"));

        assertThat(databases.judged(Optional.empty()).url().user()).contains("watcher");
        assertThat(databases.mended(Optional.empty()).isMissing()).isTrue();
        assertThatThrownBy(() -> databases.dumped(Optional.empty())).hasMessage("no database is configured");
    }

    @Test
    void another_server_is_not_told_the_main_ones_login() {
        Databases databases =
                databases(Map.of("DATABASE_URL", "postgresql://h/d", "PGUSER", "owner", "PGPASSWORD", "geheim"));

        DatabaseUrl url =
                databases.other(UrlSource.DRILL_URL, "postgresql://elsewhere/d").url();

        assertThat(url.user()).isEmpty();
        assertThat(url.password()).isEmpty();
        assertThat(url.source().name()).isEqualTo("PULSE_DRILL_URL");
    }

    @Test
    void a_password_keeps_its_blanks_and_loses_the_line_break_of_its_file() {
        Databases databases = databases(Map.of("DATABASE_URL", "postgresql://u@h/d", "PGPASSWORD", " a b \n"));

        assertThat(databases.main(Optional.empty()).url().password()).contains(" a b ");
    }

    @Test
    void the_python_runners_way_around_the_pooler_is_honoured() {
        Databases databases = databases(Map.of(
                "DATABASE_URL", "postgresql://u@pooler/d",
                "NOTIFY_DATABASE_URL", "postgresql://u@notify/d"));

        assertThat(databases.direct(Optional.empty()).url().redacted()).contains("notify");
    }

    @Test
    void libpqs_variables_say_it_all_where_there_is_no_url() {
        DatabaseUrl url = databases(Map.of(
                        "PGHOST", "one,two",
                        "PGPORT", "5433",
                        "PGDATABASE", "pulse",
                        "PGUSER", "iot",
                        "PGPASSWORD", "geheim",
                        "PGSSLMODE", "require"))
                .main(Optional.empty())
                .url();

        assertThat(url.redacted()).isEqualTo("postgresql://iot@one:5433,two:5433/pulse");
        assertThat(url.password()).contains("geheim");
        assertThat(url.parameters()).containsEntry("sslmode", "require");
    }

    @ParameterizedTest
    @CsvSource({
        "postgres://, postgresql://iot@one:5433/pulse",
        "postgresql:///other, postgresql://iot@one:5433/other",
        "postgresql://ann@two, postgresql://ann@two:5433/pulse",
        "postgresql://two:1/other, postgresql://iot@two:1/other",
        "'postgresql://two:1,three/other', 'postgresql://iot@two:1,three:5432/other'",
        "postgresql://[::1]/other, postgresql://iot@[::1]:5433/other",
        "postgresql://?host=four&port=2, postgresql://iot@four:2/pulse"
    })
    void as_in_libpq_a_url_may_leave_host_port_and_database_to_the_variables(String given, String whole) {
        Map<String, String> variables =
                new HashMap<>(Map.of("PGHOST", "one", "PGPORT", "5433", "PGDATABASE", "pulse", "PGUSER", "iot"));
        variables.put("DATABASE_URL", given);
        Databases databases = databases(variables);

        DatabaseUrl url = databases.main(Optional.empty()).url();

        assertThat(url.withDefaults(Optional.of("iot"), Optional.empty(), Map.of())
                        .redacted())
                .isEqualTo(whole);
        assertThat(databases.names()).containsExactly(url.database());
    }

    @Test
    void another_servers_url_is_not_filled_in_with_this_ones() {
        Databases databases =
                databases(Map.of("PGHOST", "one", "PGPORT", "5433", "PGDATABASE", "pulse", "PGUSER", "iot"));

        assertThat(databases.named("plant", "postgresql:///plant").url().redacted())
                .isEqualTo("postgresql://localhost:5432/plant");
        assertThatThrownBy(() -> databases.other(UrlSource.DRILL_URL, "postgresql://"))
                .hasMessageContaining("it names no database");
    }

    @Test
    void libpqs_variables_fill_in_what_the_url_leaves_out_and_no_more() {
        DatabaseUrl url = databases(Map.of(
                        "DATABASE_URL", "postgresql://iot@h/pulse?sslmode=verify-full",
                        "PGUSER", "other",
                        "PGPASSWORD", "geheim",
                        "PGSSLMODE", "disable"))
                .main(Optional.empty())
                .url();

        assertThat(url.user()).contains("iot");
        assertThat(url.password()).contains("geheim");
        assertThat(url.parameters()).containsEntry("sslmode", "verify-full");
    }

    @Test
    void without_any_of_them_the_remedy_shows_how_to_name_one() {
        refuses(Map.of(), "no database is configured");
        refuses(Map.of("DATABASE_URL", "  "), "no database is configured");
    }

    @Test
    void pool_sizes_that_do_not_fit_together_are_refused() {
        String url = "postgresql://u@h/d";

        refuses(Map.of("DATABASE_URL", url, "PG_POOL_MAX", "many"), "PG_POOL_MAX='many' is not a number");
        refuses(Map.of("DATABASE_URL", url, "PG_POOL_MIN", "5", "PG_POOL_MAX", "3"), "do not fit together");
        refuses(Map.of("DATABASE_URL", url, "PG_POOL_MAX", "0", "PG_POOL_MIN", "0"), "do not fit together");
        refuses(Map.of("DATABASE_URL", url, "PG_POOL_MIN", "-1"), "do not fit together");
    }

    private static void refuses(Map<String, String> variables, String message) {
        assertThatThrownBy(() -> databases(variables).main(Optional.empty()))
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(PulseFailure.class, failure -> {
                    assertThat(failure.exit()).isEqualTo(ExitCode.USAGE);
                    assertThat(failure.remedy()).isNotBlank();
                });
    }

    private static Databases databases(Map<String, String> variables) {
        return new Databases(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(variables, "test", 100))
                .build());
    }
}
