package io.opsconductor.pulse.db.migrate.file;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a migration as its file name gives it: a number and perhaps a letter, such as {@code 036a}. Ordered by
 * number, then letter.
 *
 * @param number 0 or more
 * @param letter 0 for none, 1 for a, 2 for b …
 */
public record MigrationVersion(long number, int letter) implements Comparable<MigrationVersion> {
    private static final Pattern LABEL = Pattern.compile("(\\d{1,18})([a-z]?)");
    private static final Pattern NAME = Pattern.compile("(\\d{1,18}[a-z]?)_.*", Pattern.DOTALL);
    private static final Pattern FLYWAY = Pattern.compile("(\\d{1,18})(?:[._](1?\\d|2[0-6]))?");

    /** Reads {@code 036a}, {@code 36a} and Flyway's {@code 36.1}; empty for anything else. */
    public static Optional<MigrationVersion> parse(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        Matcher label = LABEL.matcher(lower);
        if (label.matches()) {
            int letter = label.group(2).isEmpty() ? 0 : label.group(2).charAt(0) - 'a' + 1;
            return Optional.of(new MigrationVersion(Long.parseLong(label.group(1)), letter));
        }
        Matcher flyway = FLYWAY.matcher(lower);
        if (flyway.matches()) {
            return Optional.of(
                    new MigrationVersion(Long.parseLong(flyway.group(1)), Integer.parseInt(flyway.group(2))));
        }
        return Optional.empty();
    }

    /** As people write it: at least three digits, then the letter. */
    public String label() {
        String digits = Long.toString(number);
        return "0".repeat(Math.max(0, 3 - digits.length())) + digits + (letter == 0 ? "" : (char) ('a' + letter - 1));
    }

    /** As the file's name writes it, such as {@code 0001}; as {@link #label} where it is another tool's name. */
    public String label(String script) {
        Matcher name = NAME.matcher(script);
        return name.matches() ? name.group(1) : label();
    }

    /** As Flyway orders it: 36.1 for 036a. */
    public String flyway() {
        return letter == 0 ? Long.toString(number) : number + "." + letter;
    }

    @Override
    public int compareTo(MigrationVersion other) {
        return number != other.number ? Long.compare(number, other.number) : Integer.compare(letter, other.letter);
    }

    /** Written out, as is {@link #hashCode}: a record's own are linked at first use, which a no-op run would wait for. */
    @Override
    public boolean equals(Object other) {
        return other instanceof MigrationVersion version && number == version.number && letter == version.letter;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(number) + letter;
    }

    @Override
    public String toString() {
        return label();
    }
}
