package dev.weft.program;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.RuntimeExecutionMode;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.configuration.Configuration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ProgramTest {
    private final ProgramSettings settings = new ProgramSettings(
            RuntimeExecutionMode.STREAMING, 1, -1, true, false, 100, new Configuration(), new ExecutionConfig());

    private static ProgramNode node(int id, ProgramInput... inputs) {
        return new ProgramNode(
                id,
                "node" + id,
                Optional.empty(),
                1,
                -1,
                ProgramNode.DEFAULT_SLOT_SHARING_GROUP,
                Chaining.ALWAYS,
                new Operation.Filter(value -> true),
                Optional.of(Types.INT),
                List.of(inputs));
    }

    private static ProgramInput from(int id) {
        return new ProgramInput(id, 0, Optional.empty(), new Partitioning.Forward());
    }

    @Test
    void aProgramNeedsAnOperator() {
        assertThatThrownBy(() -> new Program("empty", settings, List.of())).hasMessageContaining("'empty'");
    }

    @Test
    void idsAreUnique() {
        assertThatThrownBy(() -> new Program("p", settings, List.of(node(1), node(1))))
                .hasMessageContaining("two nodes with id 1");
    }

    @Test
    void aNodeReadsFromEarlierNodesOnly() {
        assertThatThrownBy(() -> new Program("p", settings, List.of(node(1, from(2)), node(2))))
                .hasMessageContaining("reads from node 2");
    }

    @Test
    void moreInstancesThanKeyGroupsAreRefused() {
        assertThatThrownBy(() -> new ProgramNode(
                        1,
                        "wide",
                        Optional.empty(),
                        9,
                        8,
                        "default",
                        Chaining.ALWAYS,
                        new Operation.Filter(value -> true),
                        Optional.of(Types.INT),
                        List.of()))
                .hasMessageContaining("'wide' is 9");
    }
}
