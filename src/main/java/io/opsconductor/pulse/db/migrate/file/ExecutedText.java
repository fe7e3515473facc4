package io.opsconductor.pulse.db.migrate.file;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A script without what does nothing: comments that stand outside of strings and bodies, and whole COMMENT statements. Bodies
 * and strings are kept as they are, for they may be carried out. Of a large script nothing is taken out: there is no memory for
 * a second one.
 */
final class ExecutedText {
    /** In characters. */
    private static final int LARGE = 1 << 20;

    /** Without these no statement gives something away, makes a schema, or grants to create in one or to attach a trigger. */
    private static final Pattern OPENS = Pattern.compile(
            "\\b(?:schema|database|reassign|owner\\s+to|grant\\s[^;]{0,200}\\b(?:all|trigger))\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern GRANTS = Pattern.compile("\\bgrant\\b", Pattern.CASE_INSENSITIVE);

    private record Range(int from, int to) {}

    private final String text;
    private final List<Range> idle = new ArrayList<>();

    ExecutedText(String text) {
        this.text = text;
    }

    /** To be told in the script's order. */
    void comment(int from, int to) {
        if (text.length() < LARGE) {
            idle.add(new Range(from, to));
        }
    }

    /** Behind the comments that stand in it. */
    void statement(SqlStatement statement) {
        if (text.length() < LARGE && statement.words().startsWith("COMMENT ON ")) {
            idle.removeIf(range -> range.from() >= statement.from());
            idle.add(new Range(statement.from(), statement.to()));
        }
    }

    /** Whether it may let other roles create where names are looked for, or attach code: false unless it hides that. */
    boolean mayOpenThePath() {
        CharSequence kept = kept();
        boolean names = Mentions.any(kept, "schema", "database", "reassign", "owner");
        boolean grants = !names && Mentions.any(kept, "grant") && Mentions.any(kept, "all", "trigger");
        return (names || grants) && OPENS.matcher(kept).find();
    }

    /** Whether it may grant something: false unless it hides that. */
    boolean mayGrant() {
        CharSequence kept = kept();
        return Mentions.any(kept, "grant") && GRANTS.matcher(kept).find();
    }

    /** A blank stands for what was taken out, as it separates words. */
    private CharSequence kept() {
        if (idle.isEmpty()) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        int from = 0;
        for (Range range : idle) {
            kept.append(text, from, range.from()).append(' ');
            from = range.to();
        }
        return kept.append(text, from, text.length());
    }
}
