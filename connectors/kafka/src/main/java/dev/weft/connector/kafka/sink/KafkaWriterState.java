package dev.weft.connector.kafka.sink;

import java.util.List;

/**
 * What an exactly-once writer remembers in a checkpoint. Immutable.
 *
 * @param owner whose ids the writer used
 * @param prepared the numbers of its transactions that are prepared and not known to be committed
 */
record KafkaWriterState(IdOwner owner, List<Integer> prepared) {

    KafkaWriterState {
        prepared = List.copyOf(prepared);
    }
}
