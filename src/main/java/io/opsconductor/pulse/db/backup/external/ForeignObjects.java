package io.opsconductor.pulse.db.backup.external;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.opsconductor.pulse.db.backup.archive.ArchiveHeader;
import io.opsconductor.pulse.db.backup.external.Proof.Identity;
import io.opsconductor.pulse.db.backup.remote.ObjectStore;
import io.opsconductor.pulse.db.backup.remote.StoredObject;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.backup.set.FileFailure;
import io.opsconductor.pulse.db.backup.set.ForeignDumps;

/** Lists the dumps that another tool put into an object store. Which they are is told by keys, all else by the dumps. */
final class ForeignObjects {
    /** Those written last are looked at: where nothing is ever removed there are millions. */
    static final int MOST = 100;

    private static final Comparator<StoredObject> OLDEST_FIRST = Comparator.comparing(
                    StoredObject::changed, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(StoredObject::key);

    /** What a pattern says literally. */
    private static final Pattern LITERAL = Pattern.compile("[^*?\\[{\\\\]*");

    private ForeignObjects() {}

    static List<Backup> list(BackupTarget target, Function<CopyTarget, ObjectStore> opened) {
        ForeignDumps dumps = target.foreign().orElseThrow();
        Map<String, Proof> proofs = ProofStore.read(target);
        List<Backup> backups = new ArrayList<>();
        try (ObjectStore store = opened.apply(dumps.place().orElseThrow())) {
            for (StoredObject object : newest(store, dumps.pattern())) {
                backups.add(ForeignStore.backup(
                        target,
                        object.key(),
                        target.path().resolve(object.key()),
                        identity(object),
                        proofs,
                        () -> store.start(object, ArchiveHeader.LENGTH)));
            }
            return backups;
        } catch (IOException e) {
            throw FileFailure.reading(target, e);
        }
    }

    /** Lists tell the time of some stores more exactly than answers about one object do. */
    static Identity identity(StoredObject object) {
        Instant changed = object.changed() == null ? Instant.EPOCH : object.changed();
        return new Identity(object.bytes(), changed.truncatedTo(ChronoUnit.SECONDS), Optional.empty(), object.etag());
    }

    /** What follows the place in the path of one of its dumps. */
    static String key(BackupTarget target, Backup dump) {
        return dump.path()
                .subpath(target.path().getNameCount(), dump.path().getNameCount())
                .toString();
    }

    /** Without holding more of them than that. */
    private static Iterable<StoredObject> newest(ObjectStore store, String pattern) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        PriorityQueue<StoredObject> newest = new PriorityQueue<>(OLDEST_FIRST);
        Consumer<StoredObject> each = object -> {
            if (fits(matcher, object.key())) {
                newest.add(object);
                if (newest.size() > MOST) {
                    newest.remove();
                }
            }
        };
        Matcher literal = LITERAL.matcher(pattern);
        String prefix = literal.lookingAt() ? literal.group() : "";
        store.list(prefix, pattern.contains("/") || pattern.contains("**") ? null : "/", each);
        return newest;
    }

    /** What is no path, such as a key that ends in a slash, names no dump. */
    private static boolean fits(PathMatcher pattern, String key) {
        try {
            Path path = Path.of(key);
            return path.toString().equals(key) && !path.isAbsolute() && pattern.matches(path);
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
