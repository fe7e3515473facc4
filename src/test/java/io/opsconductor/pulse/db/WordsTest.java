package io.opsconductor.pulse.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the program says: subject, verb, number, command. */
class WordsTest {
    private static final Path MAIN = Path.of("src/main/java");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|(?m)^\\s*//[^\n]*$", Pattern.DOTALL);
    private static final Pattern LITERAL = Pattern.compile("\"(?:\\\\.|[^\"\\\\\\n])*\"");

    /** Actors are named, and each sentence is understood when it is read once. */
    private static final Pattern OLD_TURNS = Pattern.compile(
            "(?i)\\b(nobody|somebody|anybody|(is|are) none\\b(?! of pg)|what came of|came of it|go(es)? before|puts? right"
                    + "|for ever\\b|cannot be told|as things are|takes? for\\b|who has that)");

    private static final Pattern OLD_WORDS = Pattern.compile(
            "(?i)\\b(nobody|somebody|anybody|what came of|came of (it|that)|for ever|as things are|in all honesty)\\b");

    private static final Pattern SQLSTATE = Pattern.compile("\"(08|2[0-9A-Z]|3[89BDF]|4[0-4]|5[3-8])[0-9A-Z]{3}\"");

    @Test
    void messages_name_their_actors_and_need_no_second_reading() throws IOException {
        assertThat(literals()).hasSizeGreaterThan(100);

        assertThat(found(OLD_TURNS)).isEmpty();
    }

    /** Comments say "is none" and "takes for" where that is plain; what these words stand for has a name. */
    @Test
    void comments_name_their_actors_too() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files(MAIN)) {
            COMMENT.matcher(Files.readString(file))
                    .results()
                    .map(MatchResult::group)
                    .filter(comment -> OLD_WORDS
                            .matcher(comment.replaceAll("\\s+(\\* )?", " "))
                            .find())
                    .forEach(comment -> found.add(file.getFileName() + ": " + comment));
        }
        assertThat(found).isEmpty();
    }

    @Test
    void sqlstates_stand_in_one_list() throws IOException {
        assertThat(found(SQLSTATE).keySet())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("SqlState.java");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody knows when", "f is none of its files", "what came of verifying", "kept for ever"})
    void an_old_turn_is_found(String text) {
        assertThat(OLD_TURNS.matcher('"' + text + '"').find()).isTrue();
    }

    private static Map<Path, List<String>> found(Pattern pattern) throws IOException {
        Map<Path, List<String>> found = literals();
        found.replaceAll((file, literals) -> literals.stream()
                .filter(literal -> pattern.matcher(literal).find())
                .toList());
        found.values().removeIf(List::isEmpty);
        return found;
    }

    /** By file, without what stands in comments. */
    private static Map<Path, List<String>> literals() throws IOException {
        Map<Path, List<String>> literals = new TreeMap<>();
        for (Path file : files(MAIN)) {
            String code = COMMENT.matcher(Files.readString(file)).replaceAll("");
            literals.put(
                    file,
                    LITERAL.matcher(code).results().map(MatchResult::group).toList());
        }
        return literals;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(path -> path.toString().endsWith(".java")).toList();
        }
    }
}
