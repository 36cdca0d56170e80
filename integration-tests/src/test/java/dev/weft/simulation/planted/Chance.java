package dev.weft.simulation.planted;

import dev.weft.simulation.kernel.Rng;
import dev.weft.simulation.planted.Plant.Answer;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Called by mutated methods: decides, by the seed, whether the fault takes effect in this call, and what the method
 * returns then. Reset for each simulation.
 */
public final class Chance {

    private static volatile Rng random = new Rng(0);
    private static volatile int oneIn = 1;

    private Chance() {}

    /** A simulation begins. */
    public static void begin(Rng of) {
        random = of;
        oneIn = Plant.ofThisProcess().map(Plant::oneIn).orElse(1);
    }

    /** Whether the method goes wrong in this call. */
    public static boolean strikes(Object self, Object argument, String answer) {
        return (oneIn == 1 || random.below(oneIn) == 0)
                && (Answer.valueOf(answer) != Answer.NO_EFFECTS_WHILE_LAUNCHING || isLaunching(self, argument));
    }

    /** What it returns, if it returns an object. */
    public static Object answer(Object self, Object argument, String answer) {
        return switch (Answer.valueOf(answer)) {
            case NOTHING, TRUE -> null;
            case NO_EFFECTS, NO_EFFECTS_WHILE_LAUNCHING -> List.of();
            case EMPTY_SET -> Set.of();
            case EMPTY_OPTIONAL -> Optional.empty();
            case EMPTY_OPTIONAL_LONG -> OptionalLong.empty();
            case DONE_WITHOUT_WRITING -> done(self);
            case LATEST_PENDING -> latestPending(self);
            case LATEST_EXECUTION -> latest(self, argument);
            case OLDEST_COPY -> oldestCopy(self, argument);
            case COPY_AS_IT_IS -> copy(self, argument);
        };
    }

    /** {@code ContainerLedger}: whether the container of that id is in the state LAUNCHING. */
    private static boolean isLaunching(Object ledger, Object id) {
        try {
            Object container = ((Map<?, ?>) field(ledger, "held")).get(id);
            return container != null && field(container, "state").toString().equals("LAUNCHING");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the plant does not fit any more", e);
        }
    }

    /** {@code ExecutionGraph}: the execution of the attempt's subtask, if there is one. */
    private static Object latest(Object graph, Object attempt) {
        try {
            Method subtaskId = attempt.getClass().getDeclaredMethod("subtaskId");
            subtaskId.setAccessible(true);
            Object subtask = subtaskId.invoke(attempt);
            Method get = graph.getClass().getDeclaredMethod("get", subtask.getClass());
            get.setAccessible(true);
            return Optional.ofNullable(get.invoke(graph, subtask));
        } catch (InvocationTargetException e) {
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the plant does not fit any more", e);
        }
    }

    /** {@code MetadataWrite}: as if it had written. */
    private static Object done(Object write) {
        try {
            Method done = write.getClass().getDeclaredMethod("done", String.class);
            done.setAccessible(true);
            return done.invoke(write, field(write, "directory"));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the plant does not fit any more", e);
        }
    }

    /** {@code CheckpointLedger}: the pending checkpoint with the highest id, if there is one. */
    private static Object latestPending(Object ledger) {
        try {
            NavigableMap<?, ?> pending = (NavigableMap<?, ?>) field(ledger, "pending");
            return Optional.ofNullable(pending.lastEntry()).map(Map.Entry::getValue);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the plant does not fit any more", e);
        }
    }

    /** {@code LocalCopies}: the file of the copy, if there is one. */
    private static Optional<Object> copy(Object copies, Object stored) {
        try {
            Object kept = ((Map<?, ?>) field(copies, "kept")).get(stored);
            return kept == null ? Optional.empty() : Optional.of(field(kept, "file"));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the plant does not fit any more", e);
        }
    }

    /** {@code LocalCopies}: of what was stored at the same place in a file of the same name, the copy that was made first. */
    private static Optional<Object> oldestCopy(Object copies, Object stored) {
        try {
            Object oldest = stored;
            for (Object other : ((Map<?, ?>) field(copies, "kept")).keySet()) {
                if (nameOf(other).equals(nameOf(stored)) && number(other) < number(oldest)) {
                    oldest = other;
                }
            }
            return copy(copies, oldest);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the plant does not fit any more", e);
        }
    }

    private static String nameOf(Object stored) throws ReflectiveOperationException {
        String file = (String) field(stored, "file");
        return file.substring(file.lastIndexOf('/')) + "@" + field(stored, "offset");
    }

    /** Of the checkpoint's directory in which it is stored. */
    private static long number(Object stored) throws ReflectiveOperationException {
        String directory = ((String) field(stored, "file")).replaceFirst("/[^/]*$", "");
        return Long.parseLong(
                "0" + directory.substring(directory.lastIndexOf('-') + 1).replaceAll("[^0-9]", ""));
    }

    private static Object field(Object of, String name) throws ReflectiveOperationException {
        Field field = of.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(of);
    }
}
