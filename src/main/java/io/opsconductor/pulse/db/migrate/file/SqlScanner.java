package io.opsconductor.pulse.db.migrate.file;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.regex.Pattern;

import io.opsconductor.pulse.db.migrate.file.SqlToken.Kind;

/**
 * Cuts a script into statements as psql does: a semicolon ends one unless it stands in parentheses or in a {@code BEGIN
 * ATOMIC} body. Needed because a regular expression cannot tell a COMMIT from the word in a comment.
 */
public final class SqlScanner implements Iterator<SqlStatement> {
    /** Enough to tell what a statement is; the names in a row of many megabytes need not be remembered. */
    private static final int REMEMBERED = 10_000;

    /** The first words of statements that are taken apart. */
    private static final Set<String> TAKEN_APART = Set.of(
            ("ALTER CALL CLUSTER COMMENT CREATE DISCARD DO DROP GRANT LOCK REFRESH REINDEX RESET REVOKE SELECT SET"
                            + " TRUNCATE VACUUM WITH")
                    .split(" "));

    /** Of these only the beginning is: they may be rows of many megabytes. */
    private static final Set<String> BEGUN = Set.of("COPY", "DELETE", "INSERT", "UPDATE");

    private static final int MOST_TOKENS_BEGUN = 100;

    /** A statement with more tokens than this is rows, and is not taken apart. */
    private static final int MOST_TOKENS = 20_000;

    /** What pg_dump writes around its scripts since 17.6: it tells psql to obey no other command, and means nothing else. */
    private static final Pattern RESTRICTION = Pattern.compile("\\\\(un)?restrict\\s+[A-Za-z0-9]+\\s*");

    /** Hears of everything in a script, in order, while it is scanned. */
    public interface Listener {
        /** Also a line that is a command of psql: its whole line is one symbol. */
        default void token(Kind kind, int from, int to) {}

        /** A comment that stands outside of strings and bodies. */
        default void comment(SqlToken comment) {}

        /** What stands between a COPY … FROM stdin and the end of the line {@code \.}. */
        default void rows(int from, int to) {}

        /** @param tokens of a statement whose kind is worth taking apart, of one with rows the first; empty for any other */
        default void statement(SqlStatement statement, List<SqlToken> tokens) {}
    }

    private final String text;
    private final SqlLexer lexer;
    private final Listener listener;
    private final Deque<SqlStatement> found = new ArrayDeque<>();
    private final StringBuilder words = new StringBuilder();
    private List<SqlToken> tokens = new ArrayList<>();
    private boolean takenApart;
    private boolean begun;
    private String lastWord = "";
    private String wordsBefore = "";
    private int end;
    private int start = -1;
    private int startLine;
    private int parentheses;
    private int atomicDepth;

    private SqlScanner(String text, int from, int line, Listener listener) {
        this.text = text;
        this.lexer = new SqlLexer(text, from, line);
        this.listener = listener;
    }

    public static List<SqlStatement> scan(String text) {
        return scan(text, new Listener() {});
    }

    /** Everything, with a listener to it. */
    public static List<SqlStatement> scan(String text, Listener listener) {
        List<SqlStatement> statements = new ArrayList<>();
        new SqlScanner(text, 0, 1, listener).forEachRemaining(statements::add);
        return statements;
    }

    static Iterator<SqlStatement> statements(String text, Listener listener) {
        return new SqlScanner(text, 0, 1, listener);
    }

    /** One after the other, for scripts with too many statements to hold them all. */
    public static Iterator<SqlStatement> statements(String text) {
        return statements(text, 0, 1);
    }

    /**
     * The same from a place between two statements on.
     *
     * @param line of that place, counted from 1
     */
    public static Iterator<SqlStatement> statements(String text, int from, int line) {
        return new SqlScanner(text, from, line, new Listener() {});
    }

    @Override
    public boolean hasNext() {
        while (found.isEmpty() && lexer.advance()) {
            if (lexer.kind() == Kind.COMMENT) {
                listener.token(Kind.COMMENT, lexer.from(), lexer.to());
                listener.comment(lexer.token());
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
            listener.token(Kind.SYMBOL, lexer.from(), lexer.to());
            if (RESTRICTION.matcher(text.substring(lexer.from(), lexer.to())).matches()) {
                start = -1;
            }
            end(lexer.to(), true);
            return;
        }
        listener.token(lexer.kind(), lexer.from(), lexer.to());
        if (start < 0) {
            begin();
            begun = lexer.kind() == Kind.WORD && BEGUN.contains(upper());
            takenApart = begun || lexer.kind() == Kind.WORD && TAKEN_APART.contains(upper());
        }
        if (takenApart) {
            takeApart();
        }
        if (lexer.kind() == Kind.WORD) {
            word(upper());
        } else if (lexer.kind() == Kind.SYMBOL && first == ';' && parentheses == 0 && atomicDepth == 0) {
            end(lexer.to(), true);
        } else if (lexer.kind() == Kind.SYMBOL) {
            parentheses = Math.max(0, parentheses + (first == '(' ? 1 : first == ')' ? -1 : 0));
        }
    }

    private void takeApart() {
        tokens.add(lexer.token());
        if (begun && tokens.size() == MOST_TOKENS_BEGUN) {
            takenApart = false;
        } else if (tokens.size() > MOST_TOKENS) {
            tokens = List.of();
            takenApart = false;
        }
    }

    private String upper() {
        return text.substring(lexer.from(), lexer.to()).toUpperCase(Locale.ROOT);
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
            SqlStatement statement = new SqlStatement(
                    text, start, end, startLine, words(), terminated, OutsideTransaction.neededBy(tokens));
            found.add(statement);
            listener.statement(statement, tokens);
            if (statement.isCopyFromStdin()) {
                listener.rows(end, lexer.skipCopyRows());
            }
        }
        start = -1;
        words.setLength(0);
        lastWord = "";
        parentheses = 0;
        takenApart = false;
        tokens = tokens.isEmpty() && tokens instanceof ArrayList ? tokens : new ArrayList<>();
    }

    /** A script of a hundred thousand INSERTs has the same words again and again. */
    private String words() {
        wordsBefore = wordsBefore.contentEquals(words) ? wordsBefore : words.toString();
        return wordsBefore;
    }
}
