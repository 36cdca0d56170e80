package dev.weft.engine.jobmaster;

import dev.weft.api.common.accumulators.Accumulator;
import dev.weft.engine.common.Payload;
import dev.weft.engine.graph.UserObjects;
import dev.weft.engine.view.JobView.Accumulated;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The serialized accumulators of a job's tasks. An accumulator that cannot be merged is left out with a warning, since the
 * job's result stands without it.
 *
 * @param ofAttempts by name, of one attempt each
 */
record Accumulators(List<Map<String, Payload>> ofAttempts) {

    private static final Logger LOG = LoggerFactory.getLogger(Accumulators.class);

    /** Runs user code: belongs on the I/O executor. */
    Map<String, Accumulated> merge(ClassLoader userClassLoader) {
        Map<String, List<Payload>> byName = new LinkedHashMap<>();
        ofAttempts.forEach(ofAttempt -> ofAttempt.forEach((name, part) ->
                byName.computeIfAbsent(name, first -> new ArrayList<>()).add(part)));
        Map<String, Accumulated> merged = new HashMap<>();
        byName.forEach((name, ofTasks) -> {
            try {
                merged.put(name, merge(ofTasks, userClassLoader));
            } catch (RuntimeException | LinkageError e) {
                LOG.warn("Accumulator '{}' is left out of the result, since it cannot be merged", name, e);
            }
        });
        return merged;
    }

    private static Accumulator<?, ?> read(Payload part, ClassLoader userClassLoader) {
        return UserObjects.read(part, userClassLoader, Accumulator.class, "an accumulator");
    }

    private static Accumulated merge(List<Payload> ofTasks, ClassLoader userClassLoader) {
        Accumulator<?, ?> sum = read(ofTasks.get(0), userClassLoader);
        for (Payload part : ofTasks.subList(1, ofTasks.size())) {
            Accumulator<?, ?> next = read(part, userClassLoader);
            if (next.getClass() != sum.getClass()) {
                throw new IllegalStateException(
                        "one task made a " + sum.getClass().getName() + " of it, another a "
                                + next.getClass().getName());
            }
            mergeInto(sum, next);
        }
        Serializable value = sum.getLocalValue();
        return new Accumulated(
                sum.getClass().getSimpleName(),
                String.valueOf(value),
                UserObjects.write(value, "the value of an accumulator"));
    }

    // Both are of the same class, hence of the same type arguments.
    @SuppressWarnings("unchecked")
    private static <V, R extends Serializable> void mergeInto(Accumulator<V, R> sum, Accumulator<?, ?> next) {
        sum.merge((Accumulator<V, R>) next);
    }
}
