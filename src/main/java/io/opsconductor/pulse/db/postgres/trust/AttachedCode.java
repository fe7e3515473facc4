package io.opsconductor.pulse.db.postgres.trust;

import java.util.List;
import java.util.Optional;

/**
 * Code of a role that is not trusted, which runs as whoever writes, reads or alters what a trusted role owns.
 *
 * @param code a function, domain or view, with its owner; or what an expression or a trigger's condition hands a text to
 * @param object the former as {@code ALTER} names it; empty for the latter
 * @param carriers what runs it, in the server's words: triggers, rules, defaults, constraints, indexes, policies, functions
 * @param cures statements that take it away; empty where more is at stake than a trigger
 */
public record AttachedCode(String code, Optional<String> object, List<String> carriers, List<String> cures) {

    public AttachedCode {
        carriers = List.copyOf(carriers);
        cures = List.copyOf(cures);
    }

    /** What puts it right where no statement takes it away, to be read on behind "read it, then". */
    public String change() {
        return object.map(name -> "ALTER " + name + " OWNER TO a trusted role")
                .orElse("drop that expression, or give its table to a trusted role");
    }
}
