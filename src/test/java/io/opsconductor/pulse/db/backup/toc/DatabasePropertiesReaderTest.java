package io.opsconductor.pulse.db.backup.toc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.toc.DatabaseProperties.Right;
import io.opsconductor.pulse.db.backup.toc.DatabaseProperties.Setting;
import io.opsconductor.pulse.db.backup.toc.TocEntry.Section;
import org.junit.jupiter.api.Test;

class DatabasePropertiesReaderTest {
    @Test
    void what_pg_dump_writes_is_taken_by_its_parts() {
        DatabaseProperties read = read(
                entry(
                        "DATABASE PROPERTIES",
                        "plant",
                        "ALTER DATABASE plant IS_TEMPLATE = true;\nALTER DATABASE plant CONNECTION LIMIT = 7;\n"
                                + "ALTER DATABASE plant SET search_path TO 'app', 'A b';\n"
                                + "ALTER DATABASE plant SET \"my.thing\" TO E'it''s a \\\\ \"x\"; DROP';\n"
                                + "ALTER DATABASE plant SET timescaledb.restoring TO 'on';\n"
                                + "ALTER DATABASE plant SET \"timescaledb.restoring\" TO 'on';\n"
                                + "ALTER ROLE \"We \"\"ird;\" IN DATABASE plant SET statement_timeout TO '5s';\n"),
                entry(
                        "ACL",
                        "DATABASE plant",
                        "REVOKE CONNECT,TEMPORARY ON DATABASE plant FROM PUBLIC;\n"
                                + "GRANT CONNECT ON DATABASE plant TO svc WITH GRANT OPTION;\n"
                                + "SET SESSION AUTHORIZATION svc;\nGRANT CONNECT ON DATABASE plant TO \"PUBLIC\";\n"
                                + "GRANT CONNECT ON DATABASE plant TO svc;\nRESET SESSION AUTHORIZATION;\n"),
                entry("COMMENT", "DATABASE plant", "COMMENT ON DATABASE plant IS 'two\nlines';\n"));

        assertThat(read.limit()).isEqualTo(7);
        assertThat(read.template()).isTrue();
        assertThat(read.comment()).contains("two\nlines");
        assertThat(read.settings())
                .containsExactly(
                        new Setting(Optional.empty(), "search_path", List.of("app", "A b")),
                        new Setting(Optional.empty(), "my.thing", List.of("it's a \\ \"x\"; DROP")),
                        new Setting(Optional.of("We \"ird;"), "statement_timeout", List.of("5s")));
        assertThat(read.rights())
                .isEqualTo(Map.of(
                        DatabaseProperties.PUBLIC,
                        Map.of("CONNECT", Right.REVOKED, "TEMPORARY", Right.REVOKED),
                        "svc",
                        Map.of("CONNECT", Right.GRANTABLE),
                        "PUBLIC",
                        Map.of("CONNECT", Right.GRANTED)));
        assertThat(read.unread()).isEqualTo(1);
    }

    @Test
    void what_is_of_another_form_is_counted_and_nothing_of_it_is_taken() {
        DatabaseProperties read = read(
                entry(
                        "DATABASE PROPERTIES",
                        "plant",
                        "ALTER DATABASE plant SET work_mem TO '1' || pg_sleep(9);\nDROP DATABASE plant;\n"
                                + "ALTER DATABASE plant SET a TO b;\n"
                                + "ALTER ROLE svc SUPERUSER;\nALTER DATABASE plant CONNECTION LIMIT = 1 2;\n"
                                + "ALTER DATABASE plant SET a TO '\uFFFD';\nALTER DATABASE plant SET a TO 'b"),
                entry(
                        "ACL",
                        "DATABASE plant",
                        "GRANT postgres TO svc;\nGRANT CONNECT ON DATABASE plant TO svc, other;\n"
                                + "GRANT CONNECT ON DATABASE plant TO svc GRANTED BY postgres;\n"),
                entry("SECURITY LABEL", "DATABASE plant", "SECURITY LABEL FOR x ON DATABASE plant IS 'y';\n"),
                entry("DATABASE PROPERTIES", "plant", "ALTER DATABASE plant SET work_mem TO E'\\'';\n"),
                entry("DATABASE PROPERTIES", "plant", "x".repeat(1 << 21)));

        assertThat(read)
                .isEqualTo(new DatabaseProperties(-1, false, Optional.empty(), List.of(), Map.of(), read.unread()));
        assertThat(read.unread()).isEqualTo(13);
    }

    @Test
    void what_is_of_the_objects_in_it_is_not_the_databases() {
        assertThat(read(
                        new TocEntry(1, "ACL", Section.NONE, "public", "DATABASE x", "o", "GRANT x;", ""),
                        entry("COMMENT", "TABLE t", "COMMENT ON DATABASE plant IS 'x';"),
                        entry("FUNCTION", "DATABASE f()", "ALTER DATABASE plant CONNECTION LIMIT = 7;")))
                .isEqualTo(DatabaseProperties.NONE);
    }

    private static DatabaseProperties read(TocEntry... entries) {
        return DatabasePropertiesReader.read(new ArchiveToc("plant", "17.5", List.of(entries)));
    }

    private static TocEntry entry(String type, String tag, String definition) {
        return new TocEntry(1, type, Section.NONE, "", tag, "o", definition, "");
    }
}
