package dev.weft.engine.state;

import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.state.spi.KeyedSnapshot;
import dev.weft.engine.state.spi.SnapshotStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Asynchronous snapshot of all state of one operator instance. Taken on the task's thread by copy on write, written
 * once by any other thread, and closed whether or not it was written.
 */
public final class OperatorSnapshot implements AutoCloseable {

    private final long checkpointId;
    private final Optional<KeyedSnapshot> keyed;
    private final UnkeyedState.Cut unkeyed;

    OperatorSnapshot(long checkpointId, Optional<KeyedSnapshot> keyed, UnkeyedState.Cut unkeyed) {
        this.checkpointId = checkpointId;
        this.keyed = keyed;
        this.unkeyed = unkeyed;
    }

    /** Of an operator whose state is not needed any more. */
    public static OperatorSnapshot empty(long checkpointId) {
        return new OperatorSnapshot(checkpointId, Optional.empty(), new UnkeyedState.Cut(List.of()));
    }

    /** The lists that every instance is restored with, without the rest, which is closed. */
    public OperatorSnapshot ofUnionLists() {
        close();
        return new OperatorSnapshot(checkpointId, Optional.empty(), unkeyed.ofUnionLists());
    }

    /** Writes the snapshot and returns where the pieces are stored. */
    public OperatorPieces write(SnapshotStore store) throws IOException {
        List<KeyedPiece> pieces = new ArrayList<>();
        if (keyed.isPresent()) {
            pieces.add(keyed.get().write(store));
        }
        return new OperatorPieces(OptionalLong.of(checkpointId), pieces, unkeyed.write(store));
    }

    @Override
    public void close() {
        keyed.ifPresent(KeyedSnapshot::close);
    }
}
