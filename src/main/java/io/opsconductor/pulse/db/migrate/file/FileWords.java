package io.opsconductor.pulse.db.migrate.file;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;
import io.opsconductor.pulse.db.postgres.trust.NamedSchemas;

/** What in a script may name an object of the database: rather too much than too little. Rows of a COPY and comments name none. */
public final class FileWords {
    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");

    private final Set<String> words = new HashSet<>();
    private final Qualifiers qualifiers = new Qualifiers();

    private FileWords() {}

    public static FileWords of(String text) {
        FileWords found = new FileWords();
        SqlScanner.scan(text, new SqlScanner.Listener() {
            @Override
            public void token(SqlToken.Kind kind, int from, int to) {
                found.token(kind, text.substring(from, to));
            }
        });
        return found;
    }

    private void token(SqlToken.Kind kind, String text) {
        switch (kind) {
            case WORD -> words.add(text.toLowerCase(Locale.ROOT));
            case QUOTED_NAME -> words.add(SqlIdentifier.unquoted(text));
            case STRING, BODY -> split(text);
            default -> {}
        }
        qualifiers.token(kind, text);
    }

    private void split(String constant) {
        Matcher word = WORD.matcher(constant);
        while (word.find()) {
            words.add(word.group());
            words.add(word.group().toLowerCase(Locale.ROOT));
            // What stands beside the dollars of a quote within.
            for (String part : word.group().split("\\$")) {
                words.add(part);
                words.add(part.toLowerCase(Locale.ROOT));
            }
        }
    }

    /** Unquoted names in lower case, quoted ones as they are, those in strings and bodies in both ways. */
    public Set<String> words() {
        return Set.copyOf(words);
    }

    /** What stands before a dot, in the same spelling. */
    public NamedSchemas schemas() {
        return qualifiers.schemas();
    }
}
