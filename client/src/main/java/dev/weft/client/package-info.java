/**
 * The command line: {@code bin/flink run | info | list | cancel}.
 *
 * <p>Entry: {@link dev.weft.client.CliFrontend}. The main thread runs the command and the user's {@code main}; a job is
 * submitted within the user's call of {@code execute()}. Independent of the kind of cluster: cluster providers are
 * loaded through {@code dev.weft.client.spi}. May import {@code common}, {@code configuration}, {@code graph},
 * {@code usercode} and the REST client of the engine; never Hadoop.
 */
package dev.weft.client;
