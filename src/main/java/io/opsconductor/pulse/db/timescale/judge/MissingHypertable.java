package io.opsconductor.pulse.db.timescale.judge;

import java.util.stream.Collectors;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;
import io.opsconductor.pulse.db.timescale.catalog.Relation;
import io.opsconductor.pulse.db.timescale.promise.Remedies;
import io.opsconductor.pulse.db.timescale.promise.Watched;

/** Words the finding about a declared hypertable that is not there. */
final class MissingHypertable {
    private MissingHypertable() {}

    static Finding finding(String id, Watched watched, Remedies remedies) {
        Remedy withdraw = Remedies.configure(watched.expectation().name(), "expected", "false");
        if (watched.relation().isEmpty()) {
            return critical(
                    id,
                    watched,
                    "missing",
                    switch (watched.expectation().origin()) {
                        case PROFILE -> "the profile pulse expects this hypertable, and there is no such table";
                        case VARIABLES -> variable(watched);
                        case WRITTEN -> "the hypertable is declared, but there is no such table";
                    },
                    Remedies.missing(watched.expectation()));
        }
        Relation relation = watched.relation().get();
        return relation.table()
                ? critical(
                        id,
                        watched,
                        "plain table",
                        "this is a plain table, not a hypertable: nothing is compressed or dropped",
                        remedies.createHypertable(relation))
                : critical(
                        id,
                        watched,
                        "no table",
                        "a hypertable is declared, but a view or a foreign table stands there",
                        withdraw);
    }

    /** A name of capitals and {@code _} may mean several tables. */
    private static String variable(Watched watched) {
        String variable = "PULSE_HYPERTABLES_"
                + HypertableName.spelling(watched.expectation().name()) + "_…";
        boolean several = watched.candidates().stream().anyMatch(watched.expectation()::mayMean);
        return watched.candidates().isEmpty()
                ? variable + " names no hypertable, and there is none here"
                : variable
                        + (several ? " may mean any of " : " names no hypertable; there are ")
                        + watched.candidates().stream()
                                .map(HypertableName::text)
                                .collect(Collectors.joining(", "));
    }

    private static Finding critical(String id, Watched watched, String measured, String message, Remedy remedy) {
        return Finding.critical(id, watched.subject(), message)
                .measured(measured)
                .target("hypertable")
                .cure(remedy);
    }
}
