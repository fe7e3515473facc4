package io.opsconductor.pulse.db.migrate.file;

import java.util.ArrayList;
import java.util.List;

import io.opsconductor.pulse.db.migrate.file.SqlToken.Kind;

/**
 * Cuts a text into tokens as PostgreSQL's own lexer does; PL/pgSQL has the same tokens. It moves over the text and copies
 * nothing, so that files of many megabytes cost no memory.
 *
 * @see <a href="https://www.postgresql.org/docs/17/sql-syntax-lexical.html">PostgreSQL's lexical structure</a>
 */
public final class SqlLexer {
    private final String text;
    private int position;
    private int line;
    private Kind kind;
    private int from;
    private int fromLine;

    /**
     * @param from where to begin
     * @param line the number of the line there
     */
    SqlLexer(String text, int from, int line) {
        this.text = text;
        this.position = from;
        this.line = line;
    }

    /** Every token of a text that is known to be short, without the comments. */
    public static List<SqlToken> tokens(String text, int line) {
        SqlLexer lexer = new SqlLexer(text, 0, line);
        List<SqlToken> tokens = new ArrayList<>();
        while (lexer.advance()) {
            if (lexer.kind != Kind.COMMENT) {
                tokens.add(lexer.token());
            }
        }
        return tokens;
    }

    /** Goes to the next token; false at the end. */
    boolean advance() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            step();
        }
        from = position;
        fromLine = line;
        if (position < text.length()) {
            kind = read(text.charAt(position));
        }
        return from < text.length();
    }

    SqlToken token() {
        return new SqlToken(kind, text.substring(from, position), fromLine);
    }

    Kind kind() {
        return kind;
    }

    /** Where the token begins, in characters from the text's beginning. */
    int from() {
        return from;
    }

    /** Where the token ended. */
    int to() {
        return position;
    }

    int line() {
        return fromLine;
    }

    private Kind read(char c) {
        if (text.startsWith("--", position)) {
            skipLine();
            return Kind.COMMENT;
        } else if (text.startsWith("/*", position)) {
            skipBlockComment();
            return Kind.COMMENT;
        } else if (c == '\'') {
            skipQuoted('\'', followsLoneE());
            return Kind.STRING;
        } else if (c == '"') {
            skipQuoted('"', false);
            return Kind.QUOTED_NAME;
        } else if (c == '$' && dollarTag() != null) {
            String tag = dollarTag();
            skipTo(text.indexOf(tag, position + tag.length()), tag.length());
            return Kind.BODY;
        }
        boolean word = Character.isLetter(c) || c == '_';
        boolean number = Character.isDigit(c);
        do {
            step();
        } while ((word || number) && position < text.length() && isInWord(text.charAt(position)));
        return word ? Kind.WORD : number ? Kind.NUMBER : Kind.SYMBOL;
    }

    /** True after an E that is no end of a longer word, such as {@code LIKE}: the string then knows backslashes. */
    private boolean followsLoneE() {
        return position > 0
                && "eE".indexOf(text.charAt(position - 1)) >= 0
                && (position == 1 || !isInWord(text.charAt(position - 2)) || text.charAt(position - 2) == '$');
    }

    private static boolean isInWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    /** Makes the rest of the line part of the token. */
    void skipLine() {
        skipTo(text.indexOf('\n', position), 0);
    }

    /** Leaves out the rows that follow a COPY … FROM stdin; gives the end of the line {@code \.}. */
    int skipCopyRows() {
        skipTo(text.indexOf('\n', position), 1);
        int last = text.indexOf('\n', endOfCopyRows(text, position));
        skipTo(last, 1);
        return last < 0 ? text.length() : last;
    }

    /** Where the line {@code \.} begins; the text's end when there is none. */
    static int endOfCopyRows(String text, int from) {
        for (int at = text.indexOf("\\.", from); at >= 0; at = text.indexOf("\\.", at + 2)) {
            if ((at == from || text.charAt(at - 1) == '\n') && isBlankUpToLineEnd(text, at + 2)) {
                return at;
            }
        }
        return text.length();
    }

    private static boolean isBlankUpToLineEnd(String text, int from) {
        int next = text.indexOf('\n', from);
        return text.substring(from, next < 0 ? text.length() : next).isBlank();
    }

    private void skipQuoted(char quote, boolean backslashEscapes) {
        step();
        while (position < text.length()) {
            char c = text.charAt(position);
            boolean doubled = c == quote && position + 1 < text.length() && text.charAt(position + 1) == quote;
            step();
            if (doubled || c == '\\' && backslashEscapes) {
                step();
            } else if (c == quote) {
                return;
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
        int end = position + 1;
        while (end < text.length() && text.charAt(end) != '$' && isInWord(text.charAt(end))) {
            end++;
        }
        boolean tag = end < text.length()
                && text.charAt(end) == '$'
                && !Character.isDigit(text.charAt(position + 1))
                && (position == 0 || !Character.isLetterOrDigit(text.charAt(position - 1)));
        return tag ? text.substring(position, end + 1) : null;
    }

    /** Goes on behind a place found in the text; to the end when it was not found. */
    private void skipTo(int found, int length) {
        int target = found < 0 ? text.length() : found + length;
        for (; position < target; position++) {
            line += text.charAt(position) == '\n' ? 1 : 0;
        }
    }

    private void step() {
        if (position < text.length() && text.charAt(position++) == '\n') {
            line++;
        }
    }
}
