package dev.weft.engine.taskexecutor.task;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.graph.ChainSpec;
import dev.weft.engine.graph.ChainSpec.NetworkInput;
import dev.weft.engine.taskexecutor.sort.RecordQueue;
import dev.weft.engine.taskexecutor.sort.RecordSorter;
import dev.weft.program.Partitioning;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses the input stage of a chain. In a batch the inputs are read in this order: broadcast ones, then those that are
 * neither broadcast nor keyed, then keyed ones; the keyed inputs of a head with keyed state are sorted by key.
 */
final class InputStages {

    private InputStages() {}

    /** The order of inputs: those of a lower rank are read to their end first. */
    private enum Rank {
        BROADCAST,
        REGULAR,
        KEYED;

        static Rank of(NetworkInput input) {
            if (input.partitioning() instanceof Partitioning.Broadcast) {
                return BROADCAST;
            }
            return input.partitioning() instanceof Partitioning.Keyed ? KEYED : REGULAR;
        }
    }

    static InputStage of(ChainSpec spec, Chain chain, RunningTaskContext task) {
        if (!spec.settings().batch()) {
            return chain::input;
        }
        List<NetworkInput> gates = new ArrayList<>();
        for (NetworkInput input : spec.inputs()) {
            if (input.gate() == gates.size()) {
                gates.add(input);
            }
        }
        if (chain.isKeyed()) {
            return sorted(gates, chain, task);
        }
        if (gates.size() == 2 && Rank.of(gates.get(0)) != Rank.of(gates.get(1))) {
            int held = Rank.of(gates.get(0)).compareTo(Rank.of(gates.get(1))) > 0 ? 0 : 1;
            RecordQueue queue =
                    new RecordQueue(serializer(gates.get(held), task), task.sortBudget(), task::newDirectory);
            return new SequentialStage(chain, held, queue);
        }
        return chain::input;
    }

    private static InputStage sorted(List<NetworkInput> gates, Chain chain, RunningTaskContext task) {
        List<TypeSerializer<Object>> values =
                gates.stream().map(gate -> serializer(gate, task)).toList();
        RecordSorter sorter =
                new RecordSorter(keySerializer(chain, task), values, task.sortBudget(), task::newDirectory);
        return new SortedStage(chain, gates.size(), sorter);
    }

    @SuppressWarnings("unchecked") // the program graph has matched the types of keys
    private static TypeSerializer<Object> keySerializer(Chain chain, RunningTaskContext task) {
        return (TypeSerializer<Object>) chain.keyings()
                .get(0)
                .type()
                .createSerializer(task.executionConfig().getSerializerConfig());
    }

    @SuppressWarnings("unchecked") // the type of an input is that of its records
    private static TypeSerializer<Object> serializer(NetworkInput input, RunningTaskContext task) {
        return (TypeSerializer<Object>)
                input.type().createSerializer(task.executionConfig().getSerializerConfig());
    }

    /** The exception for a failure to write or read buffered records. */
    static WeftException unkept(Chain chain, IOException cause) {
        return new WeftException(
                ErrorCode.EXTERNAL_SERVICE,
                "the input of operator '" + chain.head().name() + "' cannot be kept until its turn: "
                        + cause.getMessage(),
                cause);
    }
}
