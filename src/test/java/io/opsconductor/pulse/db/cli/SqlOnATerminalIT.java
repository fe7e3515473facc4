package io.opsconductor.pulse.db.cli;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

import io.opsconductor.pulse.db.Patience;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code migrate --sql} of a file that nobody has read yet: that is what it is for. */
@ProgramTest
class SqlOnATerminalIT {
    private static final String HIDDEN = "SELECT 1; -- \u001b[2K\u202e\u009b2J";

    @TempDir
    Path folder;

    @Test
    void a_terminal_is_told_nothing_and_a_program_gets_every_character() throws Exception {
        Program.write(Files.createDirectory(folder.resolve("sql")), "001_a.sql", HIDDEN);
        try (TestDatabase database = DevelopmentDatabases.shared().postgres()) {
            PulseDbProgram program = Program.on(database.url());

            Said.by(program.run("migrate", "--sql", "--migrations=" + folder.resolve("sql")))
                    .exit(0)
                    .out(HIDDEN);
            assertThat(onATerminal(program))
                    .contains("SELECT 1; -- ?[2K??2J")
                    .doesNotContain("\u001b", "\u202e", "\u009b");
        }
    }

    private String onATerminal(PulseDbProgram program) throws Exception {
        Path seen = folder.resolve("seen");
        Process terminal = new ProcessBuilder("script", "-qfc", "tty; read stop", seen.toString())
                .redirectErrorStream(true)
                .start();
        try {
            await().until(() -> Files.exists(seen) && Files.readString(seen).contains("/dev/pts/"));
            String device = Files.readString(seen)
                    .lines()
                    .filter(line -> line.startsWith("/dev/pts/"))
                    .findFirst()
                    .orElseThrow()
                    .strip();
            program.outputTo(new File(device)).run("migrate", "--sql", "--migrations=" + folder.resolve("sql"));
            await().until(() -> Files.readString(seen).contains("SELECT 1; --"));
        } finally {
            terminal.getOutputStream().close();
            terminal.destroy();
            Patience.exit(terminal);
        }
        return Files.readString(seen);
    }
}
