package io.opsconductor.pulse.db.postgres;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.url.ConnectionParameter;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl.Host;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrlParser;
import io.opsconductor.pulse.db.postgres.url.LibpqProtection;
import io.opsconductor.pulse.db.postgres.url.UrlSource;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.Config;

/** Finds the database in the command line and the environment, by the names that every PostgreSQL program honours. */
@ApplicationScoped
public class Databases {
    /** All lead to the same database. */
    static final List<UrlSource> URLS = List.of(
            UrlSource.DATABASE_URL,
            UrlSource.DIRECT_DATABASE_URL,
            UrlSource.NOTIFY_DATABASE_URL,
            UrlSource.CHECK_DATABASE_URL,
            UrlSource.BACKUP_DATABASE_URL);

    private final Config config;

    public Databases(Config config) {
        this.config = config;
    }

    /**
     * The database for looking and for policies; it may be reached through a pooler.
     *
     * @param override {@code --database-url}; empty to take {@code DATABASE_URL}, or the {@code PG…} variables
     */
    public Database main(Optional<String> override) {
        return open(override, UrlSource.DATABASE_URL);
    }

    /**
     * The database for migrations, and the one that drills compare with: around the pooler when {@code DIRECT_DATABASE_URL}
     * (or {@code NOTIFY_DATABASE_URL}, which the Python runner honours) names a way and {@code --database-url} does not.
     */
    public Database direct(Optional<String> override) {
        return open(override, UrlSource.DIRECT_DATABASE_URL, UrlSource.NOTIFY_DATABASE_URL, UrlSource.DATABASE_URL);
    }

    /** The database for dumps, as the role of {@code BACKUP_DATABASE_URL} where there is one; otherwise as {@link #direct}. */
    public Database dumped(Optional<String> override) {
        return open(
                override,
                UrlSource.BACKUP_DATABASE_URL,
                UrlSource.DIRECT_DATABASE_URL,
                UrlSource.NOTIFY_DATABASE_URL,
                UrlSource.DATABASE_URL);
    }

    /**
     * The database to judge, as the role of {@code CHECK_DATABASE_URL} where there is one; where no database is configured,
     * a stand-in that cannot be reached.
     */
    public Database judged(Optional<String> override) {
        return openIfAny(override, UrlSource.CHECK_DATABASE_URL, UrlSource.DATABASE_URL);
    }

    /** The configured database by whichever way there is, for looking; or a stand-in as for {@link #judged}. */
    public Database any() {
        return openIfAny(
                Optional.empty(), UrlSource.CHECK_DATABASE_URL, UrlSource.BACKUP_DATABASE_URL, UrlSource.DATABASE_URL);
    }

    public Database checked(Optional<String> override, boolean mend) {
        return mend ? mended(override) : judged(override);
    }

    /** The database to judge and to mend, as the main role; or a stand-in as for {@link #judged}. */
    public Database mended(Optional<String> override) {
        return openIfAny(override, UrlSource.DATABASE_URL);
    }

    /**
     * A database of {@code pulse.databases}. User and password come from its own URL or a passfile: {@code PGUSER} and
     * {@code PGPASSWORD} are those of the main one, and must not be told to another server.
     */
    public Database named(String name, String url) {
        UrlSource source = UrlSource.apart("pulse.databases.\"" + name + "\".url");
        return Database.named(
                name, apart(source, url), new PoolSize(0, poolSize().max()));
    }

    /**
     * A database on a server of its own, such as the one for drills: login and password as for {@link #named}.
     */
    public Database other(UrlSource source, String url) {
        return new Database(apart(source, url), poolSize());
    }

    /**
     * What the configured database is called, by every way to it: a pooler may know it by a name of its own. None where
     * none is configured, or a URL is malformed, which is said where the URL is used.
     */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (UrlSource source : URLS) {
            try {
                text(source.name())
                        .ifPresent(url ->
                                names.add(DatabaseUrl.parse(url, this::text).database()));
            } catch (PulseFailure malformed) {
                return Set.of();
            }
        }
        if (names.isEmpty() && namedByVariables().isPresent()) {
            names.add(fromVariables().database());
        }
        return names;
    }

    private DatabaseUrl apart(UrlSource source, String url) {
        return parse(source, url, name -> Optional.empty())
                .withDefaults(Optional.empty(), Optional.empty(), variables());
    }

    private Database openIfAny(Optional<String> override, UrlSource... sources) {
        boolean any = override.isPresent()
                || Stream.of(sources).anyMatch(source -> text(source.name()).isPresent())
                || namedByVariables().isPresent();
        return any ? open(override, sources) : Database.missing(notConfigured());
    }

    /** @param sources the variables that may hold the URL; the first that is set does */
    private Database open(Optional<String> override, UrlSource... sources) {
        DatabaseUrl found = override.map(url -> parse(UrlSource.ARGUMENT, url, this::text))
                .or(() -> Stream.of(sources)
                        .flatMap(source -> text(source.name()).map(url -> parse(source, url, this::text)).stream())
                        .findFirst())
                .orElseGet(this::fromVariables);
        return new Database(found.withDefaults(text("PGUSER"), password(), variables()), poolSize());
    }

    private static DatabaseUrl parse(UrlSource source, String url, Function<String, Optional<String>> variables) {
        try {
            return DatabaseUrl.parse(url, variables).from(source);
        } catch (PulseFailure failure) {
            throw PulseFailure.usage(source.name() + ": " + failure.getMessage(), failure.remedy());
        }
    }

    private static PulseFailure notConfigured() {
        return PulseFailure.usage(
                "no database is configured",
                "set DATABASE_URL=postgresql://user:password@host:5432/database, or PGHOST, PGDATABASE and PGUSER");
    }

    private Optional<String> namedByVariables() {
        return text("PGDATABASE").or(() -> text("PGHOST").flatMap(host -> text("PGUSER")));
    }

    private DatabaseUrl fromVariables() {
        String database = namedByVariables().orElseThrow(Databases::notConfigured);
        List<Host> hosts = DatabaseUrlParser.hosts(
                text("PGHOST").orElse("localhost"), text("PGPORT").orElse(""));
        return new DatabaseUrl(hosts, database, Optional.empty(), Optional.empty(), Map.of(), UrlSource.LIBPQ);
    }

    /** What libpq's variables say of the connection; as in libpq, they fill in what the URL leaves out. */
    private Map<String, String> variables() {
        LibpqProtection.refuse(this::text);
        Map<String, String> parameters = new HashMap<>();
        ConnectionParameter.variables()
                .forEach((name, variable) -> text(variable).ifPresent(value -> parameters.put(name, value)));
        return parameters;
    }

    /** As it is, blanks included; a line break at its end comes from the file that it was read from. */
    private Optional<String> password() {
        return config.getOptionalValue("PGPASSWORD", String.class)
                .map(secret -> secret.replaceFirst("\\R$", ""))
                .filter(secret -> !secret.isEmpty());
    }

    /** Of each database's sessions for looking. */
    public PoolSize poolSize() {
        int min = number("PG_POOL_MIN", PoolSize.DEFAULT.min());
        int max = number("PG_POOL_MAX", Math.max(min, PoolSize.DEFAULT.max()));
        if (max < 1 || min < 0 || min > max) {
            throw PulseFailure.usage(
                    "PG_POOL_MIN=" + min + " and PG_POOL_MAX=" + max + " do not fit together",
                    "0 <= min <= max and max >= 1");
        }
        return new PoolSize(min, max);
    }

    private int number(String name, int otherwise) {
        String text = text(name).orElse(Integer.toString(otherwise));
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw PulseFailure.usage(
                    name + "='" + text + "' is not a number", "give a whole number such as " + otherwise);
        }
    }

    private Optional<String> text(String name) {
        return config.getOptionalValue(name, String.class).map(String::strip).filter(value -> !value.isEmpty());
    }
}
