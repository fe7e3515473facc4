package io.opsconductor.pulse.db.backup.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenDirectoryTest {
    @TempDir
    Path folder;

    @Test
    void a_text_names_what_is_open_as_people_do() throws IOException {
        Path backup = Files.createDirectory(folder.resolve("20261127T021700Z"));
        String text;
        try (OpenDirectory first = OpenDirectory.reading(backup);
                OpenDirectory second = OpenDirectory.create(folder.resolve("new.partial"))) {
            assertThat(first.path().toString()).startsWith("/proc/");
            text = "could not open input file \"" + first.path().resolve("database.dump") + "\", nor " + second.path();
            assertThat(OpenDirectory.named(text))
                    .isEqualTo("could not open input file \"" + backup.resolve("database.dump") + "\", nor "
                            + folder.resolve("new.partial"));
            assertThat(OpenDirectory.named("in " + folder)).isEqualTo("in " + folder);
        }
        assertThat(OpenDirectory.named(text)).as("once it is closed").isEqualTo(text);
    }
}
