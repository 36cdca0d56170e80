/**
 * A real Kafka on one machine: one broker in KRaft mode in a JVM of its own, for trying Weft out and for tests against a
 * broker that behaves like those of a large cluster.
 *
 * <p>Entry classes: {@link dev.weft.localkafka.LocalKafka} behind {@code bin/local-kafka}, and {@link
 * dev.weft.localkafka.LocalBroker} for tests. Everything runs on the calling thread; the broker is a separate process that
 * outlives it.
 *
 * <p>May import the JDK only. Never Kafka: its jars belong to the broker's class path.
 */
package dev.weft.localkafka;
