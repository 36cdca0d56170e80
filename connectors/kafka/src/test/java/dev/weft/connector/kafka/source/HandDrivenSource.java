package dev.weft.connector.kafka.source;

import dev.weft.api.connector.source.SourceReader;
import dev.weft.api.connector.source.SplitEnumerator;
import dev.weft.connector.kafka.source.enumerator.KafkaSourceEnumState;
import dev.weft.connector.kafka.source.enumerator.ManualEnumeratorContext;
import dev.weft.connector.kafka.source.reader.FakeReaderContext;
import dev.weft.connector.kafka.source.reader.RecordingOutput;
import dev.weft.connector.kafka.source.split.KafkaPartitionSplit;
import dev.weft.core.io.InputStatus;
import dev.weft.core.io.SimpleVersionedSerializer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A source with one reader, driven by a test in the place of the runtime. */
public final class HandDrivenSource implements AutoCloseable {

    private static final long PATIENCE_S = 20;

    private final KafkaSource<String> source;
    private final ManualEnumeratorContext enumeratorContext = new ManualEnumeratorContext(1);
    private final SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator;
    private final SourceReader<String, KafkaPartitionSplit> reader;
    private final RecordingOutput output = new RecordingOutput();
    private boolean toldEnd;

    /** What is in a checkpoint, in bytes. */
    public record Checkpoint(byte[] enumerator, List<byte[]> splits) {}

    private HandDrivenSource(KafkaSource<String> source, Checkpoint from) throws Exception {
        // As it travels to a task.
        this.source = copy(source);
        this.reader = this.source.createReader(new FakeReaderContext(0));
        if (from == null) {
            this.enumerator = this.source.createEnumerator(enumeratorContext);
        } else {
            SimpleVersionedSerializer<KafkaSourceEnumState> states = this.source.getEnumeratorCheckpointSerializer();
            this.enumerator = this.source.restoreEnumerator(
                    enumeratorContext, states.deserialize(states.getVersion(), from.enumerator()));
            List<KafkaPartitionSplit> splits = new ArrayList<>();
            for (byte[] split : from.splits()) {
                splits.add(this.source.getSplitSerializer().deserialize(1, split));
            }
            reader.addSplits(splits);
        }
    }

    public static HandDrivenSource start(KafkaSource<String> source) throws Exception {
        return new HandDrivenSource(source, null).started();
    }

    public static HandDrivenSource restore(KafkaSource<String> source, Checkpoint from) throws Exception {
        return new HandDrivenSource(source, from).started();
    }

    private HandDrivenSource started() {
        try {
            reader.start();
            enumerator.start();
            enumeratorContext.runSlowCalls();
            enumeratorContext.register(0);
            enumerator.addReader(0);
            deliver();
            return this;
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    /** Lets the period of partition discovery pass. */
    public void discover() {
        enumeratorContext.passPeriod();
        deliver();
    }

    private void deliver() {
        List<KafkaPartitionSplit> splits = enumeratorContext.takeAssigned(0);
        if (!splits.isEmpty()) {
            reader.addSplits(splits);
        }
        if (!toldEnd && enumeratorContext.ended().contains(0)) {
            toldEnd = true;
            reader.notifyNoMoreSplits();
        }
    }

    /** Polls until so many elements have come in all, and returns them. */
    public List<String> read(int count) throws Exception {
        while (output.elements().size() < count) {
            step();
        }
        return output.elements();
    }

    /** Polls to the end of the input, and returns all elements. */
    public List<String> readToEnd() throws Exception {
        InputStatus status = step();
        while (status != InputStatus.END_OF_INPUT) {
            status = step();
        }
        return output.elements();
    }

    private InputStatus step() throws Exception {
        InputStatus status = reader.pollNext(output);
        if (status == InputStatus.NOTHING_AVAILABLE) {
            reader.isAvailable().get(PATIENCE_S, TimeUnit.SECONDS);
        }
        return status;
    }

    public Checkpoint checkpoint(long id) throws Exception {
        byte[] state = source.getEnumeratorCheckpointSerializer().serialize(enumerator.snapshotState(id));
        List<byte[]> splits = new ArrayList<>();
        for (KafkaPartitionSplit split : reader.snapshotState(id)) {
            splits.add(source.getSplitSerializer().serialize(split));
        }
        return new Checkpoint(state, splits);
    }

    public void complete(long id) throws Exception {
        reader.notifyCheckpointComplete(id);
    }

    @Override
    public void close() {
        try {
            reader.close();
            enumerator.close();
        } catch (Exception failure) {
            throw new AssertionError("not closed in order", failure);
        }
    }

    @SuppressWarnings("unchecked")
    private static KafkaSource<String> copy(KafkaSource<String> source) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(source);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (KafkaSource<String>) in.readObject();
        }
    }
}
