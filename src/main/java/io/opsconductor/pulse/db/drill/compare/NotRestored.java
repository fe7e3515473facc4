package io.opsconductor.pulse.db.drill.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.backup.restore.Restorable;
import io.opsconductor.pulse.db.backup.script.SqlWords;
import io.opsconductor.pulse.db.backup.toc.ArchiveToc;
import io.opsconductor.pulse.db.backup.toc.DatabaseProperties;
import io.opsconductor.pulse.db.backup.toc.DatabaseProperties.Right;
import io.opsconductor.pulse.db.backup.toc.DatabaseProperties.Setting;
import io.opsconductor.pulse.db.backup.toc.DatabasePropertiesReader;
import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.failure.PlainText;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;
import io.opsconductor.pulse.db.postgres.sql.SqlLiteral;

/**
 * What the backup's database had of its own and the restored one lacks. It is not executed: who wrote the archive may have
 * set what the one who restores does not want.
 *
 * @param statements what gives it, for the name of the restored database
 * @param notShown how many more the archive has that are of no known form, may hold a secret, cannot be shown
 *     on a line, or are too many
 */
public record NotRestored(List<String> statements, int notShown) {
    public static final NotRestored NOTHING = new NotRestored(List.of(), 0);

    private static final int MOST = 200;
    private static final int LONGEST = 4000;

    public NotRestored {
        statements = List.copyOf(statements);
    }

    /** For a drill, whose database is dropped; empty where the dump says nothing of the kind. */
    static Optional<String> inDrill(Restorable backup, ArchiveToc toc) {
        NotRestored lacking = of(had(backup, toc), DatabaseState.FRESH, toc.database());
        int statements = lacking.statements().size() + lacking.notShown();
        return Optional.of("what is set for the database itself (" + Counted.of(statements, "statement")
                        + "): a drill does not set it, and restore prints it")
                .filter(line -> statements > 0);
    }

    /** A script tells it by statements that are for another database, or not at all. */
    static DatabaseProperties had(Restorable backup, ArchiveToc toc) {
        return backup.script().isPresent() ? DatabaseProperties.NONE : DatabasePropertiesReader.read(toc);
    }

    /** @param name of the database that lacks it */
    static NotRestored of(DatabaseProperties had, DatabaseState has, String name) {
        List<String> all = new ArrayList<>();
        String database = SqlIdentifier.of(name);
        if (had.limit() >= 0 && had.limit() != has.limit()) {
            all.add("ALTER DATABASE " + database + " CONNECTION LIMIT " + had.limit() + ";");
        }
        if (had.template() && !has.template()) {
            all.add("ALTER DATABASE " + database + " IS_TEMPLATE true;");
        }
        List<Setting> lacking =
                had.settings().stream().filter(setting -> !isSet(setting, has)).toList();
        List<Setting> told =
                lacking.stream().filter(setting -> !mayBeSecret(setting.name())).toList();
        told.forEach(setting -> all.add(statement(setting, database)));
        // Grants come first: a role that keeps a right is not without it meanwhile.
        rights(had, has, Right.GRANTED, database, all);
        rights(had, has, Right.GRANTABLE, database, all);
        rights(had, has, Right.REVOKED, database, all);
        had.comment()
                .filter(text -> !has.comment().equals(Optional.of(text)))
                .ifPresent(text -> all.add("COMMENT ON DATABASE " + database + " IS " + SqlLiteral.of(text) + ";"));
        List<String> shown = all.stream()
                .filter(statement -> statement.length() <= LONGEST
                        && PlainText.visible(statement).equals(statement))
                .limit(MOST)
                .toList();
        int hidden = lacking.size() - told.size();
        return new NotRestored(shown, all.size() - shown.size() + hidden + had.unread());
    }

    /** Applications keep keys in settings of their own, and a restore's output goes into logs. */
    private static boolean mayBeSecret(String setting) {
        return setting.indexOf('.') >= 0 && !setting.toLowerCase(Locale.ROOT).startsWith("timescaledb.");
    }

    private static String statement(Setting setting, String database) {
        String whose = setting.role()
                .map(role -> "ALTER ROLE " + SqlIdentifier.of(role) + " IN DATABASE ")
                .orElse("ALTER DATABASE ");
        return whose + database + " SET " + SqlIdentifier.of(setting.name()) + " TO "
                + setting.values().stream().map(SqlLiteral::of).collect(Collectors.joining(", ")) + ";";
    }

    /** A list is stored as it is written, its names quoted where they have to be. */
    private static boolean isSet(Setting setting, DatabaseState has) {
        String stored = has.settings()
                .getOrDefault(setting.role().orElse(""), Map.of())
                .get(setting.name().toLowerCase(Locale.ROOT));
        return stored != null
                && (setting.values().equals(List.of(stored))
                        || SqlWords.of(stored, "").stream()
                                .map(SqlIdentifier::unquoted)
                                .toList()
                                .equals(setting.values()));
    }

    private static void rights(
            DatabaseProperties had, DatabaseState has, Right wanted, String database, List<String> statements) {
        new TreeMap<>(had.rights()).forEach((role, rights) -> {
            Map<String, Right> here = has.rights().getOrDefault(role, Map.of());
            String privileges = new TreeMap<>(rights)
                    .entrySet().stream()
                            .filter(right -> right.getValue() == wanted && lacks(wanted, here.get(right.getKey())))
                            .map(Map.Entry::getKey)
                            .collect(Collectors.joining(", "));
            if (!privileges.isEmpty()) {
                String whom = role.equals(DatabaseProperties.PUBLIC) ? "PUBLIC" : SqlIdentifier.of(role);
                statements.add((wanted == Right.REVOKED ? "REVOKE " : "GRANT ") + privileges + " ON DATABASE "
                        + database + (wanted == Right.REVOKED ? " FROM " : " TO ") + whom
                        + (wanted == Right.GRANTABLE ? " WITH GRANT OPTION;" : ";"));
            }
        });
    }

    /** @param here null for a privilege that the role does not have */
    private static boolean lacks(Right wanted, Right here) {
        return switch (wanted) {
            case REVOKED -> here != null;
            case GRANTED -> here == null;
            case GRANTABLE -> here != Right.GRANTABLE;
        };
    }
}
