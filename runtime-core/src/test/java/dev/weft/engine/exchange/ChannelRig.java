package dev.weft.engine.exchange;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.JobID;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.protocol.CheckpointRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Fixture for tests of channels: ids, serializers, reading to the end. */
final class ChannelRig {

    private ChannelRig() {}

    static ChannelId id(int output) {
        return new ChannelId(
                new JobID(),
                new ExecutionAttemptId(new VertexId("0123456789abcdef0123456789abcdef"), 0, 0, 1),
                output,
                new ExecutionAttemptId(new VertexId("fedcba9876543210fedcba9876543210"), 0, 0, 1));
    }

    /** The first input, from one producer. */
    static InputSpec spec(int gate, Class<?> type) {
        return new InputSpec(gate, 0, gate, 0, serializer(type), false, false);
    }

    static CheckpointRequest request(long checkpointId) {
        return new CheckpointRequest(
                checkpointId,
                1234,
                CheckpointRequest.Kind.CHECKPOINT,
                CheckpointRequest.Alignment.ALIGNED,
                CheckpointRequest.NEVER,
                CheckpointRequest.Next.GO_ON,
                "hdfs://nn:8020/checkpoints/0123456789abcdef/chk-" + checkpointId,
                OptionalLong.empty());
    }

    @SuppressWarnings("unchecked") // channels carry objects
    static TypeSerializer<Object> serializer(Class<?> type) {
        return (TypeSerializer<Object>)
                TypeInformation.of(type).createSerializer(new ExecutionConfig().getSerializerConfig());
    }

    /** Reads until the end of input, sleeping on the wake-up when there is nothing. */
    static List<Object> readAll(Inputs inputs, Wakeup wakeup) {
        List<Object> values = new ArrayList<>();
        while (true) {
            Element element = inputs.poll();
            if (element instanceof Element.EndOfInput) {
                return values;
            }
            if (element instanceof Batch batch) {
                for (int i = 0; i < batch.size(); i++) {
                    values.add(batch.value(i));
                }
            } else if (element == null) {
                sleep(inputs, wakeup);
            }
        }
    }

    static Element next(Inputs inputs, Wakeup wakeup) {
        while (true) {
            Element element = inputs.poll();
            if (element != null) {
                return element;
            }
            sleep(inputs, wakeup);
        }
    }

    private static void sleep(Inputs inputs, Wakeup wakeup) {
        wakeup.arm();
        if (inputs.hasMore()) {
            wakeup.disarm();
        } else {
            wakeup.park();
        }
    }

    /** Waits until the thread sleeps, which it does when its channel is full. */
    static void awaitAsleep(Thread thread) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (thread.getState() != Thread.State.WAITING) {
            if (!thread.isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError(thread + " does not wait but is " + thread.getState());
            }
            Thread.onSpinWait();
        }
    }
}
