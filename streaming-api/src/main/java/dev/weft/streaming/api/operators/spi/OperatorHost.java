package dev.weft.streaming.api.operators.spi;

import dev.weft.api.common.operators.MailboxExecutor;
import dev.weft.api.common.state.State;
import dev.weft.api.common.state.StateDescriptor;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.streaming.api.operators.InternalTimerService;
import dev.weft.streaming.api.operators.KeyContext;
import dev.weft.streaming.api.operators.StreamingRuntimeContext;
import dev.weft.streaming.api.operators.Triggerable;

/** One operator's way to what the engine does for it. On the task's thread. */
public interface OperatorHost extends KeyContext {
    /** The context that the operator hands to functions. */
    StreamingRuntimeContext runtimeContext();

    /** Runs actions on the task's thread. */
    MailboxExecutor mailbox();

    /**
     * State of the current key.
     *
     * @throws UnsupportedOperationException if the operator's input is not keyed
     */
    <S extends State> S state(StateDescriptor<S, ?> descriptor);

    /** State of the current key in a namespace. */
    <S extends State, N> S state(N namespace, TypeSerializer<N> serializer, StateDescriptor<S, ?> descriptor);

    /** Timers of keys and namespaces; the same ones for the same name. */
    <K, N> InternalTimerService<N> timers(String name, TypeSerializer<N> serializer, Triggerable<K, N> target);

    /** Fires what is due at a watermark. */
    void advance(long watermark) throws Exception;
}
