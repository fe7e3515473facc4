package io.opsconductor.pulse.db.backup.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;

import io.opsconductor.pulse.db.backup.Sets;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetLockTest {
    @TempDir
    Path directory;

    @Test
    void one_run_at_a_time_and_the_next_when_it_has_ended() {
        BackupTarget target = daily();
        try (SetLock first = SetLock.take(target)) {
            assertThat(first).isNotNull();
            assertNotNow(target);
            assertNotNow(target);
        }
        SetLock.take(target).close();
    }

    @Test
    void sets_do_not_wait_for_each_other() {
        BackupTarget other = Sets.in(directory, "hourly");
        SetDirectory.init(other);
        try (SetLock daily = SetLock.take(daily());
                SetLock hourly = SetLock.take(other)) {
            assertThat(daily).isNotSameAs(hourly);
        }
    }

    @Test
    void another_process_holds_it_until_it_is_killed_and_is_named() throws IOException, InterruptedException {
        BackupTarget target = daily();
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(other.getInputStream().read()).isEqualTo('!');
            assertThatThrownBy(() -> SetLock.take(target))
                    .hasMessageStartingWith("a backup of the set daily is being taken already: process " + other.pid())
                    .extracting(failure -> ((PulseFailure) failure).exit())
                    .isEqualTo(ExitCode.NOT_NOW);
        } finally {
            other.destroyForcibly().waitFor();
        }
        SetLock.take(target).close();
    }

    private BackupTarget daily() {
        BackupTarget target = Sets.daily(directory);
        SetDirectory.init(target);
        return target;
    }

    private static void assertNotNow(BackupTarget target) {
        assertThatThrownBy(() -> SetLock.take(target))
                .extracting(failure -> ((PulseFailure) failure).exit())
                .isEqualTo(ExitCode.NOT_NOW);
    }

    /** The other process: takes the lock, says so by one character, and waits to be killed. */
    static final class Holder {
        @SuppressWarnings("try")
        public static void main(String... args) throws InterruptedException {
            try (SetLock lock = SetLock.take(Sets.daily(Path.of(args[0])))) {
                System.out.print('!');
                System.out.flush();
                Thread.sleep(Long.MAX_VALUE);
            }
        }
    }
}
