/**
 * Whether records must be copied between two functions: finds out from the functions' bytecode which of them make the records that they emit and
 * which of them only look at those that they get.
 *
 * <p>Entry: {@link dev.weft.engine.usercode.records.Copies}. Belongs to the thread of a task. May import {@code graph} and the rooms before it.
 */
package dev.weft.engine.usercode.records;
