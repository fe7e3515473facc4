package io.opsconductor.pulse.db.timescale.aggregate;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.session.HidingSetting;
import io.opsconductor.pulse.db.postgres.sql.Columns;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;
import io.opsconductor.pulse.db.timescale.catalog.Aggregate;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;
import io.opsconductor.pulse.db.timescale.catalog.TimeColumn;

/** Reads what is to be compared, and rows of both sides; decides nothing. */
final class ComparisonCatalog {
    /** What one bucket may have of rows to be compared. */
    static final int ROWS = 20_000;

    private static final Pattern PLACE = Pattern.compile("\\{[a-z]+}");

    /** Microseconds; more than zones set their clocks back at once. */
    private static final long CLOCK_CHANGE = 4L * 60 * 60 * 1_000_000;

    private ComparisonCatalog() {}

    /**
     * One after the other; what one leaves of its share of the time, the next ones have.
     *
     * @param session of the database, used for nothing else
     */
    static List<RowsLook> looks(
            Database database, Connection session, List<Aggregate> aggregates, Duration time, RandomGenerator random)
            throws SQLException {
        long until = System.nanoTime() + time.toNanos();
        Map<Integer, ComparedAggregate> compared = all(session);
        BucketCatalog buckets = new BucketCatalog(database, session, random);
        List<RowsLook> looks = new ArrayList<>();
        for (Aggregate aggregate : aggregates) {
            ComparedAggregate how = compared.get(aggregate.table().id());
            Duration left = Duration.ofNanos(Math.max(0, until - System.nanoTime()));
            looks.add(
                    how == null
                            ? RowsLook.unseen(aggregate, "it and its query have no column in common")
                            : buckets.look(aggregate, how, left.dividedBy(aggregates.size() - looks.size())));
        }
        return List.copyOf(looks);
    }

    /** By the id of the aggregate. */
    private static Map<Integer, ComparedAggregate> all(Connection connection) throws SQLException {
        return Query.map(
                connection,
                SqlFile.read("timescale/comparables"),
                row -> row.getInt("id"),
                row -> new ComparedAggregate(
                        new HypertableName(row.getString("kept_schema"), row.getString("kept_table")),
                        new HypertableName(row.getString("query_schema"), row.getString("query_view")),
                        Columns.texts(row, "exact"),
                        Columns.texts(row, "rounded"),
                        row.getBoolean("settled"),
                        row.getLong("watermark"),
                        row.getBoolean("partial"),
                        row.getBoolean("elsewhere"),
                        row.getBoolean("forced"),
                        row.getBoolean("zoned"),
                        Optional.ofNullable(row.getString("hiding")).map(HidingSetting::new)));
    }

    /** As of the snapshot of the transaction. */
    static Places places(Connection connection, int aggregate) throws SQLException {
        List<Map.Entry<String, PlaceRange>> all = Query.list(
                connection,
                SqlFile.read("timescale/compared-places"),
                row -> Map.entry(
                        row.getString("what"), new PlaceRange(row.getLong("range_start"), row.getLong("range_end"))),
                aggregate);
        return new Places(of(all, "source"), of(all, "kept"), of(all, "waiting"));
    }

    private static List<PlaceRange> of(List<Map.Entry<String, PlaceRange>> all, String what) {
        return all.stream()
                .filter(one -> one.getKey().equals(what))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** @param relation one of both sides; more than {@link #ROWS} rows tell that there are too many */
    static BucketRows rows(
            Connection connection,
            ComparedAggregate compared,
            HypertableName relation,
            TimeColumn time,
            PlaceRange begins)
            throws SQLException {
        int exact = compared.exact().size();
        int rounded = compared.rounded().size();
        List<List<String>> keys = new ArrayList<>();
        List<double[]> numbers = new ArrayList<>();
        long reach = compared.zoned() && !time.integer() ? CLOCK_CHANGE : 0;
        Map<String, String> places = Map.of(
                "{columns}", columns(compared),
                "{relation}", relation.identifier(),
                "{bucket}", SqlIdentifier.of(time.name()),
                "{before}", place(time, begins.from() - reach),
                "{after}", place(time, begins.to() + reach),
                "{from}", place(time, begins.from()),
                "{to}", place(time, begins.to()),
                "{limit}", Integer.toString(ROWS + 1));
        // In one pass: what is put in may be called as one of these places.
        String sql = PLACE.matcher(SqlFile.read("timescale/bucket-rows"))
                .replaceAll(found -> Matcher.quoteReplacement(places.get(found.group())));
        Query.list(connection, sql, row -> {
            String[] key = new String[exact + rounded];
            for (int column = 0; column < exact; column++) {
                key[column] = row.getString(column + 1);
            }
            double[] number = new double[rounded];
            for (int column = 0; column < rounded; column++) {
                double value = row.getDouble(exact + column + 1);
                number[column] = value;
                key[exact + column] = row.wasNull() ? "NULL" : "";
            }
            keys.add(Arrays.asList(key));
            return numbers.add(number);
        });
        return new BucketRows(keys, numbers);
    }

    private static String columns(ComparedAggregate compared) {
        return Stream.concat(compared.exact().stream(), compared.rounded().stream())
                .map(SqlIdentifier::of)
                .collect(Collectors.joining(", "));
    }

    /** A literal that takes the type of the column: one without a zone, and a date, read what is before theirs. */
    private static String place(TimeColumn time, long place) {
        return time.integer() ? Long.toString(place) : "'" + Instant.EPOCH.plus(place, ChronoUnit.MICROS) + "'";
    }
}
