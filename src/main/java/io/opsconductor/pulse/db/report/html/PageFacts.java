package io.opsconductor.pulse.db.report.html;

import java.util.List;

import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.drill.RecoveryHistory;
import io.opsconductor.pulse.db.forecast.Forecast;
import io.opsconductor.pulse.db.timescale.timeline.ChunkTimelines;

/**
 * What the page of a check shows.
 *
 * @param database the name of the main one; blank where none is configured
 * @param result of the checkup
 * @param chunks of each database that was asked for them
 * @param backups of each set, by name
 * @param forecast what comes next
 * @param version of this program
 */
public record PageFacts(
        String database,
        CheckupResult result,
        List<ChunkTimelines.Seen> chunks,
        List<RecoveryHistory> backups,
        Forecast forecast,
        String version) {}
