package io.opsconductor.pulse.db.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts a script into statements as psql does: a semicolon ends one unless it stands in a quoted string or identifier, a
 * dollar-quoted body, a comment, parentheses or a {@code BEGIN ATOMIC} body. Needed because a regular expression cannot
 * tell a COMMIT from the word in a comment.
 *
 * @see <a href="https://www.postgresql.org/docs/17/sql-syntax-lexical.html">PostgreSQL's lexical structure</a>
 */
final class SqlScanner {
    private final String text;
    private final List<SqlStatement> statements = new ArrayList<>();
    private final StringBuilder words = new StringBuilder();
    private int position;
    private int line = 1;
    private int start = -1;
    private int startLine;
    private int parentheses;
    private int atomicDepth;

    private SqlScanner(String text) {
        this.text = text;
    }

    static List<SqlStatement> scan(String text) {
        SqlScanner scanner = new SqlScanner(text);
        scanner.run();
        return List.copyOf(scanner.statements);
    }

    private void run() {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (text.startsWith("--", position)) {
                skipTo(text.indexOf('\n', position), 0);
            } else if (text.startsWith("/*", position)) {
                skipBlockComment();
            } else if (Character.isWhitespace(c)) {
                step();
            } else {
                token(c);
            }
        }
        end(false);
    }

    private void token(char c) {
        if (start < 0) {
            start = position;
            startLine = line;
        }
        if (c == '\'') {
            skipQuoted('\'', followsLoneE());
        } else if (c == '"') {
            skipQuoted('"', false);
        } else if (c == '$' && dollarTag() != null) {
            String tag = dollarTag();
            int close = text.indexOf(tag, position + tag.length());
            skipTo(close, tag.length());
        } else if (c == ';' && parentheses == 0 && atomicDepth == 0) {
            step();
            end(true);
        } else if (c == '\\' && words.length() == 0) {
            skipTo(text.indexOf('\n', position), 0);
            end(true);
        } else if (Character.isLetter(c) || c == '_') {
            word();
        } else {
            parentheses = Math.max(0, parentheses + (c == '(' ? 1 : c == ')' ? -1 : 0));
            step();
        }
    }

    /** True after an E that is no end of a longer word, such as {@code LIKE}: the string then knows backslashes. */
    private boolean followsLoneE() {
        return position > 0
                && "eE".indexOf(text.charAt(position - 1)) >= 0
                && (position == 1 || !isInWord(text.charAt(position - 2)));
    }

    private static boolean isInWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    /** Remembers the statement's first words, in capitals: they say what kind of statement it is. */
    private void word() {
        int from = position;
        while (position < text.length() && isInWord(text.charAt(position))) {
            position++;
        }
        String word = text.substring(from, position).toUpperCase(Locale.ROOT);
        if (word.equals("ATOMIC") && words.toString().endsWith(" BEGIN")) {
            atomicDepth = 1;
        } else if (atomicDepth > 0 && word.equals("CASE")) {
            atomicDepth++;
        } else if (atomicDepth > 0 && word.equals("END")) {
            atomicDepth--;
        }
        words.append(words.length() == 0 ? "" : " ").append(word);
    }

    private void end(boolean terminated) {
        if (start >= 0) {
            SqlStatement statement =
                    new SqlStatement(text.substring(start, position).strip(), startLine, words.toString(), terminated);
            statements.add(statement);
            if (statement.isCopyFromStdin()) {
                skipCopyData();
            }
        }
        start = -1;
        words.setLength(0);
        parentheses = 0;
    }

    private void skipCopyData() {
        skipTo(text.indexOf('\n', position), 1);
        while (position < text.length()) {
            int next = text.indexOf('\n', position);
            String row = text.substring(position, next < 0 ? text.length() : next);
            skipTo(next, 1);
            if (row.strip().equals("\\.")) {
                return;
            }
        }
    }

    private void skipQuoted(char quote, boolean backslashEscapes) {
        step();
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == '\\' && backslashEscapes) {
                step();
                step();
            } else if (c == quote && position + 1 < text.length() && text.charAt(position + 1) == quote) {
                step();
                step();
            } else if (c == quote) {
                step();
                return;
            } else {
                step();
            }
        }
    }

    private void skipBlockComment() {
        int depth = 0;
        do {
            if (text.startsWith("/*", position)) {
                depth++;
                position += 2;
            } else if (text.startsWith("*/", position)) {
                depth--;
                position += 2;
            } else {
                step();
            }
        } while (depth > 0 && position < text.length());
    }

    /** The dollar quote that begins here, such as {@code $body$}; null when this dollar begins none. */
    private String dollarTag() {
        int close = text.indexOf('$', position + 1);
        if (close < 0 || position > 0 && Character.isLetterOrDigit(text.charAt(position - 1))) {
            return null;
        }
        String name = text.substring(position + 1, close);
        boolean tag = name.isEmpty() || name.matches("[\\p{L}_][\\p{L}\\p{Nd}_]*");
        return tag ? text.substring(position, close + 1) : null;
    }

    /** Goes on behind a place found in the text; to the end when it was not found. */
    private void skipTo(int found, int length) {
        int target = found < 0 ? text.length() : found + length;
        while (position < target) {
            step();
        }
    }

    private void step() {
        if (position < text.length() && text.charAt(position++) == '\n') {
            line++;
        }
    }
}
