package io.opsconductor.pulse.db.drill.ready;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.opsconductor.pulse.db.drill.ScratchStore;
import io.opsconductor.pulse.db.drill.load.TemporaryRolesStore;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Reads what killed restores left, from catalogues that every role may read. */
final class LeftBehindCatalog {
    private LeftBehindCatalog() {}

    static List<LeftBehind> read(Database database) {
        return database.read(connection -> Query.list(
                connection,
                SqlFile.read("drill/left-behind"),
                row -> new LeftBehind(
                        LeftBehind.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                        row.getString("name"),
                        Optional.ofNullable(row.getString("owner"))),
                TemporaryRolesStore.LOCK,
                ScratchStore.COMMENT,
                TemporaryRolesStore.LOCK,
                false));
    }
}
