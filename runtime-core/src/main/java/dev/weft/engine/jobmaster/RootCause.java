package dev.weft.engine.jobmaster;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.view.JobView.Failure;
import java.util.ArrayList;
import java.util.List;

/**
 * Which of a job's failures made the others. A broken connection between tasks is always somebody else's fault, even when
 * it is heard of first; among the others the first one counts. Pure.
 */
final class RootCause {

    private RootCause() {}

    /** The same failures, the root cause first, the others in the order in which they were heard. */
    static List<Failure> first(List<Failure> heard) {
        List<Failure> order = new ArrayList<>(heard);
        for (int i = 0; i < order.size(); i++) {
            if (order.get(i).cause().code() != ErrorCode.CONNECTION_LOST) {
                order.add(0, order.remove(i));
                break;
            }
        }
        return order;
    }
}
