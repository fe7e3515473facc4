package io.opsconductor.pulse.db.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import org.junit.jupiter.api.Test;

class RemedyTest {
    private static final Optional<String> NORTH = Optional.of("north");

    @Test
    void of_the_main_database_nothing_changes() {
        Remedy remedy =
                Remedy.command("pulse-db migrate").or(Remedy.setting("hypertables.telemetry.expected", "false"));
        assertThat(remedy.at(Optional.empty())).isSameAs(remedy);
        assertThat(remedy.lines())
                .containsExactly("pulse-db migrate", "or set pulse.hypertables.telemetry.expected=false");
    }

    @Test
    void keys_of_another_database_stand_below_its_name_and_commands_have_to_be_pointed_at_it() {
        Remedy there = Remedy.command("pulse-db migrate")
                .or(Remedy.setting("hypertables.telemetry.expected", "false"))
                .at(NORTH);
        assertThat(there.kind()).isEqualTo(Remedy.Kind.TEXT);
        assertThat(there.lines())
                .containsExactly(
                        "with DATABASE_URL as pulse.databases.\"north\".url: pulse-db migrate",
                        "or set pulse.databases.\"north\".hypertables.telemetry.expected=false");
    }

    @Test
    void statements_and_words_are_the_same_everywhere_whatever_they_mention() {
        Remedy sql = Remedy.sql("SELECT set_config('pulse.hypertables.x', 'DATABASE_URL', false);");
        assertThat(sql.at(NORTH)).isEqualTo(sql);
        assertThat(Remedy.text("pulse-db DATABASE_URL").at(NORTH)).isEqualTo(Remedy.text("pulse-db DATABASE_URL"));
        assertThat(Remedy.NONE.at(NORTH)).isSameAs(Remedy.NONE);
    }

    @Test
    void a_line_break_in_a_name_takes_from_a_statement_that_it_can_be_pasted() {
        Remedy odd = Remedy.sql("ALTER TABLE \"a\nb\" ENABLE ROW LEVEL SECURITY;");
        assertThat(odd.kind()).isEqualTo(Remedy.Kind.TEXT);
        assertThat(odd.line()).doesNotContain("\n");
    }
}
