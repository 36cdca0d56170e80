/**
 * A real Hadoop on one machine: NameNode, DataNode, ResourceManager and NodeManager, each a JVM of its own, for trying Weft out and for
 * tests against daemons that behave like those of a large cluster.
 *
 * <p>Entry classes: {@link dev.weft.localhadoop.LocalHadoop} behind {@code bin/local-hadoop}, and {@link dev.weft.localhadoop.LocalCluster}
 * for tests. Everything runs on the calling thread; the daemons are separate processes that outlive it.
 *
 * <p>May import the JDK only. Never Hadoop: its jars belong to the daemons' class path, in the versions that Hadoop itself was released with.
 */
package dev.weft.localhadoop;
