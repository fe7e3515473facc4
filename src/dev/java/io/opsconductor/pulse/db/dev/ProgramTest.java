package io.opsconductor.pulse.db.dev;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.Tag;

/**
 * A test that starts the program as a process ({@link PulseDbProgram}). {@code ./mvnw verify -Dnative} runs these on the
 * native executable, and those that are {@link AlsoOnTheJvm} on the JVM too; without a native executable all of them run
 * on the JVM.
 */
@Tag("program")
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ProgramTest {}
