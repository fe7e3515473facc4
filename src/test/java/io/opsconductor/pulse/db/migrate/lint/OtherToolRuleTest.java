package io.opsconductor.pulse.db.migrate.lint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files whose way forward and way back stand one below the other. */
class OtherToolRuleTest {

    @ParameterizedTest
    @CsvSource({
        "-- +goose Up, -- +goose Down, goose",
        "--+goose up, --+goose StatementBegin, goose",
        "-- migrate:up, -- migrate:down, dbmate",
        "-- migrate:up transaction:false, -- migrate:down, dbmate",
        "-- +migrate Up, -- +migrate Down, sql-migrate",
        "--liquibase formatted sql, --rollback DROP TABLE t;, Liquibase",
        "-- Up Migration, -- Down Migration, node-pg-migrate",
        "-- //, -- //@UNDO, MyBatis Migrations",
        "-- a header, ---- create above / drop below ----, tern",
        "-- rambler up, -- rambler down, rambler",
        "-- ==== UP ====, -- ==== DOWN ====, shmig"
    })
    void a_file_with_the_markers_of_another_tool_is_refused_once(String up, String down, String tool) {
        Corpus corpus = new Corpus().file(up, "CREATE TABLE t (n int);", down, "DROP TABLE t;");

        assertThat(corpus.problems()).singleElement().asString().endsWith(" other-tool");
        assertThat(corpus.message()).startsWith("written for " + tool + ", ");
    }

    @Test
    void the_same_words_in_prose_strings_and_bodies_are_none() {
        assertThat(new Corpus()
                        .file(
                                "-- This migration was made with goose; +goose Up is not used any more.",
                                "-- Up and down again.",
                                "SELECT '-- migrate:up', $$-- +migrate Up$$;",
                                "/* migrate:down */ SELECT 1;")
                        .problems())
                .isEmpty();
    }

    @Test
    void a_file_that_means_it_says_why() {
        assertThat(new Corpus()
                        .file("-- pulse:allow other-tool: the way back was taken out", "-- migrate:up", "SELECT 1;")
                        .problems())
                .isEmpty();
    }
}
