package io.opsconductor.pulse.db.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsconductor.pulse.db.cli.Said;
import io.opsconductor.pulse.db.dev.AlsoOnTheJvm;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions of a rehearsal begin as those of the migrating role begin in the database itself. */
@ProgramTest
@AlsoOnTheJvm
class RehearsedSettingsIT {
    @TempDir
    Path folder;

    @Postgres
    private TestDatabase source;

    private RehearsalRoom room;

    @BeforeEach
    void a_backup_of_a_migrated_database() throws Exception {
        room = RehearsalRoom.of(folder, source);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ALTER DATABASE \"%s\" SET", "ALTER ROLE CURRENT_USER IN DATABASE \"%s\" SET"})
    void files_find_their_tables_by_the_search_path_that_is_stored_for_database_or_role(String alter) throws Exception {
        source.execute(
                "CREATE SCHEMA \"my app\"", alter.formatted(source.name()) + " search_path = \"my app\", public");
        room.file("002_create.sql", "CREATE TABLE m (a int);");
        Said.by(room.program().run("migrate")).exit(0);
        Said.by(room.program().run("backup", "take")).exit(0);
        room.file("003_alter.sql", "ALTER TABLE m ADD COLUMN b int;");

        Said.by(room.rehearsing().run("rehearse"))
                .exit(0)
                .out("1 file rehearsed", "sessions began with search_path = \"my app\", public, set for ");

        Said.by(room.program().run("migrate")).exit(0);
        assertThat(room.leftBehind()).isEmpty();
    }

    @Test
    void a_schema_called_as_the_migrating_role_is_found_though_another_role_migrates_the_restored_database()
            throws Exception {
        source.execute("DO $$ BEGIN EXECUTE format('CREATE SCHEMA %I', current_user); END $$");
        room.file("002_create.sql", "CREATE TABLE m (a int);");
        Said.by(room.program().run("migrate")).exit(0);
        Said.by(room.program().run("backup", "take")).exit(0);
        room.file("003_alter.sql", "ALTER TABLE m ADD COLUMN b int;");

        Said.by(room.rehearsing().run("rehearse"))
                .exit(0)
                .out("1 file rehearsed", "sessions began with search_path = ");
    }

    @Test
    void what_is_taken_is_told_and_neither_secrets_nor_code_nor_another_role_come_along() throws Exception {
        String alter = "ALTER DATABASE \"" + source.name() + "\" SET ";
        source.execute(
                alter + "timezone = 'Asia/Tokyo'",
                alter + "session_replication_role = 'local'",
                alter + "app.key = 'hushhush'",
                alter + "log_min_messages = 'error'",
                alter + "default_tablespace = 'pg_default'",
                alter + "datestyle = 'SQL, DMY'",
                alter + "work_mem = '7MB'",
                "ALTER ROLE CURRENT_USER IN DATABASE \"" + source.name() + "\" SET work_mem = '8MB'");
        room.file("002_asks.sql", """
                DO $$ DECLARE found text := concat_ws(' ', current_setting('datestyle'), current_setting('work_mem'),
                    current_setting('session_replication_role'), current_setting('timezone'), current_setting('app.key', true));
                BEGIN
                    IF found <> 'SQL, DMY 8MB local Asia/Tokyo' THEN
                        RAISE 'other settings: %', found;
                    END IF;
                END $$;
                """);

        JsonNode document = Said.by(room.rehearsing().run("rehearse", "--output=json"))
                .exit(0)
                .nowhere("hushhush", DevelopmentDatabases.shared().server().password())
                .document(RehearsalRoom.DOCUMENT);

        assertThat(document.get("settingsFrom").asText()).isEqualTo("database");
        assertThat(document.get("settings"))
                .extracting(setting -> setting.get("name").asText() + " "
                        + setting.get("value").asText() + " "
                        + setting.get("taken").asText())
                .containsExactly(
                        "app.key null false",
                        "DateStyle SQL, DMY true",
                        "default_tablespace null false",
                        "log_min_messages null false",
                        "session_replication_role local true",
                        "TimeZone Asia/Tokyo true",
                        "work_mem 8MB true");
        Said.by(room.rehearsing().run("rehearse"))
                .exit(0)
                .out("not with app.key, set for database " + source.name())
                .nowhere("hushhush");
        assertThat(room.leftBehind()).isEmpty();
    }

    @Test
    void where_the_database_cannot_be_asked_the_backup_tells_what_is_set_for_it_and_that_is_not_all() throws Exception {
        source.execute(
                "CREATE SCHEMA \"my app\"",
                "ALTER DATABASE \"" + source.name() + "\" SET search_path = \"my app\", public");
        room.file("002_create.sql", "CREATE TABLE m (a int);");
        Said.by(room.program().run("migrate")).exit(0);
        Said.by(room.program().run("backup", "take")).exit(0);
        room.file("003_alter.sql", "ALTER TABLE m ADD COLUMN b int;");

        JsonNode document = Said.by(room.program()
                        .with("PULSE_DRILL_URL", source.url())
                        .with("DATABASE_URL", "postgresql://postgres@127.0.0.1:1/" + source.name())
                        .run("rehearse", "--output=json"))
                .exit(0)
                .document(RehearsalRoom.DOCUMENT);

        assertThat(document.get("settingsFrom").asText()).isEqualTo("backup");
        assertThat(document.get("settings").get(0).get("value").asText()).isEqualTo("\"my app\", \"public\"");
        assertThat(RehearsalRoom.findings(document)).contains("warning rehearsal.settings migrations");
    }
}
