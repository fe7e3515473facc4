package io.opsconductor.pulse.db.isolation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What the condition of a policy asks, read from the expression as the server writes it (every operator in parentheses). Only
 * what is surely open is called so: a condition that cannot be understood counts as one that asks. Pure.
 */
final class PolicyCondition {
    /** A doubled quote ends one and begins the next. Without a group, which would take a stack as long as the text. */
    private static final Pattern TEXT = Pattern.compile("E?'[^']*+'");

    private static final Pattern CAST = Pattern.compile(
            "::\"?[A-Za-z_][\\w.]*\"?(?: varying| precision| with(?:out)? time zone)?(?:\\(\\d+(?:,\\d+)?\\))?(?:\\[])*");

    /** What differs from session to session, and functions of others, which may. */
    private static final Pattern SESSION = Pattern.compile(
            "\\b(?:current_setting|pg_has_role)\\(|\\w\\(\\)|\\b(?:SELECT|CURRENT_USER|SESSION_USER|CURRENT_ROLE|USER|CASE)\\b"
                    + "|[\\w\"]\\.\"?\\w+\"?\\(");

    private static final Pattern NAME = Pattern.compile("(?:\"[^\"]*+\")++|\\b[a-z_][a-z0-9_$]*\\b(?!\\()");

    /** Deeper ones are not understood. */
    private static final int DEEPEST = 100;

    private static final int QUOTED = -1;

    private PolicyCondition() {}

    /** In rising order of how much is let through. */
    enum Asks {
        /** Whose the row is, or who the session is. */
        OF_TENANT_OR_SESSION,
        /** Something about the row, but not whose it is. */
        OF_ROW,
        NOTHING
    }

    /** @param expression null for none at all */
    static Asks of(String expression, String column) {
        return expression == null ? Asks.NOTHING : asks(expression, column, 0);
    }

    private static Asks asks(String expression, String column, int depth) {
        if (depth > DEEPEST) {
            return Asks.OF_TENANT_OR_SESSION;
        }
        String text = unwrapped(expression.strip());
        List<String> either = split(text, " OR ");
        if (either.size() > 1) {
            return either.stream()
                    .map(part -> asks(part, column, depth + 1))
                    .max(Asks::compareTo)
                    .orElseThrow();
        }
        List<String> both = split(text, " AND ");
        if (both.size() > 1) {
            return both.stream()
                    .map(part -> asks(part, column, depth + 1))
                    .min(Asks::compareTo)
                    .orElseThrow();
        }
        return leaf(text, column);
    }

    private static Asks leaf(String text, String column) {
        String bare = CAST.matcher(TEXT.matcher(text).replaceAll("''")).replaceAll("");
        if (SESSION.matcher(bare).find() || bare.equals("false")) {
            return Asks.OF_TENANT_OR_SESSION;
        }
        List<String> names = NAME.matcher(bare)
                .results()
                .map(found -> found.group().replaceAll("^\"|\"$", ""))
                .filter(name -> !name.equals("true") && !name.equals("false"))
                .toList();
        if (names.stream().anyMatch(name -> !name.equals(column))) {
            return Asks.OF_ROW;
        }
        boolean one = names.size() == 1;
        return one && (bare.contains(" IS NULL") || bare.matches("[^<>!=]*[^<>!=]=[^<>!=].*") || bare.contains(" = "))
                ? Asks.OF_TENANT_OR_SESSION
                : Asks.NOTHING;
    }

    /** Without parentheses that hold all of it. */
    private static String unwrapped(String text) {
        String inner = text;
        while (inner.startsWith("(") && end(inner) == inner.length() - 1) {
            inner = inner.substring(1, inner.length() - 1).strip();
        }
        return inner;
    }

    /** Where the parenthesis that opens the text is closed; -1 when it is not. */
    private static int end(String text) {
        int[] depths = depths(text);
        return IntStream.range(1, text.length())
                .filter(i -> depths[i] == 0)
                .findFirst()
                .orElse(-1);
    }

    private static List<String> split(String text, String word) {
        int[] depths = depths(text);
        List<String> parts = new ArrayList<>();
        int begin = 0;
        for (int i = text.indexOf(word); i >= 0; i = text.indexOf(word, i + 1)) {
            if (depths[i] == 0 && i >= begin) {
                parts.add(text.substring(begin, i));
                begin = i + word.length();
            }
        }
        parts.add(text.substring(begin));
        return parts;
    }

    /** How many parentheses are open behind each character; {@link #QUOTED} inside quotes. */
    private static int[] depths(String text) {
        int[] depths = new int[text.length()];
        int depth = 0;
        char quote = 0;
        for (int i = 0; i < depths.length; i++) {
            char c = text.charAt(i);
            if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
                depths[i] = QUOTED;
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
                depths[i] = QUOTED;
            } else {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                depths[i] = depth;
            }
        }
        return depths;
    }
}
