package io.opsconductor.pulse.db.timescale.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;

/** Judges whether what lies in compressed tables came through their hypertable. Pure. */
final class BatchRightsJudge {
    static final String ID = "compression.rights";

    /** As many tables as a person pastes. */
    static final int FEW = 10;

    private BatchRightsJudge() {}

    /** A finding for each hypertable with open tables, or one that is good. */
    static List<Finding> judge(String database, List<OpenBatches> open) {
        Map<String, List<OpenBatches>> byTable = open.stream()
                .collect(Collectors.groupingBy(one -> one.hypertable().text(), TreeMap::new, Collectors.toList()));
        List<Finding> findings = new ArrayList<>();
        byTable.forEach((table, batches) -> findings.add(finding(table, batches)));
        return findings.isEmpty()
                ? List.of(Finding.ok(ID, database, "compressed tables are written through their hypertables alone")
                        .measured("0 tables"))
                : List.copyOf(findings);
    }

    private static Finding finding(String table, List<OpenBatches> open) {
        long number = open.stream().mapToLong(OpenBatches::number).sum();
        List<String> roles = open.stream()
                .flatMap(one -> one.roles().stream())
                .distinct()
                .sorted()
                .toList();
        Remedy fix = Remedy.command("pulse-db check compression --fix")
                .note("new tables take the rights of the hypertable over: it has to be run again after compression");
        String sql = open.stream().map(OpenBatches::revoke).collect(Collectors.joining(" "));
        return Finding.warning(
                        ID,
                        table,
                        Counted.some(roles, FEW)
                                + " may write into compressed tables past the hypertable: rows of any age can"
                                + " be in there, which no SELECT of their time shows and no job compresses or drops in time;"
                                + " rights on the hypertable do not need these")
                .measured(Counted.of(number, "compressed table") + " open to " + Counted.of(roles.size(), "role"))
                .target("none")
                .cure(number > FEW ? fix : Remedy.sql(sql).or(fix));
    }
}
