package io.opsconductor.pulse.db.migrate.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Goes through the tokens of a statement from left to right. */
public final class TokenReader {
    private final List<SqlToken> tokens;
    private int at;

    public TokenReader(List<SqlToken> tokens) {
        this.tokens = tokens;
    }

    /** Steps over these words if they all stand here, one after the other. */
    public boolean accept(String... words) {
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

    public boolean acceptAny(String... words) {
        for (String word : words) {
            if (accept(word)) {
                return true;
            }
        }
        return false;
    }

    /** Goes behind the next place where these words stand; stays when there is none. */
    public boolean skipPast(String... words) {
        int here = at;
        for (; at < tokens.size(); at++) {
            if (accept(words)) {
                return true;
            }
        }
        at = here;
        return false;
    }

    public boolean contains(String... words) {
        int here = at;
        boolean found = skipPast(words);
        at = here;
        return found;
    }

    /** One token back. */
    TokenReader back() {
        at = Math.max(0, at - 1);
        return this;
    }

    /** What comes before this word, where it stands in no parentheses; everything when it does not come. */
    TokenReader upTo(String word) {
        int depth = 0;
        for (int i = at; i < tokens.size(); i++) {
            depth += depth(tokens.get(i));
            if (depth == 0 && tokens.get(i).is(word)) {
                return new TokenReader(tokens.subList(at, i));
            }
        }
        return new TokenReader(rest());
    }

    /** True when these are the last words, a semicolon behind them apart. */
    boolean endsWith(String... words) {
        int end = tokens.size();
        if (end > at && tokens.get(end - 1).is(";")) {
            end--;
        }
        return end - words.length >= at && new TokenReader(tokens.subList(end - words.length, end)).accept(words);
    }

    /** True when an option of this name stands in the rest and is switched off. */
    boolean isOff(String option) {
        TokenReader found = new TokenReader(rest());
        return found.skipPast(option) && found.isOffHere();
    }

    /** True when the value that follows means no. */
    boolean isOffHere() {
        TokenReader value = new TokenReader(rest());
        value.accept("=");
        return value.token()
                .map(token -> token.kind() == SqlToken.Kind.STRING ? token.content() : token.text())
                .filter(text -> text.matches("(?i)false|off|no|0"))
                .isPresent();
    }

    /** The last part of a name that a schema may precede; the reader then stands behind it. */
    public Optional<String> lastOfName() {
        Optional<String> name = name();
        while (name.isPresent() && accept(".")) {
            name = name();
        }
        return name;
    }

    /** One part of a name, such as a column. */
    public Optional<String> name() {
        return at < tokens.size() && tokens.get(at).isName()
                ? Optional.of(tokens.get(at++).name())
                : Optional.empty();
    }

    /** A table's name, its schema in front where one is written. */
    public Optional<String> table() {
        Optional<String> name = name();
        while (name.isPresent() && accept(".")) {
            String schema = name.get();
            name = name().map(last -> schema + "." + last);
        }
        return name;
    }

    public Optional<SqlToken> token() {
        return at < tokens.size() ? Optional.of(tokens.get(at++)) : Optional.empty();
    }

    public List<SqlToken> rest() {
        return tokens.subList(at, tokens.size());
    }

    /** What stands in the parentheses that open here, cut at its commas; empty when none opens. */
    public List<List<SqlToken>> arguments() {
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
    public static List<List<SqlToken>> atCommas(List<SqlToken> tokens) {
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

    /** Cut at every semicolon: the statements of a body, each with the words before it that open a block. */
    public static List<List<SqlToken>> statements(List<SqlToken> tokens) {
        List<List<SqlToken>> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).is(";")) {
                parts.add(tokens.subList(from, i + 1));
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
