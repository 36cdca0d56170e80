package dev.weft.engine.jobmaster.checkpoint;

import static dev.weft.engine.testing.TestJobs.operator;
import static dev.weft.engine.testing.TestJobs.vertex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.checkpoint.CheckpointMetadata;
import dev.weft.engine.checkpoint.CheckpointMetadata.OperatorCheckpoint;
import dev.weft.engine.common.Payload;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.engine.testing.TestJobs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestoreTest {

    /** With state of the enumerators of these sources. */
    private static CheckpointMetadata savepoint(int... operators) {
        List<OperatorCheckpoint> stored = IntStream.of(operators)
                .mapToObj(number -> new OperatorCheckpoint(
                        operator(number).id(), "v" + number, 1, 128, Map.of(), Optional.of(new Payload(new byte[] {1
                        }))))
                .toList();
        return new CheckpointMetadata(7, 0, CheckpointRequest.Kind.CANONICAL_SAVEPOINT, stored);
    }

    private static String named(int number) {
        return "'v" + number + "' (" + operator(number).id().hex() + ")";
    }

    @Test
    void itIsToldWhatIsRestoredWhatIsLeftBehindAndWhoBeginsWithoutState() {
        JobGraph graph = TestJobs.line(vertex(1, 1), vertex(2, 1), vertex(3, 1));
        assertThat(Restore.describe(graph, savepoint(1, 4, 5)))
                .isEqualTo("restored: " + named(1) + "; left behind: " + named(4) + ", " + named(5)
                        + "; without state there: " + named(2) + ", " + named(3));
        assertThat(Restore.describe(graph, savepoint(1, 2, 3)))
                .isEqualTo("restored: " + named(1) + ", " + named(2) + ", " + named(3)
                        + "; left behind: none; without state there: none");
    }
}
