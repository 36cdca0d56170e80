package dev.weft.program;

import dev.weft.api.common.InvalidProgramException;
import dev.weft.api.common.typeinfo.TypeInformation;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One operator of a program.
 *
 * @param id unique in the program
 * @param uid the name by which state is found again, when the user gave one
 * @param parallelism at least 1
 * @param maxParallelism the number of key groups, or -1 to derive it
 * @param slotSharingGroup tasks of one group may share a slot
 * @param outputType empty for sinks
 * @param inputs empty for sources; ordered by gate
 * @param overrides what the program sets for this node alone
 */
public record ProgramNode(
        int id,
        String name,
        Optional<String> uid,
        int parallelism,
        int maxParallelism,
        String slotSharingGroup,
        Chaining chaining,
        Operation operation,
        Optional<TypeInformation<?>> outputType,
        List<ProgramInput> inputs,
        Overrides overrides)
        implements Serializable {
    /** The group of nodes for which none was set. */
    public static final String DEFAULT_SLOT_SHARING_GROUP = "default";

    /**
     * What a program sets for one node against what is derived or holds for all.
     *
     * @param operatorId 32 hexadecimal digits that name the node's state, or empty to derive them
     * @param bufferTimeoutMs the longest time that what the node emits waits in a buffer; 0 sends each at once, {@link
     *     #AS_PROGRAM} is the time of the program
     */
    public record Overrides(String operatorId, long bufferTimeoutMs) implements Serializable {
        public static final long AS_PROGRAM = -1;
        public static final Overrides NONE = new Overrides("", AS_PROGRAM);

        public Overrides {
            Objects.requireNonNull(operatorId, "operatorId");
        }

        public long bufferTimeoutMs(ProgramSettings settings) {
            return bufferTimeoutMs == AS_PROGRAM ? settings.bufferTimeoutMs() : bufferTimeoutMs;
        }
    }

    /** A node for which nothing is overridden. */
    public ProgramNode(
            int id,
            String name,
            Optional<String> uid,
            int parallelism,
            int maxParallelism,
            String slotSharingGroup,
            Chaining chaining,
            Operation operation,
            Optional<TypeInformation<?>> outputType,
            List<ProgramInput> inputs) {
        this(
                id,
                name,
                uid,
                parallelism,
                maxParallelism,
                slotSharingGroup,
                chaining,
                operation,
                outputType,
                inputs,
                Overrides.NONE);
    }

    public ProgramNode {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(uid, "uid");
        Objects.requireNonNull(slotSharingGroup, "slotSharingGroup");
        Objects.requireNonNull(chaining, "chaining");
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(outputType, "outputType");
        Objects.requireNonNull(overrides, "overrides");
        inputs = List.copyOf(inputs);
        if (parallelism < 1) {
            throw new IllegalArgumentException(
                    "the parallelism of '" + name + "' is " + parallelism + ", it must be at least 1");
        }
        if (maxParallelism != -1 && parallelism > maxParallelism) {
            throw new InvalidProgramException("the parallelism of '" + name + "' is " + parallelism
                    + ", more than its maximum parallelism of " + maxParallelism);
        }
    }

    /** The inputs of one gate: 0, or 1 for the second of two connected streams. */
    public List<ProgramInput> inputsOfGate(int gate) {
        return inputs.stream().filter(input -> input.gate() == gate).toList();
    }

    // an Optional cannot be written by Java serialization, so the record is written in a form of its own
    private Object writeReplace() {
        return new Written(
                id,
                name,
                uid.orElse(null),
                parallelism,
                maxParallelism,
                slotSharingGroup,
                chaining,
                operation,
                outputType.orElse(null),
                new ArrayList<>(inputs),
                overrides);
    }

    /** The written form: absent values as null. */
    private record Written(
            int id,
            String name,
            String uid,
            int parallelism,
            int maxParallelism,
            String slotSharingGroup,
            Chaining chaining,
            Operation operation,
            TypeInformation<?> outputType,
            ArrayList<ProgramInput> inputs,
            Overrides overrides)
            implements Serializable {
        private Object readResolve() {
            return new ProgramNode(
                    id,
                    name,
                    Optional.ofNullable(uid),
                    parallelism,
                    maxParallelism,
                    slotSharingGroup,
                    chaining,
                    operation,
                    Optional.ofNullable(outputType),
                    inputs,
                    overrides);
        }
    }
}
