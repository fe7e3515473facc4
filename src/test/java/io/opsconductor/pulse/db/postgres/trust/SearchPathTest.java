package io.opsconductor.pulse.db.postgres.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchPathTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"$user\", public | $user;public",
                "public | public",
                "App, \"App\" | app;App",
                "\"a, b\",c | a, b;c",
                "\"say \"\"hi\"\"\" | say \"hi\"",
                "  pg_catalog ,  pg_temp  | pg_catalog;pg_temp",
                "\"\" | ",
            })
    void a_setting_is_read_as_the_server_reads_it(String setting, String schemas) {
        assertThat(SearchPath.of(Optional.empty(), setting).schemas())
                .isEqualTo(schemas == null ? List.of() : List.of(schemas.split(";")));
    }

    @Test
    void the_users_own_schema_is_known_where_the_user_is() {
        assertThat(SearchPath.of(Optional.of("ann"), "\"$user\", public").resolved())
                .containsExactly("ann", "public");
        assertThat(SearchPath.of(Optional.empty(), "\"$user\", public").resolved())
                .containsExactly("public");
        assertThat(SearchPath.of(Optional.of("ann"), "\"$user\"").namesTheUser())
                .isTrue();
        assertThat(SearchPath.of(Optional.of("ann"), "public").namesTheUser()).isFalse();
    }
}
