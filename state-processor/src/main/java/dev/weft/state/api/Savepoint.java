package dev.weft.state.api;

import dev.weft.engine.checkpoint.CheckpointMetadata;
import dev.weft.engine.checkpoint.CheckpointMetadata.OperatorCheckpoint;
import dev.weft.engine.checkpoint.Savepoints;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A savepoint or checkpoint that has been read, but for the contents of its state.
 *
 * @param path as the program gave it
 */
record Savepoint(String path, CheckpointMetadata metadata) {

    /** @throws IOException with a message that names the file and says what is wrong with it */
    static Savepoint read(String path) throws IOException {
        return new Savepoint(path, Savepoints.read(path));
    }

    /** The operator of that id. */
    OperatorCheckpoint operator(OperatorIdentifier identifier) {
        List<OperatorCheckpoint> all = metadata.operators();
        return all.stream()
                .filter(operator -> operator.id().equals(identifier.id()))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("the savepoint at " + path + " has no state of operator "
                                + identifier + "; it has that of "
                                + (all.isEmpty()
                                        ? "none"
                                        : all.stream()
                                                .map(operator -> "'" + operator.name() + "' (" + operator.id() + ")")
                                                .collect(Collectors.joining(", ")))));
    }
}
