package io.opsconductor.pulse.db.timescale.background;

import java.util.List;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/**
 * The functions by which integer hypertables tell the present and that reach no code of a role that may not act for the one that
 * looks. Asked once for several statements that have to know: planning the question took longer than planning what else they ask.
 *
 * @param any whether a hypertable had such a function at all, sure or not
 * @param functions their oids
 */
public record SureClocks(boolean any, List<Long> functions) {
    private static final String UNSURE = "timescale/unsure-clocks";

    public SureClocks {
        functions = List.copyOf(functions);
    }

    /**
     * @param path of a statement that asks which functions are unsure
     * @return the same statement, to which all are that were not found to be sure
     */
    public String in(String path) {
        String sure = functions.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
        return SqlFile.read(path)
                .replace(
                        SqlFile.read(UNSURE),
                        SqlFile.read("timescale/other-clocks").replace("{sure}", sure));
    }
}
