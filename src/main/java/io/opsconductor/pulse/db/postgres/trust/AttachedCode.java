package io.opsconductor.pulse.db.postgres.trust;

import java.util.List;

/**
 * Code of a role that is not trusted, which runs as whoever writes, reads or alters what a trusted role owns.
 *
 * @param code a function or domain, with its owner; or what a trigger's condition hands a text to
 * @param carriers what runs it, in the server's words: triggers, rules, defaults, constraints, indexes, policies
 * @param cures statements that take it away; empty where more is at stake than a trigger
 */
public record AttachedCode(String code, List<String> carriers, List<String> cures) {

    public AttachedCode {
        carriers = List.copyOf(carriers);
        cures = List.copyOf(cures);
    }
}
