/**
 * Measures the time of a submission as a user sees it, and where it is spent.
 *
 * <p>Entry class: {@link dev.weft.benchmarks.submission.Submission}, run from its source file by {@code benchmarks/submission.sh}, so it is one
 * file and uses nothing but the JDK and Hadoop's client. One thread.
 */
package dev.weft.benchmarks.submission;
