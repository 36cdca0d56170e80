package dev.weft.engine.view;

import dev.weft.engine.view.JobView.Failure;
import java.util.ArrayList;
import java.util.List;

/**
 * Failure history of a job, with the number of its restarts.
 *
 * @param restarts how often, in total
 * @param cases the latest first; the oldest are forgotten
 */
public record FailureHistory(long restarts, List<Case> cases) {

    /** No failures. */
    public static final FailureHistory NONE = new FailureHistory(0, List.of());

    public FailureHistory {
        cases = List.copyOf(cases);
    }

    /**
     * The failures that led to one restart, or to the failure of the job.
     *
     * @param root the root cause
     * @param others other failures reported before the restart, oldest first
     */
    public record Case(Failure root, List<Failure> others) {
        public Case {
            others = List.copyOf(others);
        }

        List<Failure> rootFirst() {
            List<Failure> all = new ArrayList<>(List.of(root));
            all.addAll(others);
            return all;
        }
    }

    /** One case without a restart, or none. */
    public static FailureHistory of(List<Failure> rootFirst) {
        return rootFirst.isEmpty()
                ? NONE
                : new FailureHistory(0, List.of(new Case(rootFirst.get(0), rootFirst.subList(1, rootFirst.size()))));
    }
}
