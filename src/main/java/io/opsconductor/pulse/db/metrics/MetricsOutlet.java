package io.opsconductor.pulse.db.metrics;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.check.Sample;
import io.opsconductor.pulse.db.failure.Warnings;
import jakarta.inject.Singleton;

/** Leaves what was measured where the configuration says. What does not work is a warning: the work itself went as it went. */
@Singleton
public class MetricsOutlet {
    private static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("rw-r--r--");

    /** What the textfile collector reads. */
    private static final String SUFFIX = ".prom";

    private final MetricsSettings settings;

    public MetricsOutlet(MetricsSettings settings) {
        this.settings = settings;
    }

    /**
     * Whether measuring is worth while.
     *
     * @throws io.opsconductor.pulse.db.failure.PulseFailure (usage) when {@code pulse.metrics.push-url} is no URL
     */
    public boolean isOpen() {
        return settings.file().isPresent() || gateway().isPresent();
    }

    private Optional<URI> gateway() {
        return settings.pushUrl().map(text -> HttpCall.url("pulse.metrics.push-url", text));
    }

    /** @param command of this program, which tells its series from those of others */
    public void publish(String command, Measurements measured) {
        settings.file().ifPresent(file -> write(file, measured.lasting()));
        gateway().ifPresent(url -> push(url, command, measured.lasting()));
    }

    /**
     * How a command ended, beside what checks say: a collector refuses two files that hold the same series.
     *
     * @param name of the command, and of its set: of letters, digits, dots and hyphens
     */
    public void publishRun(String command, String name, List<Sample> samples) {
        settings.file().ifPresent(file -> write(beside(file, name), samples));
        gateway().ifPresent(url -> push(url, command, samples));
    }

    private static Path beside(Path file, String name) {
        String whole = file.getFileName().toString();
        String stem = whole.endsWith(SUFFIX) ? whole.substring(0, whole.length() - SUFFIX.length()) : whole;
        return file.resolveSibling(stem + "." + name + SUFFIX);
    }

    private static void write(Path file, List<Sample> samples) {
        Path target = file.toAbsolutePath();
        Path beside = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid());
        try {
            // The collector reads as another user, and whatever is there: so the file is whole before it has its name.
            Files.deleteIfExists(beside);
            try (SeekableByteChannel made = Files.newByteChannel(
                    beside,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(READABLE))) {
                Channels.newOutputStream(made).write(Exposition.text(samples).getBytes(StandardCharsets.UTF_8));
            }
            // Once more, for the mask of this process; through no link, for others may write into that folder.
            Files.getFileAttributeView(beside, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setPermissions(READABLE);
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | UnsupportedOperationException e) {
            Warnings.tell("pulse.metrics.file " + file + " cannot be written: "
                    + e.getClass().getSimpleName()
                    + " -> see that its folder is there and this user may write into it");
            delete(beside);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It is told already that nothing can be written there.
        }
    }

    private static void push(URI url, String command, List<Sample> samples) {
        try {
            new Pushgateway(url, command).push(samples);
        } catch (IOException e) {
            Warnings.tell("metrics were not pushed to " + HttpCall.shown(url) + ": " + e.getMessage()
                    + " -> see that the Pushgateway of pulse.metrics.push-url runs");
        }
    }
}
