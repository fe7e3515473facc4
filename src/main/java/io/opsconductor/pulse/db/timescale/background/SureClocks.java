package io.opsconductor.pulse.db.timescale.background;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The functions by which integer hypertables tell the present and that reach no code of a role that may not act for the one that
 * looks. Asked once for several statements that have to know: planning the question took longer than planning what else they ask.
 *
 * @param any whether a hypertable had such a function at all, sure or not
 * @param functions their oids
 */
public record SureClocks(boolean any, List<Long> functions) {
    public SureClocks {
        functions = List.copyOf(functions);
    }

    /** The parameter of statements to which every other function is unsure: {@code other-clocks.sql}. */
    public String parameter() {
        return functions.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }
}
