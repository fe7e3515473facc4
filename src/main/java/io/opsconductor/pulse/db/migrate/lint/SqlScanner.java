package io.opsconductor.pulse.db.migrate.lint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.function.Consumer;

import io.opsconductor.pulse.db.migrate.lint.SqlToken.Kind;

/**
 * Cuts a script into statements as psql does: a semicolon ends one unless it stands in parentheses or in a {@code BEGIN
 * ATOMIC} body. Needed because a regular expression cannot tell a COMMIT from the word in a comment.
 */
public final class SqlScanner implements Iterator<SqlStatement> {
    /** Enough to tell what a statement is; the names in a row of many megabytes need not be remembered. */
    private static final int REMEMBERED = 10_000;

    private final String text;
    private final SqlLexer lexer;
    private final Consumer<SqlToken> comments;
    private final Deque<SqlStatement> found = new ArrayDeque<>();
    private final StringBuilder words = new StringBuilder();
    private String lastWord = "";
    private String wordsBefore = "";
    private int end;
    private int start = -1;
    private int startLine;
    private int parentheses;
    private int atomicDepth;

    private SqlScanner(String text, Consumer<SqlToken> comments) {
        this.text = text;
        this.lexer = new SqlLexer(text, 1);
        this.comments = comments;
    }

    public static List<SqlStatement> scan(String text) {
        return scan(text, comment -> {});
    }

    /** @param comments gets every comment that stands outside of strings and bodies */
    static List<SqlStatement> scan(String text, Consumer<SqlToken> comments) {
        List<SqlStatement> statements = new ArrayList<>();
        new SqlScanner(text, comments).forEachRemaining(statements::add);
        return statements;
    }

    /** One after the other, for scripts with too many statements to hold them all. */
    public static Iterator<SqlStatement> statements(String text) {
        return new SqlScanner(text, comment -> {});
    }

    @Override
    public boolean hasNext() {
        while (found.isEmpty() && lexer.advance()) {
            if (lexer.kind() == Kind.COMMENT) {
                comments.accept(lexer.token());
            } else {
                token();
                end = lexer.to();
            }
        }
        if (found.isEmpty()) {
            end(end, false);
        }
        return !found.isEmpty();
    }

    @Override
    public SqlStatement next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return found.remove();
    }

    private void token() {
        char first = text.charAt(lexer.from());
        if (lexer.kind() == Kind.SYMBOL && first == '\\') {
            // No operator has a backslash. A command such as \gexec also ends the statement before it.
            end(lexer.from(), true);
            begin();
            lexer.skipLine();
            end(lexer.to(), true);
            return;
        }
        begin();
        if (lexer.kind() == Kind.WORD) {
            word(text.substring(lexer.from(), lexer.to()).toUpperCase(Locale.ROOT));
        } else if (lexer.kind() == Kind.SYMBOL && first == ';' && parentheses == 0 && atomicDepth == 0) {
            end(lexer.to(), true);
        } else if (lexer.kind() == Kind.SYMBOL) {
            parentheses = Math.max(0, parentheses + (first == '(' ? 1 : first == ')' ? -1 : 0));
        }
    }

    private void begin() {
        if (start < 0) {
            start = lexer.from();
            startLine = lexer.line();
        }
    }

    /** Remembers the statement's words, in capitals: they say what kind of statement it is. */
    private void word(String word) {
        if (word.equals("ATOMIC") && lastWord.equals("BEGIN")) {
            atomicDepth = 1;
        } else if (atomicDepth > 0 && word.equals("CASE")) {
            atomicDepth++;
        } else if (atomicDepth > 0 && word.equals("END")) {
            atomicDepth--;
        }
        lastWord = word;
        if (words.length() < REMEMBERED) {
            words.append(words.length() == 0 ? "" : " ").append(word);
        }
    }

    private void end(int end, boolean terminated) {
        if (start >= 0) {
            SqlStatement statement = new SqlStatement(text, start, end, startLine, words(), terminated);
            found.add(statement);
            if (statement.isCopyFromStdin()) {
                lexer.skipCopyRows();
            }
        }
        start = -1;
        words.setLength(0);
        lastWord = "";
        parentheses = 0;
    }

    /** A script of a hundred thousand INSERTs has the same words again and again. */
    private String words() {
        wordsBefore = wordsBefore.contentEquals(words) ? wordsBefore : words.toString();
        return wordsBefore;
    }
}
