package io.opsconductor.pulse.db.drill.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.toc.DatabaseProperties;
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
        List<DatabaseProperties.Setting> stored = List.of(
                stored(null, "search_path", "my app", "$user", "public"),
                stored(null, "TimeZone", "Asia/Tokyo"),
                stored("Me", "lock_timeout", "3s"),
                stored(null, "lock_timeout", "1s"),
                stored("other", "lock_timeout", "2s"));

        assertThat(SessionStart.archived(stored, Optional.of("Me"), "plant"))
                .containsExactlyInAnyOrder(
                        new Setting(
                                "search_path", "\"my app\", \"$user\", \"public\"", "for database plant", Kept.TAKEN),
                        new Setting("TimeZone", "Asia/Tokyo", "for database plant", Kept.TAKEN),
                        new Setting("lock_timeout", "3s", "for role Me in database plant", Kept.TAKEN));
        assertThat(SessionStart.archived(stored, Optional.empty(), "plant"))
                .extracting(Setting::value)
                .contains("1s");
    }

    private static DatabaseProperties.Setting stored(String role, String name, String... values) {
        return new DatabaseProperties.Setting(Optional.ofNullable(role), name, List.of(values));
    }
}
