package io.opsconductor.pulse.db.dev;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.Tag;

/** A {@link ProgramTest} that runs on the JVM too when there is a native executable: starting, stopping, one of each. */
@Tag("jvm")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface AlsoOnTheJvm {}
