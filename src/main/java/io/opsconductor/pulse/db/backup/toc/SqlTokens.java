package io.opsconductor.pulse.db.backup.toc;

import java.util.ArrayList;
import java.util.List;

/** Cuts short statements that pg_dump wrote into words, quoted names, commas and parentheses; in linear time. */
final class SqlTokens {
    private SqlTokens() {}

    /** The statements of a text; quotes stay on the names, and what stands in parentheses is one token. */
    static List<List<String>> statements(String text) {
        List<List<String>> statements = new ArrayList<>();
        List<String> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int end = at + 1;
            if (c == '"' || c == '\'') {
                end = quoted(text, at);
            } else if (c == '(') {
                end = parentheses(text, at);
            } else if (c == ';') {
                statements.add(tokens);
                tokens = new ArrayList<>();
            } else if (isWord(c)) {
                end = word(text, at);
            }
            if (c != ';' && !Character.isWhitespace(c)) {
                tokens.add(text.substring(at, end));
            }
            at = end;
        }
        if (!tokens.isEmpty()) {
            statements.add(tokens);
        }
        return statements;
    }

    private static boolean isWord(char c) {
        return !Character.isWhitespace(c) && "\"'(),;.".indexOf(c) < 0;
    }

    private static int word(String text, int from) {
        int at = from;
        while (at < text.length() && isWord(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Behind the closing quote; a doubled one closes and opens again. */
    private static int quoted(String text, int from) {
        int close = text.indexOf(text.charAt(from), from + 1);
        while (close >= 0 && close + 1 < text.length() && text.charAt(close + 1) == text.charAt(from)) {
            close = text.indexOf(text.charAt(from), close + 2);
        }
        return close < 0 ? text.length() : close + 1;
    }

    private static int parentheses(String text, int from) {
        int depth = 0;
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"' || c == '\'') {
                at = quoted(text, at);
                continue;
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            at++;
            if (depth == 0) {
                return at;
            }
        }
        return at;
    }
}
