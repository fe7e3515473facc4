package io.opsconductor.pulse.db.migrate.index;

import java.util.List;

import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.check.Figure;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;

/** Judges invalid indexes. Pure. */
final class IndexJudge {
    static final String INDEX = "schema.index";

    private IndexJudge() {}

    /** One finding for each, or a good one for the database. */
    static List<Finding> judge(String database, List<InvalidIndex> invalid) {
        return invalid.isEmpty()
                ? List.of(Finding.ok(INDEX, database, "0 invalid", "0 invalid", "every index is valid"))
                : invalid.stream().map(IndexJudge::finding).toList();
    }

    /** That of a partitioned table only waits for its partitions, whose own indexes work. */
    private static Finding finding(InvalidIndex index) {
        Finding told = Finding.of(
                        index.partitioned() ? Severity.WARNING : Severity.CRITICAL,
                        INDEX,
                        index.name(),
                        index.message())
                .measured(index.bytes() == 0 ? "invalid" : "invalid, " + Bytes.text(index.bytes()))
                .target("valid")
                .cure(
                        index.canBePasted()
                                ? Remedy.sql(index.remedy()).or(Remedy.command("pulse-db repair rebuild-indexes"))
                                : Remedy.text(index.remedy()));
        return index.bytes() > 0 || index.partitioned() ? told.figure(Figure.bytes(index.bytes())) : told;
    }
}
