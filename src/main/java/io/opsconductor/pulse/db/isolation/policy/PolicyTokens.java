package io.opsconductor.pulse.db.isolation.policy;

import java.util.ArrayList;
import java.util.List;

/** The words of an expression as the server writes it. Pure. */
final class PolicyTokens {
    private static final String OPERATOR = "+-*/<>=~!@#%^&|`?";

    private PolicyTokens() {}

    enum Kind {
        /** A keyword, type or name without quotes, or what was in them. */
        WORD,
        TEXT,
        NUMBER,
        OPERATOR,
        /** A parenthesis, bracket, comma, dot or cast. */
        MARK,
        END
    }

    /** @param quoted a word that was in quotes, which is no keyword */
    record Token(Kind kind, String text, boolean quoted) {
        boolean is(String mark) {
            return !quoted && kind != Kind.TEXT && text.equals(mark);
        }

        boolean isWord(String keyword) {
            return kind == Kind.WORD && !quoted && text.equalsIgnoreCase(keyword);
        }
    }

    /** All of them, with an end. What has no end of its own ends with the text. */
    static List<Token> of(String text) {
        List<Token> tokens = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            int begin = i;
            if (Character.isWhitespace(c)) {
                i++;
            } else if (c == '\'' || (c == 'E' || c == 'B' || c == 'X') && text.startsWith("'", i + 1)) {
                boolean escapes = c == 'E';
                i = quoted(text, c == '\'' ? i : i + 1, escapes, tokens, Kind.TEXT);
            } else if (c == '"') {
                i = quoted(text, i, false, tokens, Kind.WORD);
            } else if (Character.isDigit(c)) {
                while (i < text.length() && (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '.')) {
                    i++;
                }
                tokens.add(new Token(Kind.NUMBER, text.substring(begin, i), false));
            } else if (Character.isLetter(c) || c == '_') {
                while (i < text.length()
                        && (Character.isLetterOrDigit(text.charAt(i)) || "_$".indexOf(text.charAt(i)) >= 0)) {
                    i++;
                }
                tokens.add(new Token(Kind.WORD, text.substring(begin, i), false));
            } else if (OPERATOR.indexOf(c) >= 0) {
                while (i < text.length() && OPERATOR.indexOf(text.charAt(i)) >= 0) {
                    i++;
                }
                tokens.add(new Token(Kind.OPERATOR, text.substring(begin, i), false));
            } else {
                i += text.startsWith("::", i) ? 2 : 1;
                tokens.add(new Token(Kind.MARK, text.substring(begin, i), false));
            }
        }
        tokens.add(new Token(Kind.END, "", false));
        return tokens;
    }

    /** A doubled quote is one; returns where it goes on. */
    private static int quoted(String text, int open, boolean escapes, List<Token> tokens, Kind kind) {
        char quote = text.charAt(open);
        StringBuilder inner = new StringBuilder();
        int i = open + 1;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (escapes && c == '\\' && i + 1 < text.length()) {
                inner.append(text.charAt(i + 1));
                i += 2;
            } else if (c == quote && i + 1 < text.length() && text.charAt(i + 1) == quote) {
                inner.append(quote);
                i += 2;
            } else if (c == quote) {
                break;
            } else {
                inner.append(c);
                i++;
            }
        }
        tokens.add(new Token(kind, inner.toString(), kind == Kind.WORD));
        return i + 1;
    }
}
