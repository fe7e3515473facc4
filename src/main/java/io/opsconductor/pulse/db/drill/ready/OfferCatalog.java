package io.opsconductor.pulse.db.drill.ready;

import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.ImposedSetting;
import io.opsconductor.pulse.db.postgres.ImposedSettingCatalog;
import io.opsconductor.pulse.db.postgres.sql.Columns;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Reads what a server offers to drills; everybody may. */
final class OfferCatalog {
    private OfferCatalog() {}

    /** What is set for our sessions there and lets nothing be restored. */
    static List<ImposedSetting> unfit(Database server) {
        return server.read(ImposedSettingCatalog::unfitForScratch);
    }

    static DrillServerJudge.Offer read(Database database) {
        return database.read(session -> Query.one(
                session,
                SqlFile.read("drill/offer"),
                row -> new DrillServerJudge.Offer(
                        row.getInt("major"),
                        row.getBoolean("superuser"),
                        row.getBoolean("creates"),
                        row.getBoolean("loaded"),
                        Optional.ofNullable(row.getString("installed")),
                        Columns.texts(row, "offered"))));
    }
}
