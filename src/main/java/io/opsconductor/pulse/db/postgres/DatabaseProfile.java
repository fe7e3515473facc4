package io.opsconductor.pulse.db.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.config.Origin;
import io.opsconductor.pulse.db.config.PackedFiles;
import io.opsconductor.pulse.db.config.Profile;
import io.opsconductor.pulse.db.failure.PulseFailure;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which of the profile's promises hold for a database: none where its history is of other files than Pulse's. */
@ApplicationScoped
public class DatabaseProfile {
    private final Profile profile;
    private final Optional<String> historySchema;

    DatabaseProfile(
            Profile profile, @ConfigProperty(name = "pulse.migrations.history-schema") Optional<String> historySchema) {
        this.profile = profile;
        this.historySchema = historySchema;
    }

    /** Where what is configured below {@code pulse.<section>."<name>"} comes from. */
    public Origin origin(String section, String name) {
        return profile.origin(section, name);
    }

    /**
     * True for a shipped promise that the database was never meant to keep. What cannot be read withdraws nothing, and
     * neither does a profile that was chosen.
     */
    public boolean isWithdrawn(Database database, String section, String name) {
        return profile.isByItself()
                && !database.isMissing()
                && profile.origin(section, name) == Origin.PROFILE
                && database.once(DatabaseProfile.class, () -> isOfOthers(database));
    }

    private boolean isOfOthers(Database database) {
        try (Connection connection = database.lease()) {
            List<String> scripts = SchemaVersionCatalog.scripts(connection, historySchema);
            return !scripts.isEmpty() && Collections.disjoint(scripts, PackedFiles.names());
        } catch (SQLException | PulseFailure e) {
            return false;
        }
    }
}
