package io.opsconductor.pulse.db.migrate.file;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;
import io.opsconductor.pulse.db.postgres.trust.NamedSchemas;

/**
 * The names before a dot in a script, token by token: schemas, and much else. A name that also stands alone is most often an
 * alias, a table or a variable, which has to be made known somewhere. One pass, whatever the length.
 */
final class Qualifiers {
    /** Rows of a trigger, a rule or an upsert, which are made known nowhere. */
    private static final Set<String> ROWS = Set.of("new", "old", "excluded");

    private static final Set<String> BEFORE_A_SCHEMAS_NAME = Set.of("if", "not", "exists", "authorization");

    private final Set<String> written = new HashSet<>();
    private final Set<String> inCode = new HashSet<>();
    private final Set<String> alone = new HashSet<>();
    private final Set<String> called = new HashSet<>();
    private final Set<String> made = new HashSet<>();
    private final Reader script = new Reader(true);

    void token(SqlToken.Kind kind, String text) {
        script.token(kind, text);
    }

    NamedSchemas schemas() {
        script.endName();
        return new NamedSchemas(
                written,
                inCode.stream()
                        .filter(name -> called.contains(name) || !alone.contains(name) && !ROWS.contains(name))
                        .collect(Collectors.toSet()),
                made);
    }

    /** Of the script itself, or of one body in it. */
    private final class Reader {
        private final boolean isScript;
        private String name;
        private boolean isCalled;
        private String word = "";
        private boolean schemaFollows;
        private boolean creates;

        Reader(boolean isScript) {
            this.isScript = isScript;
        }

        void token(SqlToken.Kind kind, String text) {
            switch (kind) {
                case COMMENT -> {}
                case WORD -> word(text.toLowerCase(Locale.ROOT));
                case QUOTED_NAME -> name(SqlIdentifier.unquoted(text));
                case SYMBOL -> symbol(text);
                case STRING -> {
                    other();
                    constant(text);
                }
                case BODY -> {
                    other();
                    body(new SqlToken(kind, text, 1).content());
                }
                case NUMBER -> other();
            }
        }

        private void word(String text) {
            if (text.equals("schema")) {
                endName();
                schemaFollows = true;
                creates = word.equals("create");
            } else if (schemaFollows && BEFORE_A_SCHEMAS_NAME.contains(text)) {
                creates &= text.equals("authorization");
            } else {
                name(text);
            }
            word = text;
        }

        private void name(String text) {
            endName();
            name = text;
            isCalled = schemaFollows;
            if (schemaFollows) {
                called.add(text);
            }
            if (schemaFollows && creates && isScript) {
                made.add(text);
            }
            schemaFollows = false;
        }

        private void symbol(String text) {
            if (text.equals(".") && name != null) {
                written.add(name);
                inCode.add(name);
                name = null;
            } else {
                other();
            }
        }

        private void other() {
            endName();
            schemaFollows = false;
            word = "";
        }

        void endName() {
            if (name != null && !isCalled) {
                alone.add(name);
            }
            name = null;
        }

        /** A body in a body is a constant like any other, lest their depth be ours. */
        private void body(String text) {
            if (!isScript) {
                constant(text);
                return;
            }
            Reader inner = new Reader(false);
            SqlLexer lexer = new SqlLexer(text, 0, 1);
            while (lexer.advance()) {
                inner.token(lexer.kind(), text.substring(lexer.from(), lexer.to()));
            }
            inner.endName();
        }
    }

    /** Whatever stands directly before a dot, quoted or not: it may become a statement, or part of one. */
    private void constant(String text) {
        int at = 0;
        while (at < text.length()) {
            int end = at + 1;
            if (text.charAt(at) == '"') {
                int close = text.indexOf('"', end);
                if (isDot(text, close + 1)) {
                    written.add(text.substring(end, close));
                }
            } else if (isNamesBegin(text.charAt(at))) {
                while (end < text.length() && isInName(text.charAt(end))) {
                    end++;
                }
                if (isDot(text, end)) {
                    constantName(text.substring(at, end));
                }
            }
            at = end;
        }
    }

    private void constantName(String text) {
        written.add(text);
        written.add(text.toLowerCase(Locale.ROOT));
        // Behind the dollars of a quote within.
        String behind = text.substring(text.lastIndexOf('$') + 1);
        written.add(behind);
        written.add(behind.toLowerCase(Locale.ROOT));
    }

    /** Never at the beginning, where it would be behind a quote that is not there. */
    private static boolean isDot(String text, int at) {
        return at > 0 && at < text.length() && text.charAt(at) == '.';
    }

    private static boolean isNamesBegin(char c) {
        return Character.isLetter(c) || c == '_';
    }

    private static boolean isInName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }
}
