package io.opsconductor.pulse.db.postgres.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.config.PackedFiles;

/**
 * A statement kept in {@code src/main/resources/sql/<feature>/<name>.sql}, one a file. <code>{include feature/name}</code>
 * stands for another file: what two statements mean alike is written once.
 */
public final class SqlFile {
    private static final Pattern INCLUDE = Pattern.compile("\\{include ([\\w/-]+)}");
    private static final String ENDING = ".sql";
    private static final String FOLDER = "/sql/";

    /** A native executable has read them all while it was built: to look for one there takes as long as a short query. */
    private static final Map<String, String> READ =
            new ConcurrentHashMap<>(PackedFiles.isImageBeingBuilt() ? all() : Map.of());

    /** What the configuration says, once for the process: the statements in which it stands need no parameter for it. */
    private static volatile String trustedRoles = names(List.of());

    private SqlFile() {}

    /** @param roles by name, which <code>{trusted-roles}</code> stands for from now on */
    public static void trust(List<String> roles) {
        trustedRoles = names(roles);
    }

    private static String names(List<String> roles) {
        return roles.stream().map(SqlLiteral::of).collect(Collectors.joining(", ", "array[", "]::pg_catalog.name[]"));
    }

    /**
     * @param path below {@code sql/} and without the ending, such as {@code timescale/jobs}
     * @throws IllegalArgumentException when there is no such file: a mistake of ours, not of the user
     */
    public static String read(String path) {
        return READ.computeIfAbsent(path, SqlFile::whole).replace("{trusted-roles}", trustedRoles);
    }

    private static String whole(String path) {
        return INCLUDE.matcher(resource(path)).replaceAll(part -> Matcher.quoteReplacement(whole(part.group(1))));
    }

    private static String resource(String path) {
        String resource = FOLDER + path + ENDING;
        try (InputStream in = SqlFile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no such SQL file: " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> all() {
        try (FileSystem jar = FileSystems.newFileSystem(
                        URI.create(SqlFile.class.getResource(FOLDER).toString()), Map.of());
                Stream<Path> files = Files.walk(jar.getPath(FOLDER))) {
            return files.map(file -> jar.getPath(FOLDER).relativize(file).toString())
                    .filter(name -> name.endsWith(ENDING))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .collect(Collectors.toMap(Function.identity(), SqlFile::whole));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
