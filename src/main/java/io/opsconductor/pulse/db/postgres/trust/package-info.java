/**
 * Whom a database lets act as us: the schemas in which names are looked for, and who may write into them. Facts and
 * readers only; what they mean is judged by the features.
 */
package io.opsconductor.pulse.db.postgres.trust;
