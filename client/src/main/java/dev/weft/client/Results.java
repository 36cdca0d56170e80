package dev.weft.client;

import dev.weft.api.common.JobExecutionResult;
import dev.weft.api.common.JobID;
import dev.weft.util.OptionalFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.util.HashMap;
import java.util.Map;

/** Builds the result that {@code execute()} returns to a program. */
final class Results {

    private Results() {}

    /**
     * Accumulators are deserialized with the program's own classes; one that cannot be deserialized fails only when the
     * program reads it.
     */
    static JobExecutionResult of(JobID job, JobOutcome outcome, ClassLoader userClasses) {
        Map<String, OptionalFailure<Object>> values = new HashMap<>();
        outcome.accumulators().forEach((name, accumulated) -> {
            try {
                values.put(name, OptionalFailure.of(opened(accumulated.bytes(), userClasses)));
            } catch (IOException | ClassNotFoundException e) {
                values.put(name, OptionalFailure.ofFailure(e));
            }
        });
        return new JobExecutionResult(job, Math.max(0, outcome.runtimeMs()), values);
    }

    private static Object opened(byte[] bytes, ClassLoader userClasses) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
                try {
                    return Class.forName(description.getName(), false, userClasses);
                } catch (ClassNotFoundException e) {
                    return super.resolveClass(description);
                }
            }
        }) {
            return in.readObject();
        }
    }
}
