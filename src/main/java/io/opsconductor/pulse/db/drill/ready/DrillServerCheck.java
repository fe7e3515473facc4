package io.opsconductor.pulse.db.drill.ready;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.PreflightCheck;
import io.opsconductor.pulse.db.check.PreflightTask;
import io.opsconductor.pulse.db.drill.DrillSettings;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Databases;
import io.opsconductor.pulse.db.postgres.lock.Pooler;
import io.opsconductor.pulse.db.postgres.url.UrlSource;
import jakarta.inject.Singleton;

/** Looks, before the first drill, whether its server can take what is restored. */
@Singleton
public class DrillServerCheck extends PreflightCheck {
    private final DrillSettings settings;
    private final Databases databases;

    public DrillServerCheck(DrillSettings settings, Databases databases) {
        super(Set.of(PreflightTask.DRILL), List.of(DrillServerJudge.ID));
        this.settings = settings;
        this.databases = databases;
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        if (settings.url().isEmpty()) {
            return List.of(Finding.ok(
                    DrillServerJudge.ID,
                    database.name(),
                    "no server",
                    "",
                    "pulse.drill.url is not set: no drill is done"));
        }
        try (Database server =
                databases.other(UrlSource.DRILL_URL, settings.url().get())) {
            String address = server.url().redacted();
            try {
                return List.of(OfferCatalog.unfit(server).stream()
                        .findFirst()
                        .map(limit -> DrillServerJudge.unfit(address, limit))
                        .or(() -> Pooler.refusalOfAny(server).map(refused -> DrillServerJudge.pooler(address, refused)))
                        .orElseGet(() -> DrillServerJudge.judge(
                                address, OfferCatalog.read(server), OfferCatalog.read(database))));
            } catch (PulseFailure failure) {
                return List.of(Finding.couldNotLook(DrillServerJudge.ID, address, failure));
            }
        }
    }
}
