package dev.weft.state.api;

import dev.weft.engine.checkpoint.StateCodec;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.types.KeyGroupRange;
import java.util.Map;

/**
 * A part of an operator's state that one task reads at a time, or that one has written; travels between tasks.
 *
 * @param operator the operator's id
 * @param subtask which instance's state it is, or the number of the part
 * @param firstGroup the first key group that it has
 * @param endGroup the one after the last
 * @param maxParallelism the number of key groups of the operator
 * @param pieces where the state is, as {@link StateCodec} writes it
 */
record StatePart(String operator, int subtask, int firstGroup, int endGroup, int maxParallelism, byte[] pieces) {

    static StatePart of(
            OperatorId operator, int subtask, KeyGroupRange groups, int maxParallelism, OperatorPieces pieces) {
        return new StatePart(
                operator.hex(),
                subtask,
                groups.first(),
                groups.end(),
                maxParallelism,
                StateCodec.encode(Map.of(operator, pieces)).bytes());
    }

    KeyGroupRange groups() {
        return new KeyGroupRange(firstGroup, endGroup);
    }

    OperatorPieces stored() {
        return StateCodec.decode(new Payload(pieces)).get(new OperatorId(operator));
    }
}
