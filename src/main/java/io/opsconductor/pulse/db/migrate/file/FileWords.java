package io.opsconductor.pulse.db.migrate.file;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;

/** What in a script may name an object of the database: rather too much than too little. Rows of a COPY and comments name none. */
public final class FileWords {
    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");

    private FileWords() {}

    /** Unquoted names in lower case, quoted ones as they are, those in strings and bodies in both ways. */
    public static Set<String> in(String text) {
        Set<String> words = new HashSet<>();
        SqlScanner.scan(text, new SqlScanner.Listener() {
            @Override
            public void token(SqlToken.Kind kind, int from, int to) {
                switch (kind) {
                    case WORD -> words.add(text.substring(from, to).toLowerCase(Locale.ROOT));
                    case QUOTED_NAME -> words.add(SqlIdentifier.unquoted(text.substring(from, to)));
                    case STRING, BODY -> split(text.substring(from, to), words);
                    default -> {}
                }
            }
        });
        return words;
    }

    private static void split(String constant, Set<String> words) {
        Matcher word = WORD.matcher(constant);
        while (word.find()) {
            words.add(word.group());
            words.add(word.group().toLowerCase(Locale.ROOT));
        }
    }
}
