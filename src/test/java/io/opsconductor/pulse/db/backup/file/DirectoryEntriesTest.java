package io.opsconductor.pulse.db.backup.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryEntriesTest {
    @TempDir
    Path directory;

    @Test
    void entries_are_those_with_such_a_name_hidden_ones_too() throws IOException {
        Files.createFile(directory.resolve("a.dump"));
        Files.createFile(directory.resolve(".b.dump"));
        Files.createFile(directory.resolve("c"));

        assertThat(DirectoryEntries.of(directory)).hasSize(3);
        assertThat(DirectoryEntries.of(directory, "*.dump"))
                .extracting(Path::getFileName)
                .extracting(Path::toString)
                .containsExactlyInAnyOrder("a.dump", ".b.dump");
    }

    @Test
    void a_disk_that_fails_behind_the_first_entry_is_told_as_that() {
        IOException fault = new IOException("Input/output error");

        assertThatThrownBy(() -> DirectoryEntries.read(failing(fault))).isSameAs(fault);
    }

    private DirectoryStream<Path> failing(IOException fault) {
        return new DirectoryStream<>() {
            private int seen;

            @Override
            public Iterator<Path> iterator() {
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        if (seen > 0) {
                            throw new DirectoryIteratorException(fault);
                        }
                        return true;
                    }

                    @Override
                    public Path next() {
                        seen++;
                        return directory.resolve("a");
                    }
                };
            }

            @Override
            public void close() {}
        };
    }
}
