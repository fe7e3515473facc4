package io.opsconductor.pulse.db.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PulseDbProgramTest {
    @TempDir
    Path folder;

    @Test
    void a_native_executable_gets_settings_and_heap_but_no_option_of_a_jvm() throws IOException {
        Path echo = script("echo \"$0 $*\"; echo \"$DATABASE_URL\" >&2; exit 3");

        PulseDbProgram.Outcome outcome = new PulseDbProgram(echo)
                .javaOption("-XX:TieredStopAtLevel=1")
                .property("pulse.backups.\"my set\".rpo", "1h")
                .maxHeap("64m")
                .database("postgresql://here/db")
                .run("status", "--verbose");

        assertThat(outcome.exit()).isEqualTo(3);
        assertThat(outcome.out()).isEqualTo(echo + " -Dpulse.backups.\"my set\".rpo=1h -Xmx64m status --verbose\n");
        assertThat(outcome.err()).isEqualTo("postgresql://here/db\n");
    }

    @Test
    void an_executable_that_was_not_built_is_told_before_anything_runs() {
        assertThatThrownBy(() -> new PulseDbProgram(folder.resolve("pulse-db")))
                .hasMessageContaining("./mvnw package -Dnative");
    }

    private Path script(String text) throws IOException {
        Path script = Files.createFile(
                folder.resolve("pulse-db"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return Files.writeString(script, "#!/bin/sh\n" + text + "\n");
    }
}
