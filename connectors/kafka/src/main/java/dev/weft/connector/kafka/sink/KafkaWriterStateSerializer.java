package dev.weft.connector.kafka.sink;

import dev.weft.core.io.SimpleVersionedSerializer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Serializer of {@link KafkaWriterState}. Version 1, big endian: prefix (UTF), subtask (int), birth (UTF), how many
 * numbers were used (int), how many are prepared (int) and each (int).
 */
final class KafkaWriterStateSerializer implements SimpleVersionedSerializer<KafkaWriterState> {

    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(KafkaWriterState state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeUTF(state.owner().prefix());
        out.writeInt(state.owner().subtask());
        out.writeUTF(state.owner().birth());
        out.writeInt(state.numbers());
        out.writeInt(state.prepared().size());
        for (int number : state.prepared()) {
            out.writeInt(number);
        }
        return bytes.toByteArray();
    }

    @Override
    public KafkaWriterState deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException("a Kafka sink's writer state of version " + version
                    + " can't be read; this release reads version " + VERSION);
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
        IdOwner owner = new IdOwner(in.readUTF(), in.readInt(), in.readUTF());
        int numbers = in.readInt();
        List<Integer> prepared = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            prepared.add(in.readInt());
        }
        return new KafkaWriterState(owner, numbers, prepared);
    }
}
