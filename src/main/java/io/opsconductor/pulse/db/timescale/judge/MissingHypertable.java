package io.opsconductor.pulse.db.timescale.judge;

import java.util.stream.Collectors;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;
import io.opsconductor.pulse.db.timescale.catalog.Relation;
import io.opsconductor.pulse.db.timescale.promise.DeclaredHypertable;
import io.opsconductor.pulse.db.timescale.promise.Remedies;

/** Words the finding about a declared hypertable that is not there. */
final class MissingHypertable {
    private MissingHypertable() {}

    static Finding finding(String id, DeclaredHypertable declared, Remedies remedies) {
        Remedy withdraw = Remedies.configure(declared.expectation().name(), "expected", "false");
        if (declared.relation().isEmpty() || isAmbiguous(declared)) {
            return critical(
                    id,
                    declared,
                    "missing",
                    switch (declared.expectation().origin()) {
                        case PROFILE -> "the profile pulse expects this hypertable, and there is no such table";
                        case VARIABLES -> variable(declared);
                        case WRITTEN ->
                            "the configuration declares this hypertable, and the database has no such table";
                    },
                    Remedies.missing(declared.expectation()));
        }
        Relation relation = declared.relation().get();
        return relation.table()
                ? critical(
                        id,
                        declared,
                        "plain table",
                        "this is a plain table, not a hypertable: nothing is compressed or dropped",
                        remedies.createHypertable(relation))
                : critical(
                        id,
                        declared,
                        "no table",
                        "the configuration declares a hypertable, and this is a view or a foreign table",
                        withdraw);
    }

    /** Several hypertables are spelt so: what stands at the name itself is one of them. */
    private static boolean isAmbiguous(DeclaredHypertable declared) {
        return declared.candidates().stream().anyMatch(declared.expectation()::mayMean);
    }

    /** A name of capitals and {@code _} may mean several tables. */
    private static String variable(DeclaredHypertable declared) {
        String variable = "PULSE_HYPERTABLES_"
                + HypertableName.spelling(declared.expectation().name()) + "_…";
        boolean several = isAmbiguous(declared);
        return declared.candidates().isEmpty()
                ? variable + " names no hypertable: this database has no hypertable"
                : variable
                        + (several ? " may mean any of " : " names no hypertable; there are ")
                        + declared.candidates().stream()
                                .map(HypertableName::text)
                                .collect(Collectors.joining(", "));
    }

    private static Finding critical(
            String id, DeclaredHypertable declared, String measured, String message, Remedy remedy) {
        return Finding.critical(id, declared.subject(), message)
                .measured(measured)
                .target("hypertable")
                .cure(remedy);
    }
}
