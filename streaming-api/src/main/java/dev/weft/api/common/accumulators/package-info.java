/**
 * Values that the tasks of a job collect and the job's result holds. Each belongs to one task thread; the parts of all
 * tasks are merged. Imports nothing.
 */
package dev.weft.api.common.accumulators;
