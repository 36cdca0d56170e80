package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.state.CheckpointListener;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import dev.weft.engine.common.UserObjectInput;
import dev.weft.engine.state.OperatorState;
import dev.weft.runtime.state.StateSnapshotContext;
import dev.weft.streaming.api.checkpoint.CheckpointedFunction;
import dev.weft.streaming.api.checkpoint.ListCheckpointed;
import dev.weft.streaming.api.operators.AbstractStreamOperator;
import dev.weft.streaming.api.operators.AbstractUdfStreamOperator;
import dev.weft.streaming.api.operators.StreamOperatorStateHandler.CheckpointedStreamOperator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls the checkpoint interfaces that a user object implements, if any: {@code CheckpointedFunction}, {@code
 * ListCheckpointed}, {@code CheckpointListener}. Belongs to the thread of its task.
 *
 * @param user the function, source or sink
 */
record CheckpointHooks(Object user) {

    private record Context(long getCheckpointId, long getCheckpointTimestamp) implements StateSnapshotContext {}

    void initialize(OperatorState state) throws Exception {
        if (user instanceof CheckpointedFunction checkpointed) {
            checkpointed.initializeState(state);
        } else if (user instanceof CheckpointedStreamOperator operator) {
            operator.initializeState(state);
        } else if (isListCheckpointed() && state.isRestored()) {
            restoreList(state);
        }
    }

    void snapshot(OperatorState state, long checkpointId, long timestamp) throws Exception {
        if (user instanceof CheckpointedFunction checkpointed) {
            checkpointed.snapshotState(new Context(checkpointId, timestamp));
        } else if (user instanceof CheckpointedStreamOperator operator) {
            operator.snapshotState(new Context(checkpointId, timestamp));
        } else if (isListCheckpointed()) {
            snapshotList(state, checkpointId, timestamp);
        }
    }

    /** Whether the user's code acts on complete checkpoints. */
    boolean listens() {
        return listens(user);
    }

    /** The base classes of operators are listeners that do nothing, or pass on what they are told to their function. */
    private static boolean listens(Object user) {
        if (!(user instanceof CheckpointListener)) {
            return false;
        }
        Class<?> listening = implementerOf(user.getClass(), "notifyCheckpointComplete", long.class);
        if (listening == AbstractUdfStreamOperator.class) {
            return listens(((AbstractUdfStreamOperator<?, ?>) user).getUserFunction());
        }
        return listening != AbstractStreamOperator.class;
    }

    private static Class<?> implementerOf(Class<?> type, String method, Class<?>... parameters) {
        try {
            return type.getMethod(method, parameters).getDeclaringClass();
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " has no public method " + method, e);
        }
    }

    void complete(long checkpointId) throws Exception {
        if (user instanceof CheckpointListener listener) {
            listener.notifyCheckpointComplete(checkpointId);
        }
    }

    void aborted(long checkpointId) throws Exception {
        if (user instanceof CheckpointListener listener) {
            listener.notifyCheckpointAborted(checkpointId);
        }
    }

    // ---- ListCheckpointed, the deprecated interface: a list of Java-serialized elements ----

    @SuppressWarnings("deprecation") // programs still use the older form
    private boolean isListCheckpointed() {
        return user instanceof ListCheckpointed;
    }

    private static ListState<byte[]> list(OperatorState state) {
        return state.unkeyed()
                .getListState(new ListStateDescriptor<>("list-checkpointed", BytePrimitiveArraySerializer.INSTANCE));
    }

    @SuppressWarnings({"unchecked", "deprecation"}) // the function gets back what it gave
    private void restoreList(OperatorState state) throws Exception {
        List<Serializable> elements = new ArrayList<>();
        ClassLoader classes = user.getClass().getClassLoader();
        for (byte[] bytes : list(state).get()) {
            try (ObjectInputStream in = new UserObjectInput(new ByteArrayInputStream(bytes), classes)) {
                elements.add((Serializable) in.readObject());
            }
        }
        ((ListCheckpointed<Serializable>) user).restoreState(elements);
    }

    @SuppressWarnings("deprecation") // programs still use the older form
    private void snapshotList(OperatorState state, long checkpointId, long timestamp) throws Exception {
        List<? extends Serializable> elements = ((ListCheckpointed<?>) user).snapshotState(checkpointId, timestamp);
        List<byte[]> written = new ArrayList<>();
        for (Serializable element : elements == null ? List.<Serializable>of() : elements) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(element);
            }
            written.add(bytes.toByteArray());
        }
        list(state).update(written);
    }
}
