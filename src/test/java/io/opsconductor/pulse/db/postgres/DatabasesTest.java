package io.opsconductor.pulse.db.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

class DatabasesTest {

    @Test
    void the_option_goes_before_the_variables() {
        Databases databases = databases(Map.of(
                "DATABASE_URL", "postgresql://u@pooler/d",
                "DIRECT_DATABASE_URL", "postgresql://u@direct/d"));

        assertThat(databases.main(Optional.empty()).url().redacted()).contains("pooler");
        assertThat(databases.direct(Optional.empty()).url().redacted()).contains("direct");
        assertThat(databases.direct(Optional.of("postgresql://u@given/d")).url().redacted())
                .contains("given");
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
