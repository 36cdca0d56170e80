/**
 * Access to Hadoop: where its configuration is found, timeouts of its services, and its file systems behind the user
 * API's {@link dev.weft.core.fs.FileSystem}.
 *
 * <p>Entry class: {@link dev.weft.yarn.common.hadoop.HadoopConfiguration}. Any thread. May import {@code engine.common} and
 * the user API, and of {@code launch} the names of the environment variables; never {@code staging}.
 */
package dev.weft.yarn.common.hadoop;
