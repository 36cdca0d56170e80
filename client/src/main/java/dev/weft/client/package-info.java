/**
 * The command line: {@code bin/flink run | info | list | cancel}.
 *
 * <p>Entry: {@link dev.weft.client.CliFrontend}. The main thread runs the verb and the user's {@code main}; a submission is
 * made within the user's call of {@code execute()}. Knows no kind of cluster: those are found behind
 * {@code dev.weft.client.spi}. May import {@code common}, {@code configuration}, {@code graph}, {@code usercode} and the REST
 * client of the engine; never Hadoop.
 */
package dev.weft.client;
