package io.opsconductor.pulse.db.drill.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import io.opsconductor.pulse.db.drill.load.SessionStart.Kept;
import io.opsconductor.pulse.db.drill.load.SessionStart.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionStartTest {
    @ParameterizedTest
    @CsvSource({
        "search_path, user, TAKEN",
        "statement_timeout, user, TAKEN",
        "session_replication_role, superuser, TAKEN",
        "timescaledb.enable_chunk_append, user, TAKEN",
        "role, user, LEFT",
        "Role, user, LEFT",
        "local_preload_libraries, user, LEFT",
        "session_preload_libraries, superuser, LEFT",
        "dynamic_library_path, superuser, LEFT",
        "log_statement, superuser, LEFT",
        "default_tablespace, user, LEFT",
        "app.key, '', LEFT",
        "plperl.on_plperlu_init, '', LEFT",
        "newer_than_the_server, '', REFUSED"
    })
    void what_decides_what_files_do_is_taken_and_nothing_that_loads_code_or_lends_rights(
            String name, String context, Kept kept) {
        assertThat(SessionStart.kept(new Setting(name, "1", "for all roles", Kept.TAKEN), context))
                .isEqualTo(kept);
    }

    @Test
    void the_name_of_the_role_stands_where_its_session_would_put_it() {
        assertThat(named("\"$user\", public")).isEqualTo("\"a$b\", public");
        assertThat(named("x, $user")).isEqualTo("x, \"a$b\"");
    }

    private static String named(String path) {
        return new Setting("search_path", path, "", Kept.TAKEN).named("a$b").value();
    }

    @Test
    void an_archive_tells_of_the_database_and_of_the_role_in_it() {
        String text = """
                ALTER DATABASE "a ""b" OWNER TO postgres;
                ALTER DATABASE "a ""b" CONNECTION LIMIT = 7;
                ALTER DATABASE "a ""b" SET search_path TO 'my app', '$user', 'public';
                ALTER DATABASE "a ""b" SET "TimeZone" TO 'Asia/Tokyo';
                ALTER DATABASE "a ""b" SET lock_timeout TO '1s';
                ALTER DATABASE "a ""b" SET "app.k" TO E'a
                b''c\\\\d';
                ALTER ROLE other IN DATABASE "a ""b" SET lock_timeout TO '2s';
                ALTER ROLE "Me" IN DATABASE "a ""b" SET lock_timeout TO '3s';
                """;

        assertThat(ArchivedSettings.settings(text, Optional.of("Me")))
                .containsExactly(
                        new Setting(
                                "search_path", "\"my app\", \"$user\", \"public\"", "for database a \"b", Kept.TAKEN),
                        new Setting("TimeZone", "Asia/Tokyo", "for database a \"b", Kept.TAKEN),
                        new Setting("lock_timeout", "3s", "for role Me in database a \"b", Kept.TAKEN),
                        new Setting("app.k", "E'a", "for database a \"b", Kept.LEFT));
        assertThat(ArchivedSettings.settings(text, Optional.empty()))
                .extracting(Setting::value)
                .contains("1s");
    }
}
