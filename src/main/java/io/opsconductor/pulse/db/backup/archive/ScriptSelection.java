package io.opsconductor.pulse.db.backup.archive;

import java.util.Set;

/**
 * What of a script is to be executed at a time: some of its entries, and between them whatever sets up the session, such as
 * {@code SET default_table_access_method = heap;}.
 *
 * @param entries by their number in the table of contents
 * @param authorization whether {@code SET SESSION AUTHORIZATION} is followed: a role without a superuser's rights cannot
 * @param tablespaces whether the objects lie where they did
 */
public record ScriptSelection(Set<Integer> entries, boolean authorization, boolean tablespaces) {
    public ScriptSelection {
        entries = Set.copyOf(entries);
    }

    /** The last one's number; 0 for none. */
    int last() {
        return entries.stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** @param statement as {@link ScriptEvents#statement} has it */
    boolean isSetting(String statement) {
        return statement.startsWith("SET ")
                || statement.startsWith("RESET ")
                || statement.startsWith("SELECT pg_catalog.set_config('search_path', ");
    }

    /** @param setting one that {@link #isSetting is one} */
    boolean wants(String setting) {
        boolean role =
                setting.startsWith("SET SESSION AUTHORIZATION ") || setting.equals("RESET SESSION AUTHORIZATION;");
        boolean tablespace = setting.startsWith("SET default_tablespace ");
        // Our sessions have no such limit; older servers do not know the setting.
        boolean limit = setting.equals("SET transaction_timeout = 0;");
        return (authorization || !role) && (tablespaces || !tablespace) && !limit;
    }
}
