package dev.weft.client.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Wraps an exception thrown by the user's {@code main}. The cause's stack trace ends at {@code main}. */
public final class ProgramFailure extends Exception {

    private final String entryClass;

    ProgramFailure(String entryClass, Throwable thrown) {
        super("main of " + entryClass + " threw " + thrown, trimmed(entryClass, thrown));
        this.entryClass = entryClass;
    }

    public String entryClass() {
        return entryClass;
    }

    private static Throwable trimmed(String entryClass, Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable t = thrown; t != null && seen.add(t); t = t.getCause()) {
            List<StackTraceElement> frames = new ArrayList<>(Arrays.asList(t.getStackTrace()));
            int last = -1;
            for (int i = 0; i < frames.size(); i++) {
                String method = frames.get(i).getMethodName();
                if (frames.get(i).getClassName().equals(entryClass)
                        && (method.equals("main") || method.equals("<clinit>"))) {
                    last = i;
                }
            }
            if (last >= 0) {
                t.setStackTrace(frames.subList(0, last + 1).toArray(StackTraceElement[]::new));
            }
        }
        return thrown;
    }
}
