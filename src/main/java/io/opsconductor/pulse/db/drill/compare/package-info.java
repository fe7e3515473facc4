/** Sets what a restored database holds against what its backup promises. Changes nothing but materialized views. */
package io.opsconductor.pulse.db.drill.compare;
