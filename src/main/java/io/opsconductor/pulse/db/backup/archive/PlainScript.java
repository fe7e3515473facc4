package io.opsconductor.pulse.db.backup.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

import io.opsconductor.pulse.db.backup.script.PsqlConnect;
import io.opsconductor.pulse.db.backup.script.ScriptEvents;
import io.opsconductor.pulse.db.backup.script.ScriptReader;

/**
 * A dump as a script for psql, read to its end: of one database by pg_dump, or of a cluster by pg_dumpall, which writes one
 * part for each database. It is whole when every part that is begun is closed, and nothing follows the last closing line;
 * when it was made it says only if pg_dump ran with {@code --verbose}.
 */
public final class PlainScript implements ScriptEvents {
    public static final String NO_TABLE = "it holds no table: the database was empty, or another one was dumped";
    public static final String NO_ROWS = "it holds tables, and the rows of none: it is a dump of the schema alone";

    private static final String BEGIN = ScriptPart.BEGIN;
    private static final String BEGIN_CLUSTER = "-- PostgreSQL database cluster dump";
    private static final String COMPLETE = " complete";
    private static final String STARTED = "-- Started on ";
    private static final String COMPLETED = "-- Completed on ";
    private static final String WRITER = "-- Dumped by pg_dump version ";
    private static final String UNRESTRICT = "\\unrestrict";
    /** The commands of psql that pg_dump and pg_dumpall write. */
    private static final Set<String> COMMANDS = Set.of("\\connect", "\\restrict", UNRESTRICT);

    private static final int LONGEST_COMMAND = 20;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final int LONGEST_TIME = 64;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

    /** One database's part. */
    public static final class Part {
        private final int number;
        /** The one that the script was connected to before; pg_dumpall makes and connects to most within the part. */
        private final Optional<String> before;

        private final CopyRows rows = new CopyRows();
        private final Set<String> names = new TreeSet<>();
        private boolean complete;

        private Part(int number, Optional<String> before) {
            this.number = number;
            this.before = before;
        }

        /** Its place among the script's databases, from 1 on. */
        public int number() {
            return number;
        }

        public CopyRows rows() {
            return rows;
        }

        /** Those that it was connected to; of a dump without {@code --create} none. */
        public Set<String> names() {
            Set<String> all = new TreeSet<>(names);
            all.addAll(rows.databases());
            before.filter(name -> all.isEmpty()).ifPresent(all::add);
            return all;
        }
    }

    private final ZoneId zone;
    private final ScriptReader reader = new ScriptReader(this);
    private final List<Part> parts = new ArrayList<>();
    private Optional<String> connected = Optional.empty();
    private Optional<Instant> started = Optional.empty();
    private Optional<String> writer = Optional.empty();
    /** The first that pg_dump does not write. */
    private Optional<String> strange = Optional.empty();

    private int begun;
    private boolean cluster;
    private boolean clusterComplete;
    /** Whether nothing has come since the last closing line. */
    private boolean ended;

    private boolean closed;

    private PlainScript(ZoneId zone) {
        this.zone = zone;
    }

    /** @param zone of the host that ran pg_dump, for a script that names none that is known */
    public static PlainScript read(InputStream script, ZoneId zone) throws IOException {
        PlainScript read = new PlainScript(zone);
        read.reader.read(withoutMark(script));
        return read;
    }

    /** psql passes over a byte order mark. */
    public static InputStream withoutMark(InputStream script) throws IOException {
        BufferedInputStream in = new BufferedInputStream(script);
        in.mark(BYTE_ORDER_MARK.length);
        if (!Arrays.equals(in.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
            in.reset();
        }
        return in;
    }

    /** When pg_dump began; empty when the script does not tell. */
    public Optional<Instant> started() {
        return started;
    }

    /** The version of pg_dump, such as {@code 17.6 (Debian 17.6-1)}; empty when the script does not tell. */
    public Optional<String> writer() {
        return writer;
    }

    /** The databases that it names; a dump of one database names it only when it was made with {@code --create}. */
    public Set<String> databases() {
        Set<String> names = new TreeSet<>();
        parts.forEach(part -> names.addAll(part.names()));
        return names;
    }

    /**
     * Why it cannot be counted on; empty when it can.
     *
     * @param wanted whose dump it is to be, by any of these names; empty for any database's
     */
    public Optional<String> problem(Set<String> wanted) {
        return strange.or(this::cut).or(() -> otherDatabase(wanted)).or(() -> chosen(wanted).stream()
                .map(part -> part.rows.schemaOnly() ? Optional.of(NO_ROWS) : part.rows.hypertableProblem())
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> Optional.of(NO_TABLE)
                        .filter(none -> chosen(wanted).stream().noneMatch(part -> part.rows.anyTable()))));
    }

    /** The one of the wanted databases that holds tables; empty when several do. */
    public Optional<Part> only(Set<String> wanted) {
        List<Part> chosen = chosen(wanted);
        List<Part> holding = chosen.size() == 1
                ? chosen
                : chosen.stream().filter(part -> part.rows.anyTable()).toList();
        return holding.size() == 1 ? Optional.of(holding.get(0)) : Optional.empty();
    }

    /** The parts of the wanted databases; one that does not say whose it is may be. */
    private List<Part> chosen(Set<String> wanted) {
        return parts.stream()
                .filter(part -> wanted.isEmpty()
                        || part.names().isEmpty()
                        || part.names().stream().anyMatch(wanted::contains))
                .toList();
    }

    private Optional<String> otherDatabase(Set<String> wanted) {
        if (parts.isEmpty()) {
            return Optional.of("it holds no database, only what databases share, such as roles");
        }
        return chosen(wanted).isEmpty() ? Optional.of(DatabaseNames.others(databases(), wanted)) : Optional.empty();
    }

    private Optional<String> cut() {
        Optional<String> table = parts.stream()
                .map(part -> part.rows.unfinished())
                .flatMap(Optional::stream)
                .findFirst();
        if (table.isPresent()) {
            return Optional.of("it ends inside the data of " + table.get());
        }
        if (cluster && !clusterComplete) {
            return Optional.of("it does not end with pg_dumpall's closing line: it was cut after "
                    + parts.stream().filter(part -> part.complete).count() + " of its databases");
        }
        boolean whole = closed && ended && parts.stream().allMatch(part -> part.complete);
        return whole ? Optional.empty() : Optional.of("it does not end with pg_dump's closing line: it was cut");
    }

    @Override
    public void comment(String line) {
        if (line.equals(BEGIN)) {
            parts.add(new Part(++begun, connected));
        } else if (line.equals(BEGIN_CLUSTER)) {
            cluster = true;
            clusterComplete = false;
        } else if (line.equals(BEGIN + COMPLETE)) {
            current().ifPresent(part -> part.complete = true);
        } else if (line.equals(BEGIN_CLUSTER + COMPLETE)) {
            clusterComplete = true;
        } else if (line.startsWith(STARTED)) {
            started = started.or(() -> time(line.substring(STARTED.length()), zone));
        } else if (line.startsWith(WRITER)) {
            writer = writer.or(() -> Optional.of(line.substring(WRITER.length())));
        }
        boolean says = !line.equals("--") && !line.startsWith(COMPLETED);
        ended = says ? line.equals(BEGIN + COMPLETE) || line.equals(BEGIN_CLUSTER + COMPLETE) : ended;
        current().ifPresent(part -> part.rows.comment(line));
    }

    @Override
    public void command(String line) {
        int end = line.indexOf(' ');
        String name = end < 0 ? line : line.substring(0, end);
        boolean known = COMMANDS.contains(name) && PsqlConnect.isAlone(line);
        if (known && name.equals(UNRESTRICT)) {
            return;
        }
        if (!known) {
            String shown = name.substring(0, Math.min(name.length(), LONGEST_COMMAND));
            strange = strange.or(() -> Optional.of("line " + reader.line() + " holds psql's command " + shown
                    + ", which no pg_dump writes: something else wrote it into the script"));
        }
        ended = false;
        PsqlConnect.database(line).ifPresent(database -> {
            connected = Optional.of(database);
            current().filter(part -> !part.complete).ifPresent(part -> part.names.add(database));
        });
    }

    @Override
    public void statement(Supplier<String> text) {
        ended = false;
        current().ifPresent(part -> part.rows.statement(text));
    }

    @Override
    public void insert(Supplier<String> text) {
        ended = false;
        current().ifPresent(part -> part.rows.insert(text));
    }

    @Override
    public boolean copy(String statement) {
        ended = false;
        if (parts.isEmpty()) {
            parts.add(new Part(0, connected));
        }
        return current().orElseThrow().rows.copy(statement);
    }

    @Override
    public void row(String line) {
        current().ifPresent(part -> part.rows.row(line));
    }

    @Override
    public void rows(long count) {
        current().ifPresent(part -> part.rows.rows(count));
    }

    @Override
    public void endOfRows() {
        current().ifPresent(part -> part.rows.endOfRows());
    }

    @Override
    public void end(boolean closed) {
        this.closed = closed;
    }

    private Optional<Part> current() {
        return parts.isEmpty() ? Optional.empty() : Optional.of(parts.get(parts.size() - 1));
    }

    /** As in {@code 2026-11-26 05:27:50 CET}; the abbreviation is left out where it would be in another encoding. */
    static Optional<Instant> time(String text, ZoneId zone) {
        if (text.length() > LONGEST_TIME) {
            return Optional.empty();
        }
        String[] words = text.split(" ");
        if (words.length < 2 || words.length > 3) {
            return Optional.empty();
        }
        try {
            // An abbreviation such as CST names several zones; only these name one.
            boolean utc = words.length == 3 && (words[2].equals("UTC") || words[2].equals("GMT"));
            return Optional.of(LocalDateTime.parse(words[0] + " " + words[1], TIME)
                    .atZone(utc ? ZoneId.of("UTC") : zone)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
