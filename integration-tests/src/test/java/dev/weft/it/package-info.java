/**
 * Whole-system tests: the built distribution, as a user runs it, against a real HDFS and YARN on this machine.
 *
 * <p>{@link dev.weft.it.Cluster} is the one Hadoop that all tests of a run share; {@link dev.weft.it.Flink} runs
 * {@code bin/flink} as a process; {@link dev.weft.it.OnCluster} gives both to a test and sees to it that nothing is left.
 * Nothing of Weft runs inside the test's JVM.
 */
package dev.weft.it;
