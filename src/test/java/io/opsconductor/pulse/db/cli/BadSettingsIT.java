package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import io.opsconductor.pulse.db.Patience;
import io.opsconductor.pulse.db.dev.AlsoOnTheJvm;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options, keys and values that cannot be understood: refused at once, by name. */
@ProgramTest
@AlsoOnTheJvm
class BadSettingsIT {
    @Postgres
    private static TestDatabase database;

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "PULSE_MIGRATION_LOCK_WAIT, 5m, unknown environment variable PULSE_MIGRATION_LOCK_WAIT",
        "PULSE_BACKUPS_DAILY_RPOO, 5m, unknown environment variable PULSE_BACKUPS_DAILY_RPOO",
        "PULSE_MIGRATIONS_LOCK_WAIT, -5m, pulse.migrations.lock-wait: '-5m' is not longer than zero",
        "PULSE_BACKUPS_HOURLY_RPO, soon, pulse.backups.hourly.rpo: 'soon' is not a duration",
        "PULSE_MIGRATIONS_LOCK_RETRIES, many, pulse.migrations.lock-retries",
        "PG_POOL_MAX, many, PG_POOL_MAX='many' is not a number",
    })
    void a_variable_that_is_misspelt_or_holds_nonsense_is_refused(String variable, String value, String message) {
        Said.by(program().with(variable, value).run("status"))
                .failed(2, message)
                .inOneLine();
    }

    @ParameterizedTest(name = "-D{0}={1}")
    @CsvSource({
        "pulse.migration.lock-wait, 5m, unknown configuration key pulse.migration.lock-wait",
        "pulse.migrations.lock-wiat, 5m, unknown configuration key pulse.migrations.lock-wiat",
        "pulse.hypertables.telemetry.drop-aftr, 5d, unknown configuration key pulse.hypertables.telemetry.drop-aftr",
        "pulse.hypertables.telemetry.drop-after, 0d, pulse.hypertables.telemetry.drop-after: '0d' is not longer than zero",
    })
    void a_property_that_is_misspelt_or_holds_nonsense_is_refused(String key, String value, String message) {
        Said.by(program().property(key, value).run("status")).failed(2, message).inOneLine();
    }

    @ParameterizedTest(name = "{0}=\"{1}\"")
    @CsvSource({
        "PULSE_BACKUPS_DAILY_ENCRYPT_TO, '', pulse.backups.daily.encrypt-to is set to nothing (environment",
        "PULSE_BACKUPS_HOURLY_SEAL_KEY, '', pulse.backups.hourly.seal-key is set to nothing",
        "PULSE_BACKUPS_DAILY_COPIES_OFFSITE_LOCK, '', pulse.backups.daily.copies.offsite.lock",
        "PGSSLMODE, '', PGSSLMODE is set to nothing (environment PGSSLMODE)",
    })
    void protection_that_is_set_to_nothing_is_refused(String variable, String value, String message) {
        Said.by(program().with(variable, value).run("status"))
                .failed(2, message)
                .inOneLine();
    }

    @Test
    void a_key_that_a_file_sets_twice_is_refused_and_neither_value_is_shown() {
        String key = "pulse.backups.daily.copies.offsite.secret-key";
        Program.write(folder, "twice.properties", key + "=S3cr3tA\n" + key + "=S3cr3tB\n");

        Said.by(program().run("status", "--config=" + folder.resolve("twice.properties")))
                .failed(2, "twice.properties sets " + key + " twice")
                .inOneLine()
                .nowhere("S3cr3t");
    }

    @Test
    void protection_that_is_set_to_nothing_in_a_file_is_refused_and_an_empty_column_is_none() {
        Program.write(folder, "mine.properties", "pulse.backups.daily.encrypt-to=");
        Program.write(folder, "good.properties", "pulse.isolation.column=");

        Said.by(program().run("status", "--config=" + folder.resolve("mine.properties")))
                .failed(2, "pulse.backups.daily.encrypt-to is set to nothing", "mine.properties");
        Said.by(program().run("status", "--config=" + folder.resolve("good.properties")))
                .exit(0);
    }

    @ParameterizedTest
    @CsvSource({
        "PULSE_BACKUPS_DAILY_ENCRYPT_TO, backup take",
        "PULSE_BACKUPS_DAILY_ENCRYPT_TO, config --output=json",
        "PULSE_BACKUPS_DAILY_RPO, status --verbose",
        "PG_POOL_MAX, status",
    })
    void a_private_key_that_was_set_by_mistake_is_not_repeated(String variable, String words) {
        String secret = "AGE-SECRET-KEY-1QQPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQG";
        Said.by(program().with(variable, secret).run(words.split(" "))).nowhere(secret, secret.substring(15));
    }

    @Test
    void another_programs_variables_stop_nothing() {
        Said.by(program()
                        .with("PULSE_SERVER", "unix:/mnt/wslg/PulseServer")
                        .with("PULSE_SINK", "x")
                        .with("PULSE_COOKIE", "x")
                        .with("PULSE_LOG_LEVEL", "4")
                        .with("PULSE_ANYTHING", "of one's own")
                        .run("status"))
                .exit(0);
    }

    @Test
    void a_misspelt_key_in_a_file_is_refused() {
        Program.write(folder, "pulse.properties", "pulse.backups.daily.rpoo=24h");

        Said.by(program()
                        .with(
                                "SMALLRYE_CONFIG_LOCATIONS",
                                folder.resolve("pulse.properties").toString())
                        .run("status", "--output=json"))
                .failed(
                        2,
                        "unknown configuration key pulse.backups.daily.rpoo",
                        "did you mean pulse.backups.daily.rpo?")
                .document("error");
    }

    @ParameterizedTest(name = "pulse-db {0}")
    @CsvSource({
        "migrat, migrat",
        "migrate --dry, --dry",
        "migrate --target=latest, --target=latest is no version",
        "status --output=xml, xml",
        "check --fail-on=bad, bad",
        "check nonsense, there is no check area 'nonsense'",
        "'', a command is missing",
    })
    void a_command_line_that_cannot_be_understood_is_refused(String arguments, String message) {
        String[] words = arguments.isEmpty() ? new String[0] : arguments.split(" ");

        Said.by(program().run(words)).failed(2, message).inOneLine();
    }

    @ParameterizedTest(name = "pulse-db {0}")
    @CsvSource({"nope", "xyz", "status --nope", "status nope"})
    void a_word_that_is_near_none_is_answered_by_no_wild_one(String words) {
        Said.by(program().run(words.split(" "))).failed(2).nowhere("did you mean");
    }

    @ParameterizedTest(name = "pulse-db {0}")
    @CsvSource({
        "status --output=JSON --nonsense",
        "status --nonsense --output Json",
        "--output=JSON nope",
        "backup --output=json nope",
        "check nonsense --output=JSON",
    })
    void a_document_is_printed_for_every_failure_however_it_is_spelt(String words) {
        Said.by(program().run(words.split(" "))).failed(2).document("error");
    }

    @Test
    void common_options_may_come_before_the_command() {
        Said.by(Program.withoutDatabase().run("--output=json", "--database-url=" + database.url(), "status"))
                .exit(0)
                .document("schemaVersion", "migrations", "note");
        Said.by(Program.withoutDatabase()
                        .with("PULSE_BACKUPS_DAILY_EXPECTED", "false")
                        .run("backup", "--output=JSON", "list"))
                .exit(2)
                .document("error");
    }

    @Test
    void a_named_file_configures_and_takes_precedence_over_what_is_shipped() {
        Program.write(folder, "mine.properties", "DATABASE_URL=" + database.url(), "pulse.backups.daily.rpo=soon");
        String file = folder.resolve("mine.properties").toString();

        Said.by(Program.withoutDatabase().run("status", "--config=" + file))
                .failed(2, "pulse.backups.daily.rpo: 'soon'");
        Said.by(Program.withoutDatabase()
                        .with("PULSE_CONFIG", file)
                        .with("PULSE_BACKUPS_DAILY_RPO", "3h")
                        .run("status"))
                .exit(0);
    }

    @Test
    void a_named_file_that_is_missing_is_refused() {
        String missing = folder.resolve("none.properties").toString();

        Said.by(program().run("--config=" + missing, "status", "--output=json"))
                .failed(2, "the configuration file " + missing + " does not exist", "correct --config")
                .document("error");
        Said.by(program().with("PULSE_CONFIG", missing).run("status"))
                .failed(2, "does not exist", "correct PULSE_CONFIG")
                .inOneLine();
        Said.by(program().with("PULSE_CONFIG", folder.toString()).run("status")).failed(2, "cannot be read");
    }

    @Test
    void a_misspelt_key_in_a_named_file_is_refused() {
        Program.write(folder, "mine.properties", "pulse.bakcups.daily.rpo=24h");

        Said.by(program().run("status", "--config=" + folder.resolve("mine.properties")))
                .failed(
                        2,
                        "unknown configuration key pulse.bakcups.daily.rpo",
                        "did you mean pulse.backups.daily.rpo?");
    }

    @Test
    void quiet_prints_what_is_not_ok_and_nothing_else(@Postgres TestDatabase fresh) {
        Program.write(folder, "001_a.sql", "CREATE TABLE a (n int);");
        PulseDbProgram quiet = Program.on(fresh.url())
                .with("PULSE_PROFILE", "pulse")
                .with("PULSE_MIGRATIONS_DIRECTORY", folder.toString());

        Said.by(quiet.run("migrate", "--quiet")).exit(0).silent();
        Said.by(quiet.run("migrate", "-q", "--output=json"))
                .exit(0)
                .out("\"applied\"")
                .noErr();
        Said.by(quiet.run("check", "schema", "--quiet")).exit(0).silent();
        Said.by(quiet.run("-q", "check", "backups"))
                .exit(3)
                .out("backup.", "UNKNOWN")
                .nowhere("\nOK ");
        Said.by(quiet.run("-q", "migrate", "--target=latest")).failed(2, "latest");
    }

    @Test
    void completion_is_generated_for_every_command() {
        Said.by(Program.withoutDatabase().run("generate-completion"))
                .exit(0)
                .out("complete", "rebuild-indexes", "--fail-on");
    }

    @Test
    void help_and_version_are_printed_whatever_the_configuration_says() {
        Said.by(Program.withoutDatabase().with("PULSE_NONSENSE", "x").run("--help"))
                .exit(0)
                .out("migrate", "status", "validate", "check");
        Said.by(Program.withoutDatabase().run("--version")).exit(0).out("pulse-db ");
    }

    @Test
    void a_reader_that_closes_early_ends_nothing_badly() throws IOException, InterruptedException {
        Process process = program().start("status");
        process.getInputStream().close();

        Patience.exit(process);

        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(err).as("exit " + process.exitValue()).isEmpty();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void a_report_that_cannot_be_written_is_a_failure() throws IOException, InterruptedException {
        Process process = program().outputTo(new File("/dev/full")).start("status");

        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(err).isEqualTo(1);
        assertThat(err).contains("standard output cannot be written");
    }

    @Test
    void a_url_that_is_not_understood_is_not_quoted() {
        Said.by(program().run("migrate", "postgresql://u:geheim@h/d"))
                .failed(2, "Unmatched argument")
                .nowhere("geheim");
        Said.by(program().run("status", "--databse-url=postgresql://u:geheim@h/d"))
                .failed(2, "--databse-url")
                .nowhere("geheim");
    }

    @Test
    void a_misspelt_word_is_answered_by_the_right_one() {
        Said.by(program().run("migrat")).failed(2, "'migrat'", "did you mean migrate?", "see pulse-db --help");
        Said.by(program().run("status", "--outptu=json")).failed(2, "did you mean --output?", "see pulse-db status");
    }

    private static PulseDbProgram program() {
        return Program.on(database.url());
    }
}
