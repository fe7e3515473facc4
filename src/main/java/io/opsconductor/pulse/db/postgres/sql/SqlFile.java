package io.opsconductor.pulse.db.postgres.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement kept in {@code src/main/resources/sql/<feature>/<name>.sql}, one a file. <code>{include feature/name}</code>
 * stands for another file: what two statements mean alike is written once.
 */
public final class SqlFile {
    private static final Pattern INCLUDE = Pattern.compile("\\{include ([\\w/-]+)}");
    private static final Map<String, String> READ = new ConcurrentHashMap<>();

    private SqlFile() {}

    /**
     * @param path below {@code sql/} and without the ending, such as {@code timescale/jobs}
     * @throws IllegalArgumentException when there is no such file: a mistake of ours, not of the user
     */
    public static String read(String path) {
        return READ.computeIfAbsent(path, SqlFile::whole);
    }

    private static String whole(String path) {
        return INCLUDE.matcher(resource(path)).replaceAll(part -> Matcher.quoteReplacement(resource(part.group(1))));
    }

    private static String resource(String path) {
        String resource = "/sql/" + path + ".sql";
        try (InputStream in = SqlFile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no such SQL file: " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
