package dev.weft.connector.kafka.sink;

import java.util.List;

/**
 * What an exactly-once writer remembers in a checkpoint. Immutable.
 *
 * @param owner whose ids the writer used
 * @param numbers how many of its numbers were used so far: those from 0 on
 * @param prepared the numbers of its transactions that are prepared and not known to be committed
 */
record KafkaWriterState(IdOwner owner, int numbers, List<Integer> prepared) {

    KafkaWriterState {
        prepared = List.copyOf(prepared);
    }

    /** Of an owner that has used no number. */
    static KafkaWriterState initial(IdOwner owner) {
        return new KafkaWriterState(owner, 0, List.of());
    }
}
