package io.opsconductor.pulse.db.preflight;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.PreflightCheck;
import io.opsconductor.pulse.db.check.PreflightTask;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.inject.Singleton;

/** Looks what a server offers of TimescaleDB, and whose server it seems to be. */
@Singleton
public class PlatformCheck extends PreflightCheck {
    private static final String TIMESCALE = "preflight.timescale";
    private static final String PROVIDER = "preflight.provider";

    public PlatformCheck() {
        super(EnumSet.allOf(PreflightTask.class), List.of(TIMESCALE, PROVIDER));
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        Platform platform = TargetCatalog.platform(database);
        return List.of(timescale(platform), provider(platform));
    }

    /** Pure. */
    static Finding timescale(Platform platform) {
        String offered =
                platform.offered().isEmpty() ? "not offered" : "offers " + String.join(", ", platform.offered());
        String measured =
                platform.installed().map(version -> "installed " + version).orElse(offered);
        if (platform.installed().isEmpty() && platform.offered().isEmpty()) {
            return Finding.warning(TIMESCALE, platform.database(), "the server does not have TimescaleDB")
                    .measured(measured)
                    .target("TimescaleDB")
                    .cure(Remedy.text("install it on the server, or ask the provider; plain tables need none"));
        }
        if (!platform.loaded()) {
            return Finding.critical(TIMESCALE, platform.database(), "its library is not loaded: CREATE EXTENSION fails")
                    .measured(measured)
                    .target("in shared_preload_libraries")
                    .cure(Remedy.text("add timescaledb to shared_preload_libraries and restart the server"));
        }
        if (platform.licence().filter("apache"::equals).isPresent()) {
            return Finding.warning(
                            TIMESCALE,
                            platform.database(),
                            "the Apache edition has neither compression nor policies: promises of either cannot be kept")
                    .measured(measured + ", Apache edition")
                    .target("community edition")
                    .cure(Remedy.text("choose a server with the community edition, or promise no compression;"
                            + " chunks are dropped by pulse-db check --fix"));
        }
        return Finding.ok(TIMESCALE, platform.database(), measured, "", "TimescaleDB can be used");
    }

    /** Pure. */
    static Finding provider(Platform platform) {
        return Finding.ok(
                PROVIDER,
                platform.database(),
                platform.provider().title(),
                "",
                platform.provider() == Provider.SELF_HOSTED
                        ? "it " + platform.provider().known()
                        : platform.provider().title() + " "
                                + platform.provider().known());
    }
}
