package io.opsconductor.pulse.db.migrate.legacy;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.status.MigrationState;
import io.opsconductor.pulse.db.migrate.status.MigrationStatus;

/**
 * What the Python runner recorded. It keyed files by their number alone: of {@code 036} and {@code 036a} it ran one and
 * skipped the other as done.
 *
 * @param scripts the file names in {@code schema_migrations}
 */
public record RunnerHistory(Set<String> scripts) {
    private static final Pattern LABEL = Pattern.compile("(\\d{1,18})[a-z]?(?=_)");

    public RunnerHistory {
        scripts = new TreeSet<>(scripts);
    }

    public boolean isEmpty() {
        return scripts.isEmpty();
    }

    public boolean applied(MigrationFile file) {
        return scripts.contains(file.script());
    }

    /** True for a file that it never ran, because another one of the same number was already recorded. */
    public boolean skipped(MigrationFile file) {
        return !applied(file)
                && scripts.stream()
                        .map(LABEL::matcher)
                        .anyMatch(name -> name.lookingAt()
                                && Long.parseLong(name.group(1))
                                        == file.version().number());
    }

    /** {@code 036a} follows {@code 036}: to the runner they were one version. */
    public static boolean follows(MigrationFile file, MigrationFile earlier) {
        return file.version().number() == earlier.version().number()
                && file.version().compareTo(earlier.version()) > 0;
    }

    /** @param known scripts that have a file, or are recorded elsewhere too */
    public Stream<MigrationStatus> withoutFile(Set<String> known) {
        return scripts.stream().filter(script -> !known.contains(script)).map(script -> {
            Matcher label = LABEL.matcher(script);
            String version = label.lookingAt() ? label.group() : script;
            return new MigrationStatus(version, script, MigrationState.MISSING, Optional.empty(), 0)
                    .noting("recorded by the Python runner");
        });
    }
}
