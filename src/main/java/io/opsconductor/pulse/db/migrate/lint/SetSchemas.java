package io.opsconductor.pulse.db.migrate.lint;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import io.opsconductor.pulse.db.migrate.file.SqlScanner;
import io.opsconductor.pulse.db.migrate.file.SqlStatement;
import io.opsconductor.pulse.db.migrate.file.SqlToken;

/** The schemas in which a script's statements look for names because it says so; not those of its functions. */
public final class SetSchemas {
    private static final Pattern MENTIONED =
            Pattern.compile("search_path|\\bset\\s+schema\\b", Pattern.CASE_INSENSITIVE);

    private SetSchemas() {}

    public static Set<String> in(String text) {
        Set<String> found = new TreeSet<>();
        if (MENTIONED.matcher(text).find()) {
            SearchPath path = new SearchPath();
            SqlScanner.scan(text, new SqlScanner.Listener() {
                @Override
                public void statement(SqlStatement statement, List<SqlToken> tokens) {
                    path.read(tokens);
                    if (!path.isOwn()) {
                        found.addAll(path.schemas());
                    }
                }
            });
        }
        return found;
    }
}
