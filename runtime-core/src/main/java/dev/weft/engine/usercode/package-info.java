/**
 * Isolation of the user's classes from those of the engine and Hadoop, and files with the large blobs of jobs.
 *
 * <p>Entry: {@link dev.weft.engine.usercode.UserCode}, {@link dev.weft.engine.usercode.UserClassLoader}. One
 * loader a job and process, opened before its first task and closed after its last. Any thread. May import {@code common} and {@code configuration}, and {@code .records}
 * also {@code graph}; never a room that runs tasks.
 */
package dev.weft.engine.usercode;
