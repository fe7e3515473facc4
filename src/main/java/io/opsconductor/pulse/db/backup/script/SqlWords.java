package io.opsconductor.pulse.db.backup.script;

import java.util.ArrayList;
import java.util.List;

import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;

/** The words of a statement, in one pass: what stands in double quotes is part of its word, a comma ends one. */
public final class SqlWords {
    private SqlWords() {}

    /** @param until the word with which to stop, such as {@code USING}; it is not among the words */
    public static List<String> of(String statement, String until) {
        List<String> words = new ArrayList<>();
        int begin = 0;
        boolean quoted = false;
        for (int at = 0; at <= statement.length(); at++) {
            char c = at < statement.length() ? statement.charAt(at) : ' ';
            quoted ^= c == '"';
            if (quoted || c != ' ' && c != ',' && c != ';') {
                continue;
            }
            if (at > begin) {
                String word = statement.substring(begin, at);
                if (word.equals(until)) {
                    return words;
                }
                words.add(word);
            }
            begin = at + 1;
        }
        return words;
    }

    /** A table's name as SQL writes it, schema first; a zero character between the two, which no name holds. */
    public static String unquotedTable(String name) {
        boolean quoted = false;
        for (int at = 0; at < name.length(); at++) {
            quoted ^= name.charAt(at) == '"';
            if (name.charAt(at) == '.' && !quoted) {
                return table(
                        SqlIdentifier.unquoted(name.substring(0, at)), SqlIdentifier.unquoted(name.substring(at + 1)));
            }
        }
        return table("", SqlIdentifier.unquoted(name));
    }

    public static String table(String schema, String name) {
        return schema + '\0' + name;
    }
}
