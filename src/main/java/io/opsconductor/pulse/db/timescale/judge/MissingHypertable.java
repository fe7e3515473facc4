package io.opsconductor.pulse.db.timescale.judge;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.timescale.catalog.Relation;
import io.opsconductor.pulse.db.timescale.promise.DeclaredHypertable;
import io.opsconductor.pulse.db.timescale.promise.Remedies;

/** Words the finding about a declared hypertable that is not there. */
final class MissingHypertable {
    private MissingHypertable() {}

    static Finding finding(String id, DeclaredHypertable hypertables, Remedies remedies) {
        Remedy withdraw = Remedies.configure(hypertables.expectation().name(), "expected", "false");
        if (hypertables.relation().isEmpty()) {
            return critical(
                    id,
                    hypertables,
                    "missing",
                    "the hypertable is declared, but there is no such table",
                    Remedy.command("pulse-db migrate").or(withdraw));
        }
        Relation relation = hypertables.relation().get();
        return relation.table()
                ? critical(
                        id,
                        hypertables,
                        "plain table",
                        "this is a plain table, not a hypertable: nothing is compressed or dropped",
                        remedies.createHypertable(relation))
                : critical(
                        id,
                        hypertables,
                        "no table",
                        "a hypertable is declared, but a view or a foreign table stands there",
                        withdraw);
    }

    private static Finding critical(
            String id, DeclaredHypertable hypertables, String measured, String message, Remedy remedy) {
        return Finding.critical(id, hypertables.subject(), message)
                .measured(measured)
                .target("hypertable")
                .cure(remedy);
    }
}
