package io.opsconductor.pulse.db.timescale.judge;

import java.util.List;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.timescale.catalog.Hypertables;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.promise.DeclaredHypertable;

/** Says that a check looked and had nothing to judge, rather than leaving its line out. */
public final class EmptyFinding {
    private EmptyFinding() {}

    /** @param reason why there is nothing */
    static Finding toJudge(String id, Hypertables facts, String reason) {
        return Finding.ok(id, facts.extension().database(), reason);
    }

    /** @param reason why there is no policy to judge, on an edition that could have one */
    static Finding policy(String id, Hypertables facts, String reason) {
        return toJudge(
                id,
                facts,
                facts.onApache()
                        ? "policies cannot exist on the Apache edition: see timescale.extension and the backlog"
                        : reason);
    }

    /** No backlog to judge, which is good only if nothing was promised. */
    static Finding leftUndone(String id, Hypertables facts, List<DeclaredHypertable> hypertables, PolicyKind kind) {
        boolean promised = hypertables.stream()
                .filter(one ->
                        kind == PolicyKind.COMPRESSION || !one.expectation().keepForever())
                .anyMatch(one -> one.expectation().promised(kind).isPresent());
        return promised
                ? Finding.unknown(
                        id,
                        facts.extension().database(),
                        "no hypertable that has to be " + kind.done() + " is there: see " + kind.noun() + ".policy")
                : toJudge(id, facts, "no hypertable here has to be " + kind.done());
    }
}
