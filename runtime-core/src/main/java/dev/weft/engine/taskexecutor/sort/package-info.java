/**
 * External merge sort and a first-in-first-out queue for records of batches: both keep serialized records in memory up to a
 * budget that the operators of a slot share, and beyond it in files on the executor's disk. Entry classes: {@link
 * dev.weft.engine.taskexecutor.sort.RecordSorter} and {@link dev.weft.engine.taskexecutor.sort.RecordQueue}. Everything but
 * the budget belongs to the thread of its task. May import {@code common} and the API; never the rest of its room.
 */
package dev.weft.engine.taskexecutor.sort;
