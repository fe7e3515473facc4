package io.opsconductor.pulse.db.dev.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a server logged of one database's sessions, by log_min_duration_statement = 0 and {@link #PREFIX}: durations as
 * the server took them, and the statements with their parameters.
 */
final class ServerLog {
    static final String PREFIX = "%a@%d|";

    private static final Pattern DURATION = Pattern.compile("LOG:  duration: ([0-9.]+) ms(?:  (.*))?", Pattern.DOTALL);
    private static final Pattern EXECUTED = Pattern.compile("(?:execute [^:]*|statement): (.*)", Pattern.DOTALL);
    private static final Pattern PARAMETERS = Pattern.compile("DETAIL:  [Pp]arameters: (.*)", Pattern.DOTALL);
    private static final Pattern PARAMETER = Pattern.compile("\\$\\d+ = ('(?:[^']++|'')*+')", Pattern.DOTALL);

    /**
     * @param sql as it was executed
     * @param parameters in quotes
     */
    record Statement(String sql, List<String> parameters) {
        /** For psql: its \bind takes parameters as the driver sends them, apart from the text. */
        String forPsql() {
            return sql + "\n\\bind " + String.join(" ", parameters) + " \\g\n";
        }
    }

    private final List<Statement> statements = new ArrayList<>();
    private boolean executed;
    private double millis;

    /** @param from the length that the log had before */
    static ServerLog read(Path log, long from, String application, String database) throws IOException {
        ServerLog read = new ServerLog();
        byte[] bytes = Files.readAllBytes(log);
        String text =
                new String(bytes, (int) from, (int) (bytes.length - from), java.nio.charset.StandardCharsets.UTF_8);
        // A line of the log that begins with a tab goes on with the one before.
        for (String entry : text.split("\n(?!\t)")) {
            int prefix = entry.indexOf('|');
            if (prefix >= 0 && entry.substring(0, prefix).equals(application + "@" + database)) {
                read.take(entry.substring(prefix + 1).replace("\n\t", "\n"));
            }
        }
        return read;
    }

    private void take(String entry) {
        Matcher duration = DURATION.matcher(entry);
        if (duration.matches()) {
            millis += Double.parseDouble(duration.group(1));
            Matcher statement = EXECUTED.matcher(duration.group(2) == null ? "" : duration.group(2));
            executed = statement.matches();
            if (executed) {
                statements.add(new Statement(statement.group(1), List.of()));
            }
            return;
        }
        Matcher parameters = PARAMETERS.matcher(entry);
        if (parameters.matches() && executed) {
            Statement last = statements.remove(statements.size() - 1);
            statements.add(new Statement(
                    last.sql(),
                    PARAMETER
                            .matcher(parameters.group(1))
                            .results()
                            .map(found -> found.group(1))
                            .collect(Collectors.toList())));
        }
    }

    List<Statement> statements() {
        return statements;
    }

    /** Parsing, planning and executing, without the network. */
    double millis() {
        return millis;
    }
}
