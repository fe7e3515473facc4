package io.opsconductor.pulse.db.migrate.file;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tools whose folders look like ours and mean something else: many keep the way back in the same file or beside it, and
 * running everything in order would make a table and drop it again. Known by the names of their files or by the comments
 * with which they mark the parts.
 */
public enum OtherTool {
    GOOSE("goose", "", "\\+goose\\b.*"),
    DBMATE("dbmate", "", "migrate:(up|down)\\b.*"),
    SQL_MIGRATE("sql-migrate", "", "\\+migrate\\b.*"),
    LIQUIBASE("Liquibase", "(db[.-])?changelog.*\\.(xml|ya?ml|json|sql)", "liquibase formatted sql.*"),
    MYBATIS("MyBatis Migrations", "", "//@undo\\b.*"),
    NODE_PG_MIGRATE("node-pg-migrate", "", "(up|down) migration"),
    TERN("tern", "", "-- create above / drop below --.*"),
    RAMBLER("rambler", "", "rambler (up|down)"),
    SHMIG("shmig", "", "={2,} ?(up|down) ?={2,}"),
    PAIRS("golang-migrate or sqlx", ".*\\.(up|down)\\.sql|(up|down)\\.sql", ""),
    ROLLBACKS("yoyo or postgrator", ".*\\.(rollback|undo|revert|do)\\.(.*\\.)?sql", ""),
    FLYWAY("Flyway or refinery", "[VRUB]\\d*[\\d._]*__.*\\.sql|afterMigrate.*\\.sql|beforeMigrate.*\\.sql", ""),
    ATLAS("Atlas", "atlas\\.(sum|hcl)", ""),
    SQITCH("Sqitch", "sqitch\\.(plan|conf)", ""),
    PRISMA("Prisma", "migration_lock\\.toml|schema\\.prisma", ""),
    DRIZZLE("Drizzle", "meta|_journal\\.json", ""),
    RAILS("Rails", "\\d{14}_.*\\.rb|schema\\.rb", ""),
    ALEMBIC("Alembic", "env\\.py|alembic\\.ini|script\\.py\\.mako", "");

    private static final Pattern HALF = Pattern.compile("(.*[_-])(up|down)\\.sql");

    private final String words;
    private final Pattern name;
    private final Pattern marker;

    OtherTool(String words, String name, String marker) {
        this.words = words;
        this.name = Pattern.compile(name);
        this.marker = Pattern.compile("(?i)" + marker);
    }

    public String words() {
        return words;
    }

    public String remedy() {
        return switch (this) {
            case FLYWAY ->
                "rename V2__name.sql to 002_name.sql: a history of Flyway's own goes on by version and words;"
                        + " R__, U__ and callbacks have no counterpart";
            case PAIRS, ROLLBACKS ->
                "keep the way forward only, as NNN_name.sql, in a folder of its own; if the database"
                        + " has it already: pulse-db adopt --at=VERSION";
            case ATLAS ->
                "copy the .sql files alone into a folder of their own; if the database has them already:"
                        + " pulse-db adopt --at=VERSION";
            case LIQUIBASE, SQITCH, PRISMA, DRIZZLE, RAILS, ALEMBIC ->
                "have that tool write its changes as SQL, one"
                        + " NNN_name.sql each; if the database has them already: pulse-db adopt --at=VERSION";
            default ->
                "keep in each file the way forward only, without the markers; if the database has it already:"
                        + " pulse-db adopt --at=VERSION";
        };
    }

    /** The tool that a folder with files of these names was made for. */
    public static Optional<OtherTool> byNames(Collection<String> names) {
        return Arrays.stream(values())
                .filter(tool -> !tool.name.pattern().isEmpty())
                .filter(tool -> names.stream().anyMatch(name -> tool.owns(name, names)))
                .findFirst();
    }

    /** Of these names those by which it is known, at most five of them. */
    public List<String> owns(Collection<String> names) {
        return names.stream().filter(given -> owns(given, names)).limit(5).toList();
    }

    private boolean owns(String given, Collection<String> names) {
        return name.matcher(given).matches() || this == PAIRS && isHalf(given, names);
    }

    /** {@code 001_up.sql} beside {@code 001_down.sql}; a file that ends so may be an ordinary one. */
    private static boolean isHalf(String given, Collection<String> names) {
        Matcher half = HALF.matcher(given);
        return half.matches() && names.contains(half.group(1) + (half.group(2).equals("up") ? "down" : "up") + ".sql");
    }

    /** The tool that reads this comment as the beginning of a part. */
    public static Optional<OtherTool> byMarker(SqlToken comment) {
        String text = comment.text();
        if (!text.startsWith("--")) {
            return Optional.empty();
        }
        String words = text.substring(2).strip();
        return Arrays.stream(values())
                .filter(tool -> tool.marker.pattern().length() > "(?i)".length())
                .filter(tool -> tool.marker.matcher(words).matches())
                .findFirst();
    }
}
