package io.opsconductor.pulse.db.migrate.plan;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.postgres.ImposedSetting;
import io.opsconductor.pulse.db.postgres.SessionSetting;
import io.opsconductor.pulse.db.postgres.session.HiddenRows;
import io.opsconductor.pulse.db.postgres.session.HidingSetting;

/**
 * What is set for the role or the database and makes files write something else, in silence, as they would by psql: told, and
 * not set otherwise, for it may be meant, as for a role of replication. Pure.
 */
public final class SilentSettings {
    private SilentSettings() {}

    /** @param files that are to run */
    public static List<String> warnings(SessionRole role, List<MigrationFile> files) {
        return Stream.concat(
                        role.hiding().filter(hidden -> !hidden.there()).map(SilentSettings::warning).stream(),
                        warnings(role.silent(), files).stream())
                .toList();
    }

    private static List<String> warnings(List<ImposedSetting> silent, List<MigrationFile> files) {
        return silent.stream()
                .filter(limit -> concerns(limit.setting(), files))
                .map(SilentSettings::warning)
                .toList();
    }

    /**
     * Where compressed rows are hidden from the session, files find fewer rows than there are, and write rows where no SELECT finds
     * them, which cannot be meant.
     */
    public static Optional<PulseFailure> refusal(Optional<HiddenRows> hiding) {
        return hiding.filter(HiddenRows::there)
                .map(hidden ->
                        PulseFailure.usage(from(hidden) + ": " + HidingSetting.HARM, HidingSetting.REMEDY_OF_LOGIN));
    }

    /** Nothing is lost yet. */
    private static String warning(HiddenRows hidden) {
        return from(hidden) + "; nothing is compressed yet; migrate refuses once something is -> "
                + HidingSetting.REMEDY_OF_LOGIN;
    }

    private static String from(HiddenRows hidden) {
        return hidden.by().from("this role's sessions");
    }

    private static boolean concerns(SessionSetting setting, List<MigrationFile> files) {
        int sign =
                switch (setting) {
                    case STANDARD_CONFORMING_STRINGS -> '\\';
                    case ARRAY_NULLS -> '{';
                    default -> -1;
                };
        return sign < 0 || files.stream().anyMatch(file -> file.text().indexOf(sign) >= 0);
    }

    private static String warning(ImposedSetting limit) {
        String splitting = limit.setting() == SessionSetting.STANDARD_CONFORMING_STRINGS
                ? "; files are read as if it did not, so that a text with \\' in it may seem to end there"
                : "";
        return "database " + limit.database() + " " + limit.effect() + ": " + limit.text() + splitting + " -> "
                + limit.remedy();
    }
}
