package dev.weft.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.common.WeftException;
import dev.weft.streaming.api.CheckpointingMode;
import dev.weft.streaming.api.datastream.IterativeStream;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.sink.DiscardingSink;
import org.junit.jupiter.api.Test;

/** Records inside an iteration are not part of a checkpoint. */
class CheckpointedIterationTest {

    private final StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();

    private JobGraph compile() {
        IterativeStream<Long> loop = env.fromSequence(1, 10).iterate(1);
        loop.closeWith(loop.filter(n -> n < 0));
        loop.addSink(new DiscardingSink<>());
        return JobGraphCompiler.compile(env.getStreamGraph().program(), ProgramMaker.JOB);
    }

    @Test
    void anIterationWithoutCheckpointsIsAccepted() {
        assertThat(compile().vertices()).isNotEmpty();
    }

    @Test
    void anIterationWithCheckpointsIsRefusedUnlessItIsForced() {
        env.enableCheckpointing(1000);
        assertThatThrownBy(this::compile)
                .isInstanceOf(WeftException.class)
                .hasMessage(
                        "the program has an iteration and takes checkpoints (execution.checkpointing.interval), which"
                                + " do not hold the records inside the iteration: a failure would lose them; to take checkpoints"
                                + " all the same, use enableCheckpointing(interval, mode, true) or set"
                                + " execution.checkpointing.force to true");
        env.enableCheckpointing(1000, CheckpointingMode.EXACTLY_ONCE, true);
        assertThat(compile().vertices()).isNotEmpty();
    }

    @Test
    void anIterationWithUnalignedCheckpointsMustBeForcedOnceMore() {
        env.enableCheckpointing(1000, CheckpointingMode.EXACTLY_ONCE, true);
        env.getCheckpointConfig().enableUnalignedCheckpoints();
        assertThatThrownBy(this::compile)
                .hasMessage("the program has an iteration and execution.checkpointing.unaligned.enabled is true; set it"
                        + " to false, or execution.checkpointing.unaligned.forced to true");
        env.getCheckpointConfig().setForceUnalignedCheckpoints(true);
        assertThat(compile().vertices()).isNotEmpty();
    }
}
