/**
 * How an object store is reached: one client of the AWS SDK with what every store understands, whose answers have a time and a
 * size, and whose authorities and credentials are those of the place. Start with {@link
 * io.opsconductor.pulse.db.backup.s3.StoreClient}. What is asked, and what an answer
 * means, is of no concern here.
 */
package io.opsconductor.pulse.db.backup.s3;
