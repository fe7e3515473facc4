/**
 * What is going to happen: the shared vocabulary of the features that look ahead. A judge is a function of facts and an
 * instant, so it is asked about later ones, with the facts as they will be then.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.forecast.Forecast}. Stands above {@code check}; imports no feature.
 */
package io.opsconductor.pulse.db.forecast;
