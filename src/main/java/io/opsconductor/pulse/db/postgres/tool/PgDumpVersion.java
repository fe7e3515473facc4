package io.opsconductor.pulse.db.postgres.tool;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is left of a shell in the image. pg_dumpall asks the pg_dump beside it for its version through popen(3), that is by
 * {@code /bin/sh -c '"/…/pg_dump" -V'} (find_other_exec and pipe_read_line in PostgreSQL's src/common/exec.c). There
 * {@code /bin/sh} is this program, and that one command is all that it runs by this way.
 */
public final class PgDumpVersion {
    private static final Pattern COMMAND = Pattern.compile("\"(/[\\w./-]+/pg_dump)\" -V");

    private PgDumpVersion() {}

    /** The pg_dump that is asked; empty for every other command line. */
    static Optional<String> asked(List<String> arguments) {
        // From some version on glibc writes -- before the command.
        boolean shell = arguments.size() == 2
                || arguments.size() == 3 && arguments.get(1).equals("--");
        if (!shell || !arguments.get(0).equals("-c")) {
            return Optional.empty();
        }
        Matcher command = COMMAND.matcher(arguments.get(arguments.size() - 1));
        return command.matches() ? Optional.of(command.group(1)) : Optional.empty();
    }

    /** Answers the question: pg_dump's exit code, or empty when something else was asked. */
    public static Optional<Integer> answer(List<String> arguments) {
        return asked(arguments).map(PgDumpVersion::run);
    }

    private static int run(String pgDump) {
        try {
            return new ProcessBuilder(pgDump, "-V").inheritIO().start().waitFor();
        } catch (IOException e) {
            System.err.println("pulse-db: " + e.getMessage() + " -> pg_dump belongs beside pg_dumpall");
            return 127;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 127;
        }
    }
}
