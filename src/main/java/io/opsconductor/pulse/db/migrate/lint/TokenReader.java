package io.opsconductor.pulse.db.migrate.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Goes through the tokens of a statement from left to right. */
final class TokenReader {
    private final List<SqlToken> tokens;
    private int at;

    TokenReader(List<SqlToken> tokens) {
        this.tokens = tokens;
    }

    /** Steps over these words if they all stand here, one after the other. */
    boolean accept(String... words) {
        if (at + words.length > tokens.size()) {
            return false;
        }
        for (int i = 0; i < words.length; i++) {
            if (!tokens.get(at + i).is(words[i])) {
                return false;
            }
        }
        at += words.length;
        return true;
    }

    boolean acceptAny(String... words) {
        for (String word : words) {
            if (accept(word)) {
                return true;
            }
        }
        return false;
    }

    /** Goes behind the next place where these words stand; stays when there is none. */
    boolean skipPast(String... words) {
        int here = at;
        for (; at < tokens.size(); at++) {
            if (accept(words)) {
                return true;
            }
        }
        at = here;
        return false;
    }

    boolean contains(String... words) {
        int here = at;
        boolean found = skipPast(words);
        at = here;
        return found;
    }

    /** One part of a name, such as a column. */
    Optional<String> name() {
        return at < tokens.size() && tokens.get(at).isName()
                ? Optional.of(tokens.get(at++).name())
                : Optional.empty();
    }

    /** A table's name; {@code public} in front is left out, as every file means that schema. */
    Optional<String> table() {
        Optional<String> name = name();
        while (name.isPresent() && accept(".")) {
            String schema = name.get();
            name = name().map(last -> schema.equals("public") ? last : schema + "." + last);
        }
        return name;
    }

    Optional<SqlToken> token() {
        return at < tokens.size() ? Optional.of(tokens.get(at++)) : Optional.empty();
    }

    List<SqlToken> rest() {
        return tokens.subList(at, tokens.size());
    }

    /** What stands in the parentheses that open here, cut at its commas; empty when none opens. */
    List<List<SqlToken>> arguments() {
        if (!accept("(")) {
            return List.of();
        }
        int depth = 1;
        int from = at;
        for (; at < tokens.size(); at++) {
            depth += depth(tokens.get(at));
            if (depth == 0) {
                return atCommas(tokens.subList(from, at++));
            }
        }
        return atCommas(tokens.subList(from, at));
    }

    /** Cut at the commas that stand in no parentheses; the semicolon at the end is left out. */
    static List<List<SqlToken>> atCommas(List<SqlToken> tokens) {
        List<List<SqlToken>> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            depth += depth(token);
            if (depth == 0 && (token.is(",") || token.is(";"))) {
                parts.add(tokens.subList(from, i));
                from = i + 1;
            }
        }
        if (from < tokens.size()) {
            parts.add(tokens.subList(from, tokens.size()));
        }
        return parts;
    }

    private static int depth(SqlToken token) {
        return token.is("(") || token.is("[") ? 1 : token.is(")") || token.is("]") ? -1 : 0;
    }
}
