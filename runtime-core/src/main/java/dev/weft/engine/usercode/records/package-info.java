/**
 * Copy elision between two functions by escape analysis of their bytecode: finds functions that create the records that they emit, and functions that
 * only read their input.
 *
 * <p>Entry: {@link dev.weft.engine.usercode.records.Copies}. Belongs to the thread of a task. May import {@code graph} and the rooms before it.
 */
package dev.weft.engine.usercode.records;
