/**
 * Whole-system tests: the distribution's commands against real Hadoop daemons.
 *
 * <p>Entry class: {@link dev.weft.tests.Cluster}, which a test class gets with {@link dev.weft.tests.OnCluster}. The daemons are started once
 * for all classes and stopped at the end. Uses nothing of the engine's code: what users see is what is tested.
 */
package dev.weft.tests;
