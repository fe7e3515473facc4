package io.opsconductor.pulse.db.timescale.aggregate;

import java.util.ArrayList;
import java.util.List;

import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;

/** Judges whether what changes in a source comes to the log that refreshes read. */
final class UntoldJudge {
    static final String ID = "aggregate.changes";

    private static final String TRIGGER = "ts_cagg_invalidation_trigger";
    private static final int SHOWN = 3;

    private UntoldJudge() {}

    /** A finding for each source, or one that is good. */
    static List<Finding> judge(String database, List<UntoldChanges> untold) {
        return untold.isEmpty()
                ? List.of(Finding.ok(ID, database, "changes below continuous aggregates are logged for their refresh")
                        .measured("all logged"))
                : untold.stream().map(UntoldJudge::finding).toList();
    }

    private static Finding finding(UntoldChanges one) {
        String subject = one.hypertable().text();
        if (one.bySlot()) {
            return Finding.unknown(
                            ID,
                            subject,
                            "a replication slot tells of changes in this database; whether it does for this hypertable, which lacks the"
                                    + " trigger " + TRIGGER + ", is unknown")
                    .measured(where(one))
                    .cure(Remedy.text(
                            "unless its aggregates were made with timescaledb.invalidate_using = 'wal': the trigger, as the"
                                    + " section of this finding has it"));
        }
        return Finding.critical(
                        ID,
                        subject,
                        "the trigger " + TRIGGER + " is gone from " + where(one)
                                + ", or was exchanged: what is written into"
                                + " the past there comes into no continuous aggregate, however often it is refreshed ("
                                + aggregates(one.aggregates()) + ")")
                .measured("not on " + where(one))
                .target("on the hypertable and each chunk")
                .cure(remedy(one));
    }

    private static String where(UntoldChanges one) {
        List<String> places = new ArrayList<>();
        if (one.root()) {
            places.add("the hypertable");
        }
        if (one.chunks() > 0) {
            places.add(Counted.of(one.chunks(), "chunk"));
        }
        return String.join(" and ", places);
    }

    private static String aggregates(List<HypertableName> names) {
        return Counted.some(names.stream().map(HypertableName::text).toList(), SHOWN);
    }

    /** On the hypertable, which hands both to its chunks: tried on TimescaleDB 2.17 to 2.23. */
    private static Remedy remedy(UntoldChanges one) {
        String table = one.hypertable().identifier();
        return Remedy.sql("DROP TRIGGER IF EXISTS " + TRIGGER + " ON " + table + "; CREATE TRIGGER " + TRIGGER
                        + " AFTER INSERT OR UPDATE OR DELETE ON " + table + " FOR EACH ROW EXECUTE FUNCTION "
                        + HypertableName.schemaName(one.functions())
                        + ".continuous_agg_invalidation_trigger('" + one.id() + "');")
                .note(
                        "what was written meanwhile was not logged: the section of this finding says how it comes into the aggregates");
    }
}
