package io.opsconductor.pulse.db.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Review, M1: what a terminal obeys, and what turns the order of reading around. */
class PlainTextTest {
    @Test
    void what_a_terminal_obeys_becomes_a_question_mark() {
        assertThat(PlainText.of("a\u001b[2Jb")).isEqualTo("a?[2Jb");
        assertThat(PlainText.of("a\u009b2Jb")).isEqualTo("a?2Jb");
        assertThat(PlainText.of("a\u0007\u0000\tb")).isEqualTo("a???b");
    }

    @Test
    void what_turns_the_order_around_or_cannot_be_seen_becomes_a_question_mark() {
        assertThat(PlainText.of("a\u202eb\u2066c\u200bd\ufeffe")).isEqualTo("a?b?c?d?e");
    }

    @Test
    void a_line_stays_one_line() {
        assertThat(PlainText.of("t\nOK  backup.recovery-point")).isEqualTo("t OK  backup.recovery-point");
        assertThat(PlainText.of("a\r\nb\u2028c\u2029d\u0085e\u000bf")).isEqualTo("a b c d e f");
        assertThat(PlainText.of(" padded \n")).isEqualTo("padded");
    }

    @Test
    void the_indent_of_a_line_of_a_report_stays() {
        assertThat(PlainText.line("    -> SELECT 1;\nOK")).isEqualTo("    -> SELECT 1; OK");
        assertThat(PlainText.line("\tat io.Foo.bar(Foo.java:1)")).isEqualTo("    at io.Foo.bar(Foo.java:1)");
        assertThat(PlainText.line("\t\t... 3 more")).isEqualTo("        ... 3 more");
        assertThat(PlainText.line("\n\tat forged")).isEqualTo("at forged");
        assertThat(PlainText.line("\u001b  x")).isEqualTo("?  x");
        assertThat(PlainText.line("")).isEmpty();
    }

    @Test
    void a_script_keeps_its_lines_and_tabs_and_nothing_else_that_cannot_be_seen() {
        assertThat(PlainText.lines("SELECT 1;\r\n\tx\n")).isEqualTo("SELECT 1;\n\tx\n");
        assertThat(PlainText.lines("a\rb\u001b[2Jc\u009bd\u202ee\u2028f\ud83d\ude00"))
                .isEqualTo("a?b?[2Jc?d?e?f\ud83d\ude00");
    }

    @Test
    void letters_of_any_script_stay() {
        assertThat(PlainText.of("größe 表 таблица 😀")).isEqualTo("größe 表 таблица 😀");
    }

    /** Each blank was looked at once for each blank before it. */
    @Test
    @Timeout(60)
    void a_million_blanks_hold_nobody_up() {
        String blanks = " ".repeat(1_000_000);
        assertThat(PlainText.of("a" + blanks + "b")).isEqualTo("a" + blanks + "b");
        assertThat(PlainText.of("a" + blanks + "\n" + blanks + "b")).isEqualTo("a b");
    }

    @Test
    void a_private_key_of_age_is_not_repeated_and_a_public_one_is() {
        assertThat(PlainText.of("'AGE-SECRET-KEY-1QQPQYQSZQGPQ', age-secret-key-1qqp, AGE-PLUGIN-YUBIKEY-1QQP: no"))
                .isEqualTo("'(hidden)', (hidden), (hidden): no");
        assertThat(PlainText.of("age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p of AGE-PROGRAM"))
                .isEqualTo("age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p of AGE-PROGRAM");
    }
}
