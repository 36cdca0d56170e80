package dev.weft.engine.testing;

import dev.weft.engine.state.spi.SnapshotStore;
import java.io.IOException;
import java.util.Optional;

/** Remembers the answer of a store that was completed. */
public final class Completed implements SnapshotStore.Completion {

    private boolean durable;
    private Optional<IOException> failure = Optional.empty();

    /** Completes a store that answers at once. */
    public static void complete(SnapshotStore store) throws IOException {
        Completed answer = new Completed();
        store.complete(answer);
        if (answer.failure.isPresent()) {
            throw answer.failure.get();
        }
        if (!answer.durable) {
            throw new AssertionError("no answer yet");
        }
    }

    @Override
    public void durable() {
        refuseSecond();
        durable = true;
    }

    @Override
    public void failed(IOException why) {
        refuseSecond();
        failure = Optional.of(why);
    }

    private void refuseSecond() {
        if (durable || failure.isPresent()) {
            throw new AssertionError("the second answer");
        }
    }

    public boolean isDurable() {
        return durable;
    }

    public Optional<IOException> failure() {
        return failure;
    }
}
