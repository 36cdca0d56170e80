package dev.weft.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.InvalidProgramException;
import dev.weft.api.common.RuntimeExecutionMode;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.connector.source.Boundedness;
import dev.weft.streaming.api.functions.source.FromIteratorFunction;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ExecutionModesTest {
    private static ProgramNode source(Boundedness boundedness) {
        return new ProgramNode(
                1,
                "numbers",
                Optional.empty(),
                1,
                -1,
                ProgramNode.DEFAULT_SLOT_SHARING_GROUP,
                Chaining.ALWAYS,
                new Operation.FromSourceFunction(
                        new FromIteratorFunction<>(List.of(1).iterator()), boundedness),
                Optional.of(Types.INT),
                List.of());
    }

    private final ProgramNode bounded = source(Boundedness.BOUNDED);
    private final ProgramNode unbounded = source(Boundedness.CONTINUOUS_UNBOUNDED);

    @Test
    void automaticIsBatchWhenAllSourcesAreBounded() {
        assertThat(ExecutionModes.resolve(RuntimeExecutionMode.AUTOMATIC, List.of(bounded, bounded)))
                .isEqualTo(RuntimeExecutionMode.BATCH);
    }

    @Test
    void automaticIsStreamingWhenOneSourceIsUnbounded() {
        assertThat(ExecutionModes.resolve(RuntimeExecutionMode.AUTOMATIC, List.of(bounded, unbounded)))
                .isEqualTo(RuntimeExecutionMode.STREAMING);
    }

    @Test
    void streamingStaysStreamingOverBoundedInput() {
        assertThat(ExecutionModes.resolve(RuntimeExecutionMode.STREAMING, List.of(bounded)))
                .isEqualTo(RuntimeExecutionMode.STREAMING);
    }

    @Test
    void batchOverAnUnboundedSourceIsRefusedByTheSourcesName() {
        assertThatThrownBy(() -> ExecutionModes.resolve(RuntimeExecutionMode.BATCH, List.of(bounded, unbounded)))
                .isInstanceOf(InvalidProgramException.class)
                .hasMessageContaining("'numbers' is unbounded");
    }
}
