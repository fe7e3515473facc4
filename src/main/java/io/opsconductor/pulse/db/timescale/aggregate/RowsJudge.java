package io.opsconductor.pulse.db.timescale.aggregate;

import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.timescale.catalog.TimeColumn;

/** Judges whether what an aggregate shows is what its source gives. */
final class RowsJudge {
    static final String ID = "aggregate.rows";

    private RowsJudge() {}

    static Finding judge(RowsLook look) {
        String subject = look.aggregate().table().name().text();
        if (look.difference().isPresent()) {
            return different(look, look.difference().get());
        }
        if (look.compared() > 0) {
            return Finding.ok(
                            ID,
                            subject,
                            Counted.of(look.compared(), "bucket") + ", chosen at random, "
                                    + (look.compared() == 1 ? "shows" : "show") + " what the source gives")
                    .measured(Counted.of(look.compared(), "bucket") + " alike");
        }
        return Finding.unknown(
                        ID,
                        subject,
                        "whether the aggregate shows what its source gives is unknown: "
                                + look.unseen()
                                        .orElse("no bucket was found that is materialized and waits for no refresh"))
                .measured("nothing compared");
    }

    private static Finding different(RowsLook look, RowsLook.Difference difference) {
        TimeColumn time = look.aggregate().table().time();
        String from = time.endText(difference.begins().from());
        String to = time.endText(difference.begins().to());
        boolean rounded = difference.likeness() == BucketRows.Likeness.ROUNDED;
        boolean sure = look.settled() && !rounded;
        return Finding.of(
                        sure ? Severity.CRITICAL : Severity.WARNING,
                        ID,
                        look.aggregate().table().name().text(),
                        "the bucket that begins in " + from + " to " + to
                                + " shows something else than its source gives, and nothing there waits for a refresh: rows came,"
                                + " changed or went without being logged" + doubt(look, rounded))
                .measured("different from " + from)
                .target("as its source gives it")
                .cure(Remedy.text("compare both sides there; where every row is in the source: "
                        + refresh(look, difference.begins())));
    }

    private static String doubt(RowsLook look, boolean rounded) {
        if (rounded) {
            return "; or sums of floating point that nearly cancel came out otherwise";
        }
        return look.settled()
                ? ""
                : "; or an aggregate function that depends on the order of rows came out otherwise, as first() and last() do for"
                        + " rows of one time";
    }

    /** Whole buckets around the place. */
    private static String refresh(RowsLook look, PlaceRange begins) {
        TimeColumn time = look.aggregate().table().time();
        long width = look.aggregate().bucketWidth().orElse(0L);
        String name = look.aggregate().table().name().literal();
        return "CALL refresh_continuous_aggregate(" + name + ", " + place(time, begins.from() - width) + ", "
                + place(time, begins.to() + 2 * width)
                + (look.forced() ? ", force => true)" : ") after an UPDATE of one of these rows to what it was");
    }

    private static String place(TimeColumn time, long place) {
        return time.integer() ? Long.toString(place) : "'" + time.endText(place) + "'";
    }
}
