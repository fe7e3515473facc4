package io.opsconductor.pulse.db.check;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.failure.PlainText;

/**
 * What to do about a finding. The first two kinds can be pasted as they are: into psql, into a shell. What else could be
 * done, or has to be known before, stands beside them and never among them.
 *
 * @param kind of the text
 * @param setting the key below {@code pulse.} that is to be set, such as {@code hypertables.telemetry.drop-after}, with
 *     the value as text; empty for all else
 * @param text one line; empty when nothing needs doing
 * @param note what a person has to know before or after; empty when there is nothing to add
 * @param others other ways to the same end
 */
public record Remedy(Kind kind, Optional<String> setting, String text, String note, List<Remedy> others) {
    public static final Remedy NONE = of(Kind.TEXT, "");

    /** How a remedy is carried out. */
    public enum Kind {
        /** Statements for psql, connected to the database that the finding is about. */
        SQL,
        /** A line for a shell. */
        COMMAND,
        /** For people only. */
        TEXT;

        /** The word used in JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Remedy {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(setting);
        Objects.requireNonNull(text);
        Objects.requireNonNull(note);
        others = List.copyOf(others);
    }

    /** A name with a line break or another control character cannot be pasted: then it is for people. */
    private static Remedy of(Kind kind, String text) {
        return new Remedy(
                PlainText.isVisible(text) ? kind : Kind.TEXT, Optional.empty(), PlainText.visible(text), "", List.of());
    }

    /** @param statements each with its semicolon, no word around them */
    public static Remedy sql(String statements) {
        return of(Kind.SQL, statements);
    }

    /** @param line such as {@code pulse-db migrate} */
    public static Remedy command(String line) {
        return of(Kind.COMMAND, line);
    }

    public static Remedy text(String text) {
        return of(Kind.TEXT, text);
    }

    /** @param key below {@code pulse.} */
    public static Remedy setting(String key, String value) {
        return new Remedy(Kind.TEXT, Optional.of(key), value, "", List.of());
    }

    /** The same with another way to the same end. */
    public Remedy or(Remedy other) {
        return new Remedy(
                kind,
                setting,
                text,
                note,
                Stream.concat(others.stream(), Stream.of(other)).toList());
    }

    /** The same with what a person has to know. */
    public Remedy note(String more) {
        return new Remedy(kind, setting, text, note.isEmpty() ? more : note + "; " + more, others);
    }

    public boolean isEmpty() {
        return text.isEmpty() && setting.isEmpty();
    }

    /**
     * The same for a database by its configured name; unchanged for the main one. Its keys stand below its name, and a
     * command has to be pointed at it, by a URL that is shown to no one.
     */
    public Remedy at(Optional<String> label) {
        if (label.isEmpty() || isEmpty()) {
            return this;
        }
        String there = "databases.\"" + label.get() + "\".";
        boolean command = kind == Kind.COMMAND;
        return new Remedy(
                command ? Kind.TEXT : kind,
                setting.map(key -> there + key),
                command ? "with DATABASE_URL as pulse." + there + "url: " + text : text,
                note,
                others.stream().map(other -> other.at(label)).toList());
    }

    /** What can be pasted, or the words where nothing can; without the note and other ways. */
    public String line() {
        return setting.map(key -> "set pulse." + key + "=" + text).orElse(text);
    }

    /** For people: the line, the note and the other ways, each on a line of its own. */
    public List<String> lines() {
        return Stream.of(Stream.of(line()), Stream.of(note), others.stream().flatMap(other -> other.lines().stream()
                        .limit(1)
                        .map(way -> "or " + way)))
                .flatMap(line -> line)
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
