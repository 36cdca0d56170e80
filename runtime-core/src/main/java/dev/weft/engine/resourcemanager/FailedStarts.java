package dev.weft.engine.resourcemanager;

import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.LoopOwned;

/** Counts consecutive workers that ended before they registered. Owned by the ResourceManager's loop. */
@LoopOwned
final class FailedStarts {

    private static final int FEW = 4;

    private int inARow;
    private String last = "";

    void onFailed(ExecutorId worker, String reason) {
        inARow++;
        last = worker + ": " + reason;
    }

    void onRegistered() {
        inARow = 0;
    }

    int inARow() {
        return inARow;
    }

    /** Whether there were so many that further waiting is useless. */
    boolean tooMany(int wanted) {
        return inARow >= Math.max(FEW, 2 * wanted);
    }

    /** The second half of a sentence about what is missing. */
    String addTo(String text) {
        return last.isEmpty() ? text : text + "; last worker that did not start: " + last;
    }
}
